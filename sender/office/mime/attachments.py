"""Which files a message may have, by what name, and how the rest is refused.

Source: facts.md 3 (attachment types): PDF, Word and calendar files.
"""

import re
from email.message import Message
from pathlib import PurePosixPath
from typing import Final

from sender.compose import Enclosure
from sender.office.mime.headers import decoded_words
from sender.office.refusal import Refused

PDF: Final = "application/pdf"
DOC: Final = "application/msword"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CALENDAR: Final = "text/calendar"
MAGIC: Final = {PDF: b"%PDF-", DOC: b"\xd0\xcf\x11\xe0", DOCX: b"PK\x03\x04", CALENDAR: b"BEGIN:VCALENDAR"}
"""How a file of each type begins: the types are those that a mailbox takes."""
SUFFIXES: Final = {".pdf": PDF, ".doc": DOC, ".docx": DOCX, ".ics": CALENDAR}
SUFFIX_OF: Final = {kind: suffix for suffix, kind in SUFFIXES.items()}
ALIASES: Final = {"application/x-pdf": PDF, "application/acrobat": PDF, "application/ics": CALENDAR}
UNSAID: Final = {
    "application/octet-stream",
    "application/download",
    "application/force-download",
    "binary/octet-stream",
}
"""Types that say nothing, as scanners and web mail write them: the name decides."""
LOOKED_AT: Final = 1024
"""Bytes in which a file must begin; readers of PDF allow so much before it."""
LONGEST_NAME: Final = 255

TNEF: Final = {"application/ms-tnef", "application/vnd.ms-tnef"}
BY_NAME: Final = {
    "message/rfc822": (
        "ett vidarebefordrat e-brev. Spara det som PDF och bifoga den.",
        "a forwarded mail. Save it as PDF and attach that.",
    ),
    "winmail.dat": (
        "winmail.dat, som bara Outlook kan läsa. Välj formatet HTML eller oformaterad text, och skicka igen.",
        "winmail.dat, which only Outlook can read. Choose the format HTML or plain text, and send again.",
    ),
}
GENERAL: Final = (
    "Brevlådan tar emot PDF, Word och kalenderfiler. Gör om den till PDF och skicka igen.",
    "The mailbox takes PDF, Word and calendar files. Make it a PDF and send again.",
)


def enclosure(part: Message, content: bytes) -> Enclosure:
    """The file of a part.

    Raises:
        Refused: a type that no mailbox takes, an empty file, or one that is not what it is said to be.
    """
    declared, name = part.get_content_type().lower(), file_name(part)
    kind = _kind(declared, name)
    if kind is None:
        raise refused(part)
    shown = _with_suffix(name or "bilaga", kind)
    if MAGIC[kind] not in content[:LOOKED_AT].upper():
        raise Refused(
            f"Bilagan {shown} är tom eller skadad: den börjar inte som en fil av typen {kind}. Bifoga den "
            "på nytt.",
            f"The attachment {shown} is empty or damaged: it does not begin as a file of type {kind}. "
            "Attach it anew.",
        )
    return Enclosure(shown, content, kind)


def refused(part: Message) -> Refused:
    """Why this part cannot be sent along."""
    declared, name = part.get_content_type().lower(), file_name(part)
    known = "winmail.dat" if declared in TNEF or (name or "").lower() == "winmail.dat" else declared
    if known in BY_NAME:
        swedish, english = BY_NAME[known]
        return Refused(f"Brevet innehåller {swedish}", f"The mail contains {english}", status="5.6.1")
    what = name or "utan namn"
    return Refused(
        f"Bilagan {what} har typen {declared}. {GENERAL[0]}",
        f"The attachment {name or 'without a name'} has type {declared}. {GENERAL[1]}",
        status="5.6.1",
    )


def file_name(part: Message) -> str:
    """The file's name without folders and signs that no name can have; empty where it has none."""
    try:
        raw = part.get_filename() or ""
    except (ValueError, LookupError, TypeError, AttributeError):
        # Parameters that break RFC 2231.
        return ""
    return PurePosixPath(decoded_words(str(raw)).replace("\\", "/")).name.strip(". ")


def _kind(declared: str, name: str) -> str | None:
    kind = ALIASES.get(declared, declared)
    if kind in MAGIC:
        return kind
    return SUFFIXES.get(PurePosixPath(name.lower()).suffix) if kind in UNSAID else None


def _with_suffix(name: str, kind: str) -> str:
    stem, suffix = re.fullmatch(r"(.+?)(\.[A-Za-z0-9]{1,8})?", name, re.DOTALL).groups()  # type: ignore[union-attr]
    suffix = suffix or SUFFIX_OF[kind]
    return stem[: LONGEST_NAME - len(suffix)] + suffix
