"""An attachment: read in the page where it can be, and saved."""

import uuid
from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from infra.outbox.notification_texts import decode_body
from infra.pdf import other_files
from infra.pdf.problems import PdfError
from mailbox_operator.forwarding.file_names import (
    MEDIA_TYPE,
    UNKNOWN_TYPE,
    file_name,
    file_stem,
    unique_names,
    zip_files,
)
from mailbox_operator.models import Attachment
from mailbox_ui.access import mailboxes
from mailbox_ui.access.session import HolderRequest, login_required
from mailbox_ui.letter import pdf_pages, policy, text_layer, text_search
from mailbox_ui.letter.file_kinds import FileKind, kind_of
from mailbox_ui.letter.policy import own_policy

LAYERS_AT_ONCE = 1
"""Pages that come with their text; the text of the others comes when they are near."""

MAX_TEXT = 300_000
"""Characters of a text file that are shown."""

Contents = dict[str, object]


@login_required
def show_attachment(request: HolderRequest, place: str, public_id: uuid.UUID, number: int) -> HttpResponse:
    found = mailboxes.attachment_of(request.holder, place, public_id, number - 1)
    if (page := _page_named(request, "sida")) is not None:
        return redirect(_address_of_page(request, page))
    kind = kind_of(found)
    context = {
        "attachment": found,
        "kind": kind.value,
        "number": number,
        "message": found.message,
        "operator": found.message.mailbox.operator,
        "place": place,
        **_contents(request, found, kind),
    }
    return render(request, "mailbox/attachment.html", context)


@own_policy(policy.FILE)
@login_required
def download_attachment(request: HolderRequest, place: str, public_id: uuid.UUID, number: int) -> HttpResponse:
    """Exactly the bytes that were signed, always as a file to save and never as a page of ours."""
    found = mailboxes.attachment_of(request.holder, place, public_id, number - 1)
    mailboxes.note_saved(request.holder, found.message, file_name(found))
    known = MEDIA_TYPE.fullmatch(found.content_type)
    response = HttpResponse(bytes(found.content), content_type=found.content_type if known else UNKNOWN_TYPE)
    disposition = content_disposition_header(True, file_name(found))
    response.headers["Content-Disposition"] = str(disposition)
    return response


@own_policy(policy.FILE)
@login_required
def download_all(request: HolderRequest, place: str, public_id: uuid.UUID) -> HttpResponse:
    """All attachments of a letter in a ZIP, each under a name of its own."""
    found = mailboxes.message_of(request.holder, place, public_id)
    content = zip_files(unique_names(found.attachments.all()))
    response = HttpResponse(content, content_type="application/zip")
    stem = file_stem(found.subject) or "bilagor"
    mailboxes.note_saved(request.holder, found, f"{stem}.zip")
    response.headers["Content-Disposition"] = str(content_disposition_header(True, f"{stem}.zip"))
    return response


def _page_named(request: HolderRequest, parameter: str) -> int | None:
    written = request.GET.get(parameter, "")
    return int(written[:6]) if written.isascii() and written.isdigit() else None


def _address_of_page(request: HolderRequest, page: int) -> str:
    """Where the page is shown: a long document is shown in parts. A search stays as it is."""
    query = {"fran": page} if pdf_pages.start_of_part(page) > 1 else {}
    words = text_search.words_sought(request.GET.get("sok", ""))
    written = urlencode(query | ({"sok": words} if words else {}))
    return f"{request.path}{'?' if written else ''}{written}#sida-{page}"


def _contents(request: HolderRequest, found: Attachment, kind: FileKind) -> Contents:
    read = READERS.get(kind)
    if read is None:
        return {"problem": kind.value}
    try:
        return read(request, bytes(found.content))
    except PdfError as failure:
        return {"problem": failure.problem.value}


def _read_pdf(request: HolderRequest, content: bytes) -> Contents:
    first = _page_named(request, "fran") or 1
    if request.GET.get("som") == "text":
        return {"document": pdf_pages.read_pdf(content, first), "as_text": True}
    words = text_search.words_sought(request.GET.get("sok", ""))
    measured = pdf_pages.measure_pages(content, first)
    pages = [
        {
            "size": page,
            "sheet": pdf_pages.sheet_of(page),
            "layer": _layer_of(content, page, words) if place < LAYERS_AT_ONCE else None,
        }
        for place, page in enumerate(measured.pages)
    ]
    hits = text_search.find_hits(pdf_pages.read_parts(content), words) if words else []
    searched = pdf_pages.MAX_SEARCHED if measured.page_count > pdf_pages.MAX_SEARCHED else 0
    return {"document": measured, "pages": pages, "words": words, "hits": hits, "searched": searched}


def _layer_of(content: bytes, page: pdf_pages.PageSize, words: str) -> text_layer.TextLayer | None:
    """The pages are shown without text where it cannot be read."""
    if page.problem:
        return None
    try:
        return text_layer.layer_of(content, page.number, words)
    except PdfError:
        return None


def _read_word(_request: HolderRequest, content: bytes) -> Contents:
    return {"word": other_files.read_word(content)}


def _read_calendar(_request: HolderRequest, content: bytes) -> Contents:
    return {"calendar": other_files.read_calendar(content)}


def _read_text(_request: HolderRequest, content: bytes) -> Contents:
    return {"plain_text": decode_body(content)[0][:MAX_TEXT]}


READERS: Mapping[FileKind, Callable[[HolderRequest, bytes], Contents]] = {
    FileKind.PDF: _read_pdf,
    FileKind.WORD: _read_word,
    FileKind.CALENDAR: _read_calendar,
    FileKind.TEXT: _read_text,
}
"""How the page reads each kind of file that it shows."""
