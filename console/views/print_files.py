"""Print files: upload, progress, result."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from console.sentences import as_sentence
from console.services import print_files as pages
from infra.errors import MinaMeddelandenError
from infra.web.console_access import console_page
from sender.print_files import retention
from sender.print_files.models import BatchFile
from sender.print_files.results import FORMATS


@console_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def files(request: HttpRequest) -> HttpResponse:
    """The list; posted to, with one file more."""
    form = pages.UploadForm(request.POST, request.FILES) if request.method == "POST" else pages.UploadForm()
    if form.is_bound and form.is_valid() and (taken := _take_in(request, form)):
        return redirect("console:file", taken.file_id)
    context = {"form": form, "files": pages.files(request.GET)}
    return render(request, "console/files.html", context, status=422 if form.errors else 200)


@console_page
@require_safe
@never_cache
def news(request: HttpRequest) -> HttpResponse:
    """The list once more, if it differs from what the page shows; else 204."""
    found = pages.files(request.GET)
    if found.standing == request.GET.get("sedan"):
        return HttpResponse(status=204)
    return render(request, "console/_files.html", {"files": found})


@console_page
@require_safe
@never_cache
def file(request: HttpRequest, file_id: uuid.UUID) -> HttpResponse:
    return render(request, "console/file.html", _file(request, file_id))


@console_page
@require_safe
@never_cache
def file_news(request: HttpRequest, file_id: uuid.UUID) -> HttpResponse:
    """One file's progress, for as long as there is any; 204 stands for no change."""
    context = _file(request, file_id)
    if context["standing"] == request.GET.get("sedan"):
        return HttpResponse(status=204)
    return render(request, "console/_file.html", context)


@console_page
@require_POST
def remove(request: HttpRequest, file_id: uuid.UUID) -> HttpResponse:
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
def result(_request: HttpRequest, file_id: uuid.UUID, form: str) -> HttpResponseBase:
    found = get_object_or_404(BatchFile, file_id=file_id)
    if form not in FORMATS:
        raise Http404
    content_type, pieces = FORMATS[form]
    headers = {"Content-Disposition": f'attachment; filename="{file_id}.{form}"'}
    return StreamingHttpResponse(pieces(found), content_type=content_type, headers=headers)


def _take_in(request: HttpRequest, form: pages.UploadForm) -> BatchFile | None:
    try:
        taken, is_new = pages.take_in(form.cleaned_data["sender"], form.cleaned_data["file"])
    except MinaMeddelandenError as refusal:
        form.add_error("file", as_sentence(refusal.text))
        return None
    if not is_new:
        messages.info(request, _("Filen har kommit förut. Ingenting skickas en gång till."))
    return taken


def _file(request: HttpRequest, file_id: uuid.UUID) -> dict[str, object]:
    found = pages.view(get_object_or_404(BatchFile, file_id=file_id))
    lines = pages.not_sent(found.file, request.GET.get("efter", ""))
    return {"one": found, "lines": lines, "standing": pages.standing([found])}
