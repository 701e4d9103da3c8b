"""The types of file that a mailbox takes, and how each is known by its content.

Source: api-6.3 §4 (attachment types).
"""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

BEGINS_WITHIN: Final = 1_024
"""Bytes. Source of PDF's: ISO 32000-1, annex H.3.4.1, note 13."""
WORDPROCESSING: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
ENDING: Final = re.compile(r"\.(?=\w*[^\W\d_])(\w{1,10})[. ]*\Z")
"""The ending of a file name: letters and digits after the last dot, at least one letter."""


class ContentKind(Enum):
    """The kind of content that the bytes of a file are."""

    PDF = "PDF"
    WORD_BINARY = "Word 97-2003"
    WORD_XML = "Word"
    CALENDAR = "iCalendar"


@dataclass(frozen=True)
class FileType:
    """A type that a mailbox takes."""

    content_type: str
    endings: tuple[str, ...]
    """The first is the usual one."""
    content: ContentKind


PDF: Final = FileType("application/pdf", (".pdf",), ContentKind.PDF)
DOC: Final = FileType("application/msword", (".doc", ".dot"), ContentKind.WORD_BINARY)
DOCX: Final = FileType(f"{WORDPROCESSING}.document", (".docx",), ContentKind.WORD_XML)
DOTX: Final = FileType(f"{WORDPROCESSING}.template", (".dotx",), ContentKind.WORD_XML)
DOTX_AS_PRINTED: Final = FileType(f"{WORDPROCESSING}-template", (".dotx",), ContentKind.WORD_XML)
"""As the official document writes it; the registered name is the one before."""
CALENDAR: Final = FileType("text/calendar", (".ics", ".ical", ".ifb", ".vcs"), ContentKind.CALENDAR)

FILE_TYPES: Final = {kind.content_type: kind for kind in (PDF, DOC, DOCX, DOTX, DOTX_AS_PRINTED, CALENDAR)}

_OTHERS: Final = re.compile(
    rb"MZ|\x7fELF|PK\x03\x04|\xd0\xcf\x11\xe0|L\0\0\0\x01\x14\x02\0|\x89PNG|\xff\xd8\xff|GIF8|Rar!|7z\xbc\xaf"
    rb"|\xca\xfe\xba\xbe|\x1f\x8b|#!|\{\\rtf|\{|<"
)
"""The first bytes of programs, archives, pictures, links and markup. None of them may come before a PDF."""
MAX_PREFIX: Final = 65_536
"""Bytes in which the beginning of a PDF is looked for, where its bytes may still be changed."""
_PREFIX: Final = re.compile(rb"[\t\r\n\x20-\x7e\x80-\xff\0]*")
_SPACE: Final = b" \t\r\n\f\0\xef\xbb\xbf"
_OTHER_OLE: Final = tuple(
    name.encode("utf-16-le") for name in ("Workbook", "PowerPoint Document", "__substg1.0_", "VisioDocument")
)
_WORD_STREAM: Final = "WordDocument".encode("utf-16-le")


def recognise_content(content: bytes) -> ContentKind | None:
    """The kind of the content; None for kinds that no mailbox takes."""
    beginning = content[:BEGINS_WITHIN].lstrip(_SPACE)
    if b"%PDF-" in content[:BEGINS_WITHIN] and not _OTHERS.match(beginning):
        return ContentKind.PDF
    if beginning[:15].upper() == b"BEGIN:VCALENDAR":
        return ContentKind.CALENDAR
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return ContentKind.WORD_BINARY if _is_word_binary(content) else None
    if content.startswith(b"PK\x03\x04"):
        return ContentKind.WORD_XML if _is_word_xml(content) else None
    return None


def without_prefix(content: bytes) -> bytes:
    """A PDF without the lines of text that a gateway or a program has put before it, where they are too many.

    Viewers look for the beginning of a PDF in its first 1,024 bytes.
    """
    place = content[:MAX_PREFIX].find(b"%PDF-")
    before = content[: max(place, 0)]
    if place < BEGINS_WITHIN or _OTHERS.match(before.lstrip(_SPACE)) or not _PREFIX.fullmatch(before):
        return content
    return content[place:]


def ending_of(filename: str) -> str:
    """The file name's ending in lower case, with its dot; empty where it has none, as "Beslut 3.2026"."""
    found = ENDING.search(filename)
    return f".{found[1].lower()}" if found else ""


def _is_word_binary(content: bytes) -> bool:
    """Other programs and installers use the same container."""
    return _WORD_STREAM in content or not any(name in content for name in _OTHER_OLE)


def _is_word_xml(content: bytes) -> bool:
    """Names in a ZIP are not compressed. Documents with macros are another type."""
    return b"word/" in content and b"vbaProject.bin" not in content
