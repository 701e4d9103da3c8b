"""The words of a letter, read from its parts. Its PDF files are read in child processes with limits."""

from collections.abc import Iterator
from typing import Final

from infra.html.parsing.limits import HtmlTooLarge
from infra.html.plain_text import plain_text_of
from infra.pdf import reader
from infra.pdf.problems import PdfError, PdfProblem
from mailbox_operator.models import Attachment, FileText, MatterEvent, Message
from mailbox_operator.search.index import MessageWords

PDF: Final = "application/pdf"
MAX_PAGES: Final = 100
"""Pages of a file that are read."""
MAX_TEXT: Final = 200_000
"""Characters of the body, and of each file, that can be found."""
NUL: Final = "\0"


class ReadLater(Exception):
    """All child processes are at work."""


def read_words(message: Message) -> tuple[MessageWords, list[FileText]]:
    """Read the words by which a message is found, and the unsaved texts of its files.

    A file that cannot be read is left out, and its FileText says why. The names of all files can be found.

    Raises:
        ReadLater
    """
    attachments = list(message.attachments.defer("content"))
    texts = list(_texts_of_files(message, attachments))
    names = [attachment.filename for attachment in attachments]
    words = MessageWords(
        message=message.pk,
        mailbox=message.mailbox_id,
        sender=message.sender_name,
        subject="\n".join([message.subject, *_words_of_case(message)]),
        body=body_text(message)[:MAX_TEXT],
        files="\n".join([*names, *(each.text for each in texts)]),
    )
    return words, texts


def body_text(message: Message) -> str:
    """The body as people read it; empty where its HTML cannot be shown."""
    if message.body_type != "text/html":
        return message.body
    try:
        return plain_text_of(message.shown_html or message.body)
    except HtmlTooLarge:
        return ""


def _words_of_case(message: Message) -> list[str]:
    """The names of the case that the letter belongs to."""
    event: MatterEvent | None = getattr(message, "matter_event", None)
    return [event.matter_subject, event.matter_id] if event else []


def _texts_of_files(message: Message, attachments: list[Attachment]) -> Iterator[FileText]:
    for attachment in attachments:
        if attachment.content_type.lower() == PDF:
            text, problem = _text_of_pdf(bytes(attachment.content))
            yield FileText(attachment=attachment, mailbox_id=message.mailbox_id, text=text, problem=problem)


def _text_of_pdf(content: bytes) -> tuple[str, str]:
    """The text, and why there is none."""
    try:
        found = reader.read_pdf(content, MAX_PAGES)
    except PdfError as failure:
        if failure.problem is PdfProblem.BUSY:
            raise ReadLater from failure
        return "", failure.problem.value
    text = "\n".join(page.text for page in found.pages).replace(NUL, " ")
    return text.encode(errors="replace").decode()[:MAX_TEXT], ""
