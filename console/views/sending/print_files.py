"""Print files: upload, progress, result."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from console import print_files as pages
from console.refusals import as_sentence
from infra.errors import MinaMeddelandenError
from infra.web.access.console_access import console_page
from infra.web.renewal import Fragment, renewed_fragment
from sender.print_files import retention
from sender.print_files.arrival.left_files import left_files
from sender.print_files.models import BatchFile
from sender.print_files.results import FORMATS


@console_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def files_list(request: HttpRequest) -> HttpResponse:
    """The list; a POST uploads a file."""
    form = pages.UploadForm(request.POST, request.FILES) if request.method == "POST" else pages.UploadForm()
    if form.is_bound and form.is_valid() and (taken := _store_upload(request, form)):
        return redirect("console:file", taken.file_id)
    context = {"form": form, "page": pages.print_files_page(request.GET), "left_files": left_files()}
    return render(request, "console/files.html", context, status=422 if form.errors else 200)


@console_page
@renewed_fragment
def renew_files(request: HttpRequest) -> Fragment:
    page = pages.print_files_page(request.GET)
    return Fragment("console/_files.html", page.version, lambda: {"page": page})


@console_page
@require_safe
@never_cache
def show_file(request: HttpRequest, file_id: uuid.UUID) -> HttpResponse:
    return render(request, "console/file.html", _file_context(request, file_id))


@console_page
@renewed_fragment
def renew_file(request: HttpRequest, file_id: uuid.UUID) -> Fragment:
    context = _file_context(request, file_id)
    return Fragment("console/_file.html", str(context["version"]), lambda: context)


@console_page
@require_POST
def remove_file(request: HttpRequest, file_id: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(BatchFile, file_id=file_id)
    try:
        retention.remove_file(found)
    except MinaMeddelandenError as refusal:
        messages.error(request, as_sentence(refusal.text))
        return redirect("console:file", file_id)
    messages.success(request, _("%(name)s är borttagen.") % {"name": found.name})
    return redirect("console:files")


@console_page
@require_safe
def result_file(_request: HttpRequest, file_id: uuid.UUID, form: str) -> HttpResponseBase:
    found = get_object_or_404(BatchFile, file_id=file_id)
    if form not in FORMATS:
        raise Http404
    content_type, pieces = FORMATS[form]
    headers = {"Content-Disposition": f'attachment; filename="{file_id}.{form}"'}
    return StreamingHttpResponse(pieces(found), content_type=content_type, headers=headers)


def _store_upload(request: HttpRequest, form: pages.UploadForm) -> BatchFile | None:
    try:
        taken, is_new = pages.store_upload(form.cleaned_data["sender"], form.cleaned_data["file"])
    except MinaMeddelandenError as refusal:
        form.add_error("file", as_sentence(refusal.text))
        return None
    if not is_new:
        messages.info(request, _("Filen har kommit förut. Ingenting skickas en gång till."))
    return taken


def _file_context(request: HttpRequest, file_id: uuid.UUID) -> dict[str, object]:
    found = pages.view_file(get_object_or_404(BatchFile, file_id=file_id))
    lines = pages.unsent_lines_page(found.file, request.GET.get("efter", ""))
    return {"one": found, "lines": lines, "version": pages.version_of_files([found])}
