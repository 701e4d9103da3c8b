"""Which files a message may have, by what name, and how others are rejected.

Source: api-6.3 §4 (attachment types): PDF, Word and calendar files.
"""

import re
import unicodedata
from email.message import Message
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import unquote_to_bytes

from infra.message_rules.file_types import (
    CALENDAR,
    DOC,
    DOCX,
    DOTX,
    FILE_TYPES,
    PDF,
    ContentKind,
    FileType,
    ending_of,
    recognise_content,
    without_prefix,
)
from infra.message_rules.other_content import describe_content
from infra.texts import Text
from sender.compose import AttachedFile
from sender.office.mime.decoding.charset import UnreadableText, read_text, read_words
from sender.office.mime.decoding.headers import decode_words, octets_of
from sender.office.mime.text.body import charset_of
from sender.office.rejections import MailRejected

TYPES: Final = {
    ContentKind.PDF: PDF,
    ContentKind.WORD_BINARY: DOC,
    ContentKind.WORD_XML: DOCX,
    ContentKind.CALENDAR: CALENDAR,
}
"""The type that a file is sent as. Only its ending tells a template from a document."""
EXPECTED: Final = {
    *FILE_TYPES, "application/x-pdf", "application/acrobat", "application/ics", "application/x-msword",
}  # fmt: skip
"""Declared types of files that mailboxes take: where the content is another, the file is damaged."""
NAMELESS: Final = "bilaga"
MAX_NAME: Final = 255

_EXTENDED: Final = re.compile(r"(?:utf-8|iso-8859-1|windows-1252)'[a-z-]{0,10}'", re.IGNORECASE)
"""What only a name under `filename*` begins with."""
TNEF: Final = {"application/ms-tnef", "application/vnd.ms-tnef"}
TNEF_MARK: Final = b"\x78\x9f\x3e\x22"
BY_NAME: Final = {
    "message/rfc822": Text(
        "ett vidarebefordrat e-brev. Spara det som PDF och bifoga den.",
        "a forwarded mail. Save it as PDF and attach that.",
    ),
    "message/partial": Text(
        "en del av ett delat brev. Stäng av delning av stora brev i e-postprogrammet, och skicka igen.",
        "a part of a mail that was split. Turn off the splitting of large mails, and send again.",
    ),
    "message/external-body": Text(
        "en bilaga som ligger någon annanstans. Bifoga själva filen.",
        "an attachment that lies elsewhere. Attach the file itself.",
    ),
    "application/x-microsoft-rpmsg-message": Text(
        "message.rpmsg, ett skyddat brev som bara Outlook kan öppna. Ta bort skyddet (Kryptera) och skicka igen.",
        "message.rpmsg, a protected mail that only Outlook can open. Take the protection (Encrypt) away and send "
        "again.",
    ),
    "application/vnd.ms-outlook": Text(
        "ett brev sparat från Outlook (.msg). Spara det som PDF och bifoga den.",
        "a mail saved from Outlook (.msg). Save it as PDF and attach that.",
    ),
    "winmail.dat": Text(
        "winmail.dat, som bara Outlook kan läsa. Välj formatet HTML eller oformaterad text, och skicka igen.",
        "winmail.dat, which only Outlook can read. Choose the format HTML or plain text, and send again.",
    ),
}
GENERAL: Final = Text(
    "Brevlådan tar emot PDF, Word och kalenderfiler. Gör om den till PDF och skicka igen.",
    "The mailbox takes PDF, Word and calendar files. Make it a PDF and send again.",
)

PICTURE: Final = Text(
    "Brevlådan visar bilder bara i texten. Infoga den där (PNG eller JPEG), eller gör om den till PDF, och skicka "
    "igen.",
    "The mailbox shows pictures only within the text. Insert it there (PNG or JPEG), or make it a PDF, and send "
    "again.",
)


def read_attachment(part: Message, content: bytes) -> AttachedFile:
    """Read the file of a part.

    Raises:
        MailRejected: no mailbox takes its type, or it is empty, or its content is not of the declared type.
    """
    declared, name = part.get_content_type().lower(), file_name_of(part)
    if declared in TNEF or content.startswith(TNEF_MARK):
        raise rejection_of_part(part, is_tnef=True)
    if declared == CALENDAR.content_type:
        content = _in_utf8(part, content)
    found = recognise_attachment(name, content)
    if found is None:
        if _is_expected(declared, name):
            raise _rejection_of_damage(name, declared, describe_content(content))
        raise rejection_of_part(part)
    return found


def recognise_attachment(name: str, content: bytes) -> AttachedFile | None:
    """Make a file of the content under this name. The content decides the type.

    None: no mailbox takes it, or the name is of another type.
    """
    content = without_prefix(content)
    recognised = recognise_content(content)
    if recognised is None:
        return None
    ending = ending_of(name)
    kind = DOTX if recognised is ContentKind.WORD_XML and ending in DOTX.endings else TYPES[recognised]
    if ending and ending not in kind.endings:
        return None
    return AttachedFile(_with_suffix(name or NAMELESS, ending, kind), content, kind.content_type)


