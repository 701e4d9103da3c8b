"""An attachment: read in the page when it is a PDF, and downloaded."""

import re
import uuid

from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.http import content_disposition_header

from infra.pdf.problems import PdfError, Problem
from mailbox_operator.models import Attachment
from mailbox_ui.access import mailboxes
from mailbox_ui.access.session import HolderRequest, login_required
from mailbox_ui.letter import pdf_pages, policy
from mailbox_ui.letter.policy import own_policy

PDF = "application/pdf"
MEDIA_TYPE = re.compile(r"[a-z0-9]+/[a-z0-9.+-]+", re.IGNORECASE)
UNKNOWN_TYPE = "application/octet-stream"


@login_required
def attachment(request: HolderRequest, place: str, public_id: uuid.UUID, number: int) -> HttpResponse:
    found = mailboxes.attachment_of(request.holder, place, public_id, number - 1)
    context = {
        "attachment": found,
        "number": number,
        "message": found.message,
        "operator": found.message.mailbox.operator,
        "place": place,
        "as_text": request.GET.get("som") == "text",
        **_contents(found),
    }
    return render(request, "mailbox/attachment.html", context)


@login_required
def page_picture(request: HolderRequest, place: str, public_id: uuid.UUID, number: int, page: int) -> HttpResponse:
    """One page of a PDF as PNG. Kept by the browser, but shown again only after we have said who asks."""
    found = mailboxes.attachment_of(request.holder, place, public_id, number - 1)
    tag = f'"{found.message.public_id.hex}-{number}-{page}-{pdf_pages.TARGET_WIDTH}"'
    headers = {"Cache-Control": "private, no-cache", "ETag": tag}
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers=headers)
    try:
        return HttpResponse(_picture(found, page), content_type="image/png", headers=headers)
    except PdfError as failure:
        return _words_as_picture(request, failure.problem)


@own_policy(policy.FILE)
@login_required
def download(request: HolderRequest, place: str, public_id: uuid.UUID, number: int) -> HttpResponse:
    """Exactly the bytes that were signed, always as a file to save and never as a page of ours."""
    found = mailboxes.attachment_of(request.holder, place, public_id, number - 1)
    known = MEDIA_TYPE.fullmatch(found.content_type)
    response = HttpResponse(bytes(found.content), content_type=found.content_type if known else UNKNOWN_TYPE)
    disposition = content_disposition_header(True, file_name(found))
    response.headers["Content-Disposition"] = str(disposition)
    return response


def file_name(found: Attachment) -> str:
    """The sender's name for the file, without what could name a folder or hide an ending."""
    name = "".join(char for char in found.filename if char.isprintable() and char not in '/\\:*?"<>|')
    return name.strip(" .") or "bilaga"


def _contents(found: Attachment) -> dict[str, object]:
    if found.content_type.lower() != PDF:
        return {"problem": "type"}
    try:
        return {"document": pdf_pages.read(bytes(found.content))}
    except PdfError as failure:
        return {"problem": failure.problem.value}


def _picture(found: Attachment, page: int) -> bytes:
    """Draw a page.

    Raises:
        Http404: there is no such page, or no file that has pages.
        PdfError: it takes too much, or nobody can draw it now.
    """
    if found.content_type.lower() != PDF:
        raise Http404
    try:
        picture = pdf_pages.picture(bytes(found.content), page)
    except PdfError as failure:
        if failure.problem in (Problem.ENCRYPTED, Problem.DAMAGED):
            raise Http404 from failure
        raise
    if picture is None:
        raise Http404
    return picture


def _words_as_picture(request: HolderRequest, problem: Problem) -> HttpResponse:
    """In place of a page that cannot be drawn: why, and what to do. Not kept, as it may work another time."""
    response = render(request, "mailbox/no_page.svg", {"problem": problem.value}, "image/svg+xml")
    response.headers["Cache-Control"] = "no-store"
    return response
