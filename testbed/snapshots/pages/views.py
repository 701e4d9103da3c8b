"""The world in one file: saved, and read in place of what is here."""

import tempfile
from typing import Any, Final

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from console.refusals import as_sentence
from infra.errors import MinaMeddelandenError
from infra.web.access.console_access import console_page
from testbed.snapshots.archive import read_snapshot, write_snapshot
from testbed.snapshots.pages.forms import SnapshotForm

IN_MEMORY: Final = 16 * 2**20
"""Bytes of a snapshot that are kept in memory; a larger one is kept in a file meanwhile."""


@console_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def show_snapshot(request: HttpRequest) -> HttpResponse:
    """How to save the world and read it; a POST reads one."""
    form = SnapshotForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file: UploadedFile[Any] = form.cleaned_data["file"]
        try:
            counts = read_snapshot(file)
        except MinaMeddelandenError as refusal:
            form.add_error("file", as_sentence(refusal.text))
        else:
            messages.success(request, _("Inläst: %(count)s rader.") % {"count": sum(counts.values())})
            return redirect("snapshots:snapshot")
    return render(request, "console/runs/snapshot.html", {"form": form}, status=422 if form.errors else 200)


@console_page
@require_safe
def download_snapshot(_request: HttpRequest) -> FileResponse:
    """The world as it is now."""
    out = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (the answer closes it)
    write_snapshot(out)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename="ogonblicksbild.zip", content_type="application/zip")
