"""The rules of a body and of an attachment: what is refused, and what is let in with a warning.

A wrong Checksum and an empty Body beside an attachment are what production senders send, so they are warnings,
unless MM_STRICT is on.

Source: api-6.3 §4; wire.md, "Seen when real software was run against the simulator"; facts.md 3.
"""

import hashlib
from collections.abc import Sequence
from typing import Final

from django.conf import settings

from contracts import message as message_v1
from contracts import message_v3
from infra.errors import ContentTypeNotSupported, InvalidInput
from infra.errors.explanation import Check
from infra.message_rules.file_types import FILE_TYPES, FileType, ending_of, recognise_content
from infra.message_rules.other_content import describe_content
from infra.message_rules.sender_warnings import body_warnings
from infra.outbox.notification_texts import main_type
from infra.texts import Text
from infra.validation.name_characters import is_of_visible_characters

MAX_FILENAME: Final = 255
SHOWN: Final = 80
"""Characters of what a sender wrote, in an answer to it."""
ONE_TYPE: Final = Text(
    "Namn, ContentType och innehåll ska vara av samma typ.",
    "Name, ContentType and content must be of one type.",
)


def check_messages(messages: Sequence[message_v3.SecureMessage]) -> list[Text]:
    """Check the attachments of each message, and that each says something. Returns the warnings.

    Raises as `check_attachment` and `check_body`.
    """
    warnings: list[Text] = []
    for message in messages:
        warnings += check_body(message.body.body, has_attachments=bool(message.attachment))
        warnings += body_warnings(message.body.body)
        for attachment in message.attachment:
            warnings += check_attachment(attachment)
    return warnings


def check_body(body: bytes, *, has_attachments: bool) -> list[Text]:
    """A message must carry its own text; beside an attachment a missing one is a warning, which is returned.

    Raises:
        InvalidInput: no text and no attachment, or MM_STRICT is on (5001).
    """
    if body.strip():
        return []
    swedish = "Meddelandets Body är tom. Ett meddelande måste bära sin egen text; bilagor kompletterar."
    english = "The message's Body is empty. A message must carry its own text; attachments add to it."
    if settings.STRICT or not has_attachments:
        raise InvalidInput(
            swedish,
            english,
            slug="body-empty",
            fix=Text(
                "Skriv brevets text i Message/Body/Body (UTF-8, base64), också när det har bilagor, och "
                "signera på nytt.",
                "Write the letter's text into Message/Body/Body (UTF-8, base64), also where it has "
                "attachments, and sign anew.",
            ),
            where="Message/Body",
            expected=Text("text i Body", "text in Body"),
            received=Text("inget", "nothing"),
            check=Check.CONTENT,
        )
    return [Text(swedish, english)]


def check_attachment(attachment: message_v1.Attachment) -> list[Text]:
    """Ending, declared type and content agree, and the type is one that mailboxes take. Returns the warnings.

    Raises:
        ContentTypeNotSupported: another type, or name or content are of another one (5019).
        InvalidInput: an impossible file name, an empty file, or, if MM_STRICT is on, a wrong Checksum (5001).
    """
    kind = _declared_type(attachment)
    _require_filename(attachment.filename)
    _require_content(attachment)
    _require_ending(attachment, kind)
    _require_declared_content(attachment, kind)
    return _check_checksum(attachment)


def _declared_type(attachment: message_v1.Attachment) -> FileType:
    kind = FILE_TYPES.get(main_type(attachment.content_type))
    if kind is None:
        name, said = attachment.filename[:SHOWN], attachment.content_type[:SHOWN]
        raise ContentTypeNotSupported(
            f"Bilagan {name} har typen {said}. Brevlådan tar emot PDF, Word och kalenderfiler.",
            f"The attachment {name} has type {said}. The mailbox takes PDF, Word and calendar files.",
            slug="attachment-type-not-supported",
            fix=Text(
                f"Gör om {name} till PDF och ange application/pdf i ContentType, i stället för {said}.",
                f"Turn {name} into PDF and say application/pdf in ContentType instead of {said}.",
            ),
            where=f"Attachment {name}",
            expected=", ".join(sorted({known.content_type for known in FILE_TYPES.values()})),
            received=said,
        )
    return kind