def _is_expected(declared: str, name: str) -> bool:
    return declared in EXPECTED or _has_known_ending(name)


def _has_known_ending(name: str) -> bool:
    return any(ending_of(name) in kind.endings for kind in FILE_TYPES.values())


def _rejection_of_damage(name: str, declared: str, found: Text) -> MailRejected:
    shown = name or "utan namn"
    if found and _has_known_ending(name):
        return MailRejected(
            f"Bilagan {shown} är {found.swedish}, och inte vad den heter. Bifoga själva filen.",
            f"The attachment {name} is {found.english}, and not what it is called. Attach the file itself.",
        )
    return MailRejected(
        f"Bilagan {shown} är tom eller skadad, eller något annat än vad den heter ({declared}). Bifoga den på "
        "nytt.",
        f"The attachment {name or 'without a name'} is empty or damaged, or something else than it is called "
        f"({declared}). Attach it again.",
    )


def _in_utf8(part: Message, content: bytes) -> bytes:
    """A calendar file as mailboxes take it. Source: api-6.3 §4: text is always UTF-8."""
    try:
        return read_text(content, charset_of(part)).encode()
    except UnreadableText:
        return content


def rejection_of_part(part: Message, *, is_tnef: bool = False) -> MailRejected:
    """Why this part cannot be an attachment, as an error."""
    declared, name = part.get_content_type().lower(), file_name_of(part)
    known = "winmail.dat" if is_tnef or name.lower() == "winmail.dat" else declared
    if known in BY_NAME:
        text = Text("Brevet innehåller ", "The mail contains ") + BY_NAME[known]
        return MailRejected(*text, status="5.6.1")
    advice = PICTURE if declared.startswith("image/") else GENERAL
    return MailRejected(
        f"{f'Bilagan {name}' if name else 'En bilaga utan namn'} har typen {declared}. {advice.swedish}",
        f"{f'The attachment {name}' if name else 'An attachment without a name'} has type {declared}. "
        f"{advice.english}",
        status="5.6.1",
    )


def rejection_of_coded_file(name: str) -> MailRejected:
    """Why a file that is coded within the text cannot be an attachment, as an error."""
    return MailRejected(
        f"Bilagan {name[:80]} är skadad eller av fel typ. {GENERAL.swedish}",
        f"The attachment {name[:80]} is damaged or of a wrong type. {GENERAL.english}",
        status="5.6.1",
    )


def file_name_of(part: Message) -> str:
    """The file's name without folders, and without blanks and full stops at its ends; empty where it has none."""
    raw = _read_parameter(part, "Content-Disposition", "filename") or _read_parameter(part, "Content-Type", "name")
    name = _in_quotes(_percent_decoded(decode_words(raw)))
    # Macs write Å as two characters: A and a ring. Mailboxes take no marks that turn or hide what follows them.
    # Macs also write blanks at which a line must not break.
    name = "".join(filter(str.isprintable, " ".join(unicodedata.normalize("NFC", name).split())))
    return PurePosixPath(name.replace("\\", "/")).name.strip(". ")


def _in_quotes(name: str) -> str:
    """The name without the single quotation marks, or the mark of RFC 2231, that some programs put around it."""
    name = _EXTENDED.sub("", name)
    return name[1:-1] if len(name) > 2 and name.startswith("'") and name.endswith("'") else name


def _percent_decoded(name: str) -> str:
    """The name of a program that codes it as an address does, and does not say so."""
    octets = unquote_to_bytes(name)
    try:
        decoded = octets.decode()
    except UnicodeDecodeError:
        return name
    return name if octets.isascii() else decoded


def _read_parameter(part: Message, header: str, name: str) -> str:
    """A header's parameter, the extended form before the plain one. Source: RFC 2231; RFC 6266, 4.3."""
    written = next((str(value) for key, value in part.raw_items() if key.lower() == header.lower()), "")
    # Parsed again: with raw 8-bit text in it the standard library gives the header as unknown characters.
    alone = Message()
    alone[header] = " ".join(read_words(octets_of(written), "").split())
    try:
        found: list[Any] = [value for key, value in alone.get_params([], header) if key.lower() == name]
    except (ValueError, LookupError, TypeError, AttributeError):
        # Parameters that break RFC 2231.
        return ""
    extended = [value for value in found if isinstance(value, tuple)]
    if extended:
        charset, _, text = extended[-1]
        return read_words(text.encode("latin-1", "replace"), charset or "")
    return str(found[-1]) if found else ""


def _with_suffix(name: str, ending: str, kind: FileType) -> str:
    ending = name[len(name) - len(ending) :] if ending else kind.endings[0]
    return name.removesuffix(ending)[: MAX_NAME - len(ending)] + ending
