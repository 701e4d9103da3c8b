"""What a message may contain.

Source: facts.md 3 (body types, attachment types, checksum); founding document 2.2.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass, field

from contracts import message as message_v1
from contracts import message_v3, notification_v3
from infra.errors import ContentTypeNotSupported, InvalidInput
from infra.outbox.texts import BODY_TYPES, decoded, main_type

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ATTACHMENT_TYPES = frozenset({"application/pdf", "application/msword", WORD, "text/calendar"})
MAX_FILENAME = 255


@dataclass(frozen=True)
class Body:
    """A message's text as it is shown, and what a sender should hear about it."""

    type: str
    text: str
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class File:
    """An attachment that keeps the rules."""

    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Content:
    """A message whose body and attachments keep the rules."""

    header: message_v3.MessageHeader
    body: Body
    files: list[File]


def checked(message: message_v3.SecureMessage) -> Content:
    """The message's content.

    Raises:
        ContentTypeNotSupported: a body or attachment type that no mailbox takes (5019).
        InvalidInput: empty body, wrong checksum, impossible file name (5001).
    """
    return Content(message.header, _body(message.body), [_file(item) for item in message.attachment])


def checked_notification(message: notification_v3.NotificationMessage) -> Content:
    """The content of a message that is only text. Raises as `checked`."""
    return Content(message.header, _body(message.body), [])


def _body(body: message_v1.MessageBody) -> Body:
    kind = main_type(body.content_type)
    if kind not in BODY_TYPES:
        raise ContentTypeNotSupported(
            f"Meddelandetextens typ är {body.content_type}; den ska vara text/plain eller text/html.",
            f"The body's content type is {body.content_type}; it must be text/plain or text/html.",
        )
    if not body.body.strip():
        raise InvalidInput(
            "Meddelandets Body är tom. Ett meddelande måste bära sin egen text; bilagor kompletterar.",
            "The message's Body is empty. A message must carry its own text; attachments add to it.",
        )
    return _text(kind, body.body)


def _text(kind: str, octets: bytes) -> Body:
    warnings = []
    if _is_base64_again(octets):
        warnings.append(
            "Body är base64 av base64: avsändaren har kodat texten två gånger. Mottagaren ser koden. | "
            "Body is base64 of base64: the sender encoded the text twice. The recipient sees the code."
        )
    text, is_utf8 = decoded(octets)
    if not is_utf8:
        warnings.append(
            "Body är inte UTF-8; den visas som Windows-1252. | Body is not UTF-8; it is shown as Windows-1252."
        )
    return Body(kind, text, warnings)


def _is_base64_again(octets: bytes) -> bool:
    packed = b"".join(octets.split())
    if len(packed) < 16 or b"<" in packed:
        return False
    try:
        base64.b64decode(packed, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return False
    return True


def _file(attachment: message_v1.Attachment) -> File:
    kind = main_type(attachment.content_type)
    if kind not in ATTACHMENT_TYPES:
        raise ContentTypeNotSupported(
            f"Bilagan {attachment.filename} har typen {attachment.content_type}. Brevlådan tar emot PDF, "
            "Word och kalenderfiler.",
            f"The attachment {attachment.filename} has type {attachment.content_type}. The mailbox takes PDF, "
            "Word and calendar files.",
        )
    _require_filename(attachment.filename)
    _require_checksum(attachment)
    return File(attachment.filename, kind, attachment.body)


def _require_filename(name: str) -> None:
    if (
        not name.strip()
        or len(name) > MAX_FILENAME
        or any(sign in name for sign in "/\\")
        or not name.isprintable()
    ):
        raise InvalidInput(
            f"Bilagans Filename {name[:80]!r} går inte att använda: 1-{MAX_FILENAME} tecken, utan snedstreck "
            "och styrtecken.",
            f"The attachment's Filename {name[:80]!r} cannot be used: 1-{MAX_FILENAME} characters, without "
            "slashes and control characters.",
        )


def _require_checksum(attachment: message_v1.Attachment) -> None:
    # MD5 is the contract's checksum against accidents; the signatures protect against intent.
    computed = hashlib.md5(attachment.body, usedforsecurity=False).hexdigest()
    if attachment.checksum.strip().lower() != computed:
        raise InvalidInput(
            f"Bilagan {attachment.filename}: Checksum är {attachment.checksum}, men filens MD5 är {computed}. "
            "Räkna MD5 på de avkodade byten, inte på base64-texten.",
            f"The attachment {attachment.filename}: Checksum is {attachment.checksum}, but the file's MD5 is "
            f"{computed}. Compute MD5 over the decoded bytes, not over the base64 text.",
        )