def _require_filename(name: str) -> None:
    if (
        not name.strip()
        or len(name) > MAX_FILENAME
        or any(sign in name for sign in "/\\")
        or not is_of_visible_characters(name)
    ):
        raise InvalidInput(
            f"Bilagans Filename {name[:SHOWN]!r} går inte att använda: 1-{MAX_FILENAME} tecken, utan snedstreck "
            "och styrtecken.",
            f"The attachment's Filename {name[:SHOWN]!r} cannot be used: 1-{MAX_FILENAME} characters, without "
            "slashes and control characters.",
            slug="attachment-filename-unusable",
            fix=Text(
                f"Ange bara filens namn, utan sökväg, med högst {MAX_FILENAME} tecken: beslut.pdf.",
                f"Give the file's name alone, without a path, of at most {MAX_FILENAME} characters: beslut.pdf.",
            ),
            where="Attachment/Filename",
            expected=Text(
                f"1-{MAX_FILENAME} tecken utan snedstreck", f"1-{MAX_FILENAME} characters without slashes"
            ),
            received=repr(name[:SHOWN]),
            check=Check.CONTENT,
        )


def _require_content(attachment: message_v1.Attachment) -> None:
    name = attachment.filename[:SHOWN]
    if not attachment.body:
        raise InvalidInput(
            f"Bilagan {name} är tom. Bifoga filen på nytt.",
            f"The attachment {name} is empty. Attach the file anew.",
            slug="attachment-empty",
            fix=Text(
                f"Läs {name} från början (filen kan redan vara läst till slutet) och lägg dess byte i "
                "Body, eller lämna bort bilagan.",
                f"Read {name} from its beginning (the file may have been read to its end) and put its "
                "bytes into Body, or leave the attachment out.",
            ),
            where=f"Attachment {name}",
            expected=Text("minst en byte", "at least one byte"),
            received="0",
            check=Check.CONTENT,
        )


def _require_ending(attachment: message_v1.Attachment, kind: FileType) -> None:
    name, ending = attachment.filename[:SHOWN], ending_of(attachment.filename)
    if ending and ending not in kind.endings:
        raise ContentTypeNotSupported(
            f"Bilagan {name} slutar på {ending}, men är angiven som {kind.content_type}, som slutar på "
            f"{kind.endings[0]}. {ONE_TYPE.swedish}",
            f"The attachment {name} ends in {ending}, but is declared as {kind.content_type}, which ends in "
            f"{kind.endings[0]}. {ONE_TYPE.english}",
            slug="attachment-ending-contradicts-type",
            fix=Text(
                f"Byt filens ändelse till {kind.endings[0]}, eller ContentType till den som {ending} har.",
                f"Change the file's ending to {kind.endings[0]}, or ContentType to that of {ending}.",
            ),
            where=f"Attachment {name}",
            expected=", ".join(kind.endings),
            received=ending,
        )


def _require_declared_content(attachment: message_v1.Attachment, kind: FileType) -> None:
    name = attachment.filename[:SHOWN]
    if recognise_content(attachment.body) is not kind.content:
        found = describe_content(attachment.body) or Text("något annat", "something else")
        raise ContentTypeNotSupported(
            f"Bilagan {name} är angiven som {kind.content_type}, men innehållet är inte {kind.content.value} utan "
            f"{found.swedish}. {ONE_TYPE.swedish}",
            f"The attachment {name} is declared as {kind.content_type}, but its content is not "
            f"{kind.content.value} but {found.english}. {ONE_TYPE.english}",
            slug="attachment-content-contradicts-type",
            fix=Text(
                f"Bifoga en fil som är {kind.content.value}, eller ange den typ som {name} har. Filens "
                "första byte avgör; base64 ska vara kodat en gång.",
                f"Attach a file that is {kind.content.value}, or say the type that {name} has. The file's "
                "first bytes decide; encode base64 once.",
            ),
            where=f"Attachment {name}",
            expected=kind.content.value,
            received=found,
        )


def _check_checksum(attachment: message_v1.Attachment) -> list[Text]:
    # MD5 is the contract's checksum against accidents; the signatures protect against intent.
    computed = hashlib.md5(attachment.body, usedforsecurity=False).hexdigest()
    if attachment.checksum.strip().lower() == computed:
        return []
    name, said = attachment.filename[:SHOWN], attachment.checksum[:SHOWN]
    swedish = (
        f"Bilagan {name}: Checksum är {said}, men filens MD5 är {computed}. Räkna MD5 på de avkodade byten, inte "
        "på base64-texten."
    )
    english = (
        f"The attachment {name}: Checksum is {said}, but the file's MD5 is {computed}. Compute MD5 over the "
        "decoded bytes, not over the base64 text."
    )
    if settings.STRICT:
        raise InvalidInput(
            swedish,
            english,
            slug="checksum-wrong",
            fix=Text(
                f"Skriv {computed} i Checksum: MD5 av de avkodade byten.",
                f"Write {computed} in Checksum: MD5 of the decoded bytes.",
            ),
            where=f"Attachment {name}/Checksum",
            expected=computed,
            received=said,
            check=Check.CONTENT,
        )
    return [Text(swedish, english)]
