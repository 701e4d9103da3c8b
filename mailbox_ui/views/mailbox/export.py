"""A mailbox saved as a file, and the page that checks the signatures in such a file."""

from typing import cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from infra import clock
from mailbox_operator.mailbox import mailbox_log
from mailbox_operator.models import Message
from mailbox_ui.access import mailboxes
from mailbox_ui.access.rights import Right
from mailbox_ui.access.session import HolderRequest, login_required
from mailbox_ui.export import checking
from mailbox_ui.export.archive import export_mailbox
from mailbox_ui.export.checking import NotChecked

MAX_REQUEST = checking.MAX_FILE + 65_536


class FileForm(forms.Form):
    """The file in which signatures are checked."""

    file = forms.FileField(
        label=_("Filen"),
        help_text=_("ZIP-filen som du sparade, eller ett signerat original (XML). Högst 200 MB."),
        error_messages={"required": _("Välj en fil att kontrollera."), "empty": _("Filen är tom.")},
    )
    start = forms.IntegerField(
        label=_("Börja vid original nummer"), required=False, min_value=1, max_value=checking.MAX_ENTRIES
    )


@login_required
def save_mailbox(request: HolderRequest, place: str) -> HttpResponse:
    """What will be saved; a POST sends it."""
    opened = mailboxes.open_mailbox(request.holder, place, needs=Right.OWN)
    if request.method != "POST":
        context = {
            "count": opened.mailbox.messages.exclude(state=Message.State.BIN).count(),
            "opened": opened,
            "operator": opened.operator,
            "place": opened.place,
        }
        return render(request, "export/export.html", context)
    mailbox_log.note_event(
        opened.mailbox, mailbox_log.Event.EXPORTED, by=request.holder.number, by_name=request.holder.name
    )
    name = f"brevlada-{opened.operator.name}-{clock.today():%Y-%m-%d}.zip"
    headers = {"Content-Disposition": str(content_disposition_header(True, name))}
    pieces = export_mailbox(opened.mailbox)
    answer = StreamingHttpResponse(pieces, content_type="application/zip", headers=headers)
    # What login_required needs of an answer, one that streams has too.
    return cast("HttpResponse", answer)


# Without the CSRF check, which would read all of the body before its size is looked at. Nothing is changed here.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def check_signatures(request: HttpRequest) -> HttpResponse:
    """The form; a POST shows what each signature in the file is worth. Nothing is stored."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_REQUEST:
        return _checked(request, FileForm(), refusal=checking.Refusal.TOO_LARGE)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if not form.is_valid():
        return _checked(request, form)
    file: UploadedFile[bytes] = form.cleaned_data["file"]
    try:
        found = checking.check_file(file, file.name or "", start=form.cleaned_data["start"] or 1)
    except NotChecked as problem:
        return _checked(request, form, refusal=problem.refusal)
    return _checked(request, FileForm(initial={"start": found.next}), checked=found, name=file.name)


def _checked(request: HttpRequest, form: FileForm, **found: object) -> HttpResponse:
    is_wrong = bool(form.errors) or "refusal" in found
    return render(request, "export/check.html", {"form": form, **found}, status=422 if is_wrong else 200)
