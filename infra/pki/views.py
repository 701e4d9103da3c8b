"""The certificates and revocation lists of both authorities, open to all."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from infra.pki import personal, revocation


@require_safe
def revocation_list(_request: HttpRequest) -> HttpResponse:
    return _list_in(Path(settings.PKI_DIR))


@require_safe
def show_authority(_request: HttpRequest) -> HttpResponse:
    return _authority_in(Path(settings.PKI_DIR))


@require_safe
def personal_revocation_list(_request: HttpRequest) -> HttpResponse:
    return _list_in(personal.authority_folder(Path(settings.PKI_DIR)))


@require_safe
def personal_authority(_request: HttpRequest) -> HttpResponse:
    return _authority_in(personal.authority_folder(Path(settings.PKI_DIR)))


def _list_in(folder: Path) -> HttpResponse:
    return HttpResponse(revocation.list_path(folder).read_bytes(), content_type="application/pkix-crl")


def _authority_in(folder: Path) -> HttpResponse:
    return HttpResponse((folder / "ca.pem").read_bytes(), content_type="application/x-pem-file")
