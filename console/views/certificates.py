"""Certificates: the list, their files, and the authorities that are trusted."""

from pathlib import Path

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from console.actors import certificates as pages
from console.actors.certificates import AuthorityForm, pki_dir
from console.refusals import add_errors
from infra.errors import NotFound
from infra.pki import trusted_authorities
from infra.pki.issuing import downloads, orders
from infra.pki.issuing.ledger import Record
from infra.validation import InvalidValues
from infra.web.access.console_access import console_page


@console_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def show_certificates(request: HttpRequest) -> HttpResponse:
    """The lists; a POST trusts an authority."""
    is_upload = request.method == "POST"
    form = AuthorityForm(request.POST, request.FILES) if is_upload else AuthorityForm()
    if is_upload and form.is_valid() and _trust(request, form):
        return redirect("console:certificates")
    context = {
        "form": form,
        "page": pages.certificates_page(request.GET.get("fore", "")),
        "trusted": pages.trusted_files(),
    }
    return render(request, "console/certificates.html", context, status=422 if form.errors else 200)


@console_page
@require_POST
def revoke_certificate(request: HttpRequest, serial: str) -> HttpResponse:
    record = _find(serial)
    orders.revoke_certificate(pki_dir(), record.serial)
    messages.success(request, _("Certifikatet är spärrat, från och med nästa anrop."))
    if request.POST.get("till") == "aktor":
        return redirect("console:actor", record.organisation)
    return redirect("console:certificates")


@console_page
@require_safe
@never_cache
def certificate_file(_request: HttpRequest, serial: str, name: str) -> HttpResponse:
    try:
        content = downloads.file_of(pki_dir(), _find(serial), name)
    except NotFound:
        raise Http404 from None
    return _attachment(content, downloads.CONTENT_TYPES[Path(name).suffix], name)


@console_page
@require_safe
@never_cache
def certificate_zip(_request: HttpRequest, serial: str) -> HttpResponse:
    record = _find(serial)
    return _attachment(
        downloads.as_zip(pki_dir(), record), downloads.ZIP_TYPE, f"{record.folder or record.serial}.zip"
    )


@console_page
@require_POST
def remove_trusted(request: HttpRequest) -> HttpResponse:
    try:
        trusted_authorities.remove_file(pki_dir(), request.POST.get("file", ""))
    except NotFound:
        raise Http404 from None
    messages.success(request, _("Certifikaten i filen är inte längre betrodda."))
    return redirect("console:certificates")


def _trust(request: HttpRequest, form: AuthorityForm) -> bool:
    """Trust what the form holds. False: it cannot be, and the form says why."""
    try:
        added = trusted_authorities.add_authorities(pki_dir(), form.content)
    except InvalidValues as refusal:
        add_errors(form, refusal)
        return False
    words = _("Utfärdaren är betrodd nu.") if added.is_new else _("Utfärdaren var redan betrodd.")
    messages.success(request, words)
    return True


def _find(serial: str) -> Record:
    try:
        return orders.require_record(pki_dir(), serial)
    except NotFound:
        raise Http404 from None


def _attachment(content: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""}
    return HttpResponse(content, content_type=content_type, headers=headers)
