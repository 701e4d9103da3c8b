"""A page of an attached PDF: its picture, the text laid over it, and the paper that it is printed on."""

import re
import uuid
from typing import Final

from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, render

from infra.pdf.problems import PdfError, PdfProblem
from mailbox_operator.models import Attachment
from mailbox_ui.access import mailboxes
from mailbox_ui.access.session import HolderRequest, login_required
from mailbox_ui.letter import pdf_pages, text_layer, text_search
from mailbox_ui.letter.file_kinds import FileKind, kind_of

SHEET: Final = re.compile(r"([1-9]\d{0,5})x([1-9]\d{0,5})")


@login_required
def page_picture(request: HolderRequest, place: str, public_id: uuid.UUID, number: int, page: int) -> HttpResponse:
    """One page of a PDF as PNG. The browser keeps it, and asks again before it shows it."""
    found = mailboxes.attachment_of(request.holder, place, public_id, number - 1)
    tag = f'"{found.message.public_id.hex}-{number}-{page}-{pdf_pages.TARGET_WIDTH}"'
    headers = {"Cache-Control": "private, no-cache", "ETag": tag}
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers=headers)
    try:
        return HttpResponse(_picture(found, page), content_type="image/png", headers=headers)
    except PdfError as failure:
        return _words_as_picture(request, failure.problem)


@login_required
def page_text(request: HolderRequest, place: str, public_id: uuid.UUID, number: int, page: int) -> HttpResponse:
    """The text of one page, to lay over its picture; nothing where it cannot be read now."""
    found = mailboxes.attachment_of(request.holder, place, public_id, number - 1)
    require_pdf(found)
    words = text_search.words_sought(request.GET.get("sok", ""))
    try:
        layer = text_layer.layer_of(bytes(found.content), page, words)
    except PdfError:
        layer = None
    context = {"layer": layer, "message": found.message}
    return render(request, "mailbox/_page_text.html", context)


@login_required
def style_sheets(request: HolderRequest, place: str, public_id: uuid.UUID, number: int) -> HttpResponse:
    """The style sheet that prints pages on paper of their own size. The address names the sizes."""
    message = mailboxes.message_of(request.holder, place, public_id)
    get_object_or_404(mailboxes.attachments_of(message), position=number - 1)
    asked = request.GET.getlist("ark")[: pdf_pages.MAX_SHEETS]
    found = [match for match in map(SHEET.fullmatch, asked) if match]
    sizes = [{"name": size.group(), "width": int(size[1]) / 10, "height": int(size[2]) / 10} for size in found]
    return render(request, "mailbox/sheets.css", {"sizes": sizes}, "text/css; charset=utf-8")


def require_pdf(found: Attachment) -> None:
    """Raises Http404 where the file is none that has pages."""
    if kind_of(found) is not FileKind.PDF:
        raise Http404


def _picture(found: Attachment, page: int) -> bytes:
    """Draw a page.

    Raises:
        Http404: there is no such page, or no file that has pages.
        PdfError: it takes too much, or nobody can draw it now.
    """
    require_pdf(found)
    try:
        picture = pdf_pages.draw_page(bytes(found.content), page)
    except PdfError as failure:
        if failure.problem in (PdfProblem.ENCRYPTED, PdfProblem.DAMAGED, PdfProblem.DYNAMIC_FORM):
            raise Http404 from failure
        raise
    if picture is None:
        raise Http404
    return picture


def _words_as_picture(request: HolderRequest, problem: PdfProblem) -> HttpResponse:
    """In place of a page that cannot be drawn: why, and what to do. Not kept, as it may work another time."""
    response = render(request, "mailbox/no_page.svg", {"problem": problem.value}, "image/svg+xml")
    response.headers["Cache-Control"] = "no-store"
    return response
