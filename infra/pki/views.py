"""The authority's certificate and its revocation list, open to all."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from infra.pki import revocation


@require_safe
def revocation_list(_request: HttpRequest) -> HttpResponse:
    content = revocation.path(Path(settings.PKI_DIR)).read_bytes()
    return HttpResponse(content, content_type="application/pkix-crl")


@require_safe
def authority(_request: HttpRequest) -> HttpResponse:
    content = (Path(settings.PKI_DIR) / "ca.pem").read_bytes()
    return HttpResponse(content, content_type="application/x-pem-file")
