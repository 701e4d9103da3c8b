"""The rules for the content of a message.

Source: facts.md 3 (body types, attachment types, checksum); founding document 2.2.
"""

from dataclasses import dataclass

from contracts import message as message_v1
from contracts import message_v3, notification_v3
from infra.errors import ContentTypeNotSupported, InvalidInput
from infra.errors.explanation import Check
from infra.html.parsing.limits import TOO_LARGE, HtmlTooLarge
from infra.html.sanitise import sanitise_html
from infra.message_rules import body_warnings, check_attachment, check_body
from infra.outbox.notification_texts import BODY_TYPES, decode_body, main_type
from infra.texts import Text


@dataclass(frozen=True)
class CheckedBody:
    """A message's text as it is shown."""

    type: str
    text: str
    shown_html: str = ""
    """The sanitised HTML that the mailbox shows; empty for plain text."""


@dataclass(frozen=True)
class CheckedFile:
    """An attachment that follows the rules."""

    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class CheckedContent:
    """A message with a body and attachments that follow the rules."""

    header: message_v3.MessageHeader
    body: CheckedBody
    files: list[CheckedFile]
    warnings: list[Text]
    """Mistakes of the sender that were accepted."""


def check_content(message: message_v3.SecureMessage) -> CheckedContent:
    """Check a message and return its content.

    Raises:
        ContentTypeNotSupported: a body or attachment type that no mailbox takes, or a file of another type than
            declared (5019).
        InvalidInput: empty body without attachments, HTML that is too deep or too large to be shown, impossible
            file name (5001).
    """
    body, warnings = check_shown_body(message.body, has_attachments=bool(message.attachment))
    for item in message.attachment:
        warnings += check_attachment(item)
    return CheckedContent(message.header, body, [_file(item) for item in message.attachment], warnings)


def check_notification_content(message: notification_v3.NotificationMessage) -> CheckedContent:
    """Check a message that is only text and return its content. Raises as `check_content`."""
    body, warnings = check_shown_body(message.body, has_attachments=False)
    return CheckedContent(message.header, body, [], warnings)


def check_shown_body(body: message_v1.MessageBody, *, has_attachments: bool) -> tuple[CheckedBody, list[Text]]:
    """Check a message's own text, and return it as it is shown, with the warnings. Raises as `check_content`."""
    kind = main_type(body.content_type)
    if kind not in BODY_TYPES:
        raise ContentTypeNotSupported(
            f"Meddelandetextens typ är {body.content_type}; den ska vara text/plain eller text/html.",
            f"The body's content type is {body.content_type}; it must be text/plain or text/html.",
            slug="body-type-not-supported",
            fix=Text(
                f"Skriv text/plain eller text/html i Body/ContentType i stället för {body.content_type}; "
                "annat skickas som bilaga.",
                f"Write text/plain or text/html in Body/ContentType instead of {body.content_type}; send "
                "other things as an attachment.",
            ),
            where="Message/Body/ContentType",
            expected="text/plain, text/html",
            received=body.content_type,
        )
    warnings = check_body(body.body, has_attachments=has_attachments)
    text, _is_utf8 = decode_body(body.body)
    shown = _shown(text) if kind == "text/html" else ""
    return CheckedBody(kind, text, shown), warnings + body_warnings(body.body)


def _shown(html: str) -> str:
    try:
        return sanitise_html(html)
    except HtmlTooLarge as problem:
        raise InvalidInput(
            *TOO_LARGE, slug="html-too-large", where="Message/Body", check=Check.CONTENT
        ) from problem


def _file(attachment: message_v1.Attachment) -> CheckedFile:
    return CheckedFile(attachment.filename, main_type(attachment.content_type), attachment.body)
