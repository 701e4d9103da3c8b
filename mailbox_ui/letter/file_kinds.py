"""What an attachment is, and what the mailbox can do with it."""

from enum import StrEnum
from typing import Final

from mailbox_operator.models import Attachment


class FileKind(StrEnum):
    """The types that letters may have, by what the mailbox can do with them."""

    PDF = "pdf"
    WORD = "word"
    OLD_WORD = "old word"
    """Word's format from before 2007, which nothing here reads."""
    CALENDAR = "calendar"
    TEXT = "text"
    OTHER = "other"


_WORDPROCESSING: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
KINDS: Final = {
    "application/pdf": FileKind.PDF,
    "application/msword": FileKind.OLD_WORD,
    f"{_WORDPROCESSING}.document": FileKind.WORD,
    f"{_WORDPROCESSING}.template": FileKind.WORD,
    f"{_WORDPROCESSING}-template": FileKind.WORD,
    "text/calendar": FileKind.CALENDAR,
    "text/plain": FileKind.TEXT,
}


def kind_of_type(content_type: str) -> FileKind:
    return KINDS.get(content_type.partition(";")[0].strip().lower(), FileKind.OTHER)


def kind_of(found: Attachment) -> FileKind:
    return kind_of_type(found.content_type)
