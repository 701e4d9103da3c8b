"""Read the content of a delivery for print: subjects, texts, files."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from lxml import etree

from contracts import codec, message_v2, message_v3, notification_v3
from contracts import message as message_v1
from infra.outbox.notification_texts import BODY_TYPES, main_type
from infra.texts import Text
from infra.xmlsig.names import DELIVERY_V3
from print_supplier.errors import NotPrintable

WRONG_TYPE: Final = Text(
    "meddelandetextens typ är {type}, inte text/plain eller text/html",
    "the body's content type is {type}, not text/plain or text/html",
)
EMPTY_BODY: Final = Text("meddelandets Body är tom", "the message's Body is empty")


@dataclass(frozen=True)
class Support:
    """Where the sender answers questions."""

    text: str
    url: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class AttachedFile:
    """A file that comes with a message."""

    filename: str
    content_type: str
    content: bytes

    @property
    def main_type(self) -> str:
        return main_type(self.content_type)


@dataclass(frozen=True)
class LetterMessage:
    """One message of a delivery."""

    subject: str
    text: str
    is_html: bool
    support: Support
    attachments: Sequence[AttachedFile] = ()


@dataclass(frozen=True)
class LetterContents:
    """A whole delivery: one or several messages from one sender."""

    sender_name: str
    reference: str
    attention: str
    messages: Sequence[LetterMessage]

    @cached_property
    def attachments(self) -> list[AttachedFile]:
        return [attachment for message in self.messages for attachment in message.attachments]


def read_contents(xml: bytes) -> LetterContents:
    """Read a SignedDelivery or a NotificationDelivery as the relay keeps it: verified when it came in.

    Raises:
        NotPrintable: what no mailbox would take either: a body that is no text, or empty without attachments.
            Paper must not hide a mistake of the sender's.
    """
    root = etree.fromstring(xml)
    delivery = root.find(DELIVERY_V3)
    if delivery is None:
        return _read_notification(codec.from_element(notification_v3.NotificationDelivery, root))
    return _read_secure(codec.from_element(message_v3.SecureDelivery, delivery))


def _read_secure(delivery: message_v3.SecureDelivery) -> LetterContents:
    return _contents(delivery.header, [_read_message(item, item.attachment) for item in delivery.message])


def _read_notification(delivery: notification_v3.NotificationDelivery) -> LetterContents:
    return _contents(delivery.header, [_read_message(delivery.message, [])])


def _contents(
    header: message_v2.SecureDeliveryHeader | message_v1.DeliveryHeader, messages: list[LetterMessage]
) -> LetterContents:
    return LetterContents(
        sender_name=header.sender.name,
        reference=header.reference or "",
        attention=header.attention or "",
        messages=messages,
    )


def _read_message(
    message: message_v3.SecureMessage | notification_v3.NotificationMessage,
    attachments: Sequence[message_v1.Attachment],
) -> LetterMessage:
    support = message.header.supportinfo
    _require_text(message.body, has_attachments=bool(attachments))
    return LetterMessage(
        subject=message.header.subject,
        text=_decode_body(message.body.body),
        is_html=main_type(message.body.content_type) == "text/html",
        support=Support(
            text=support.text,
            url=support.url or "",
            phone=support.phone_number or "",
            email=support.email_adress or "",
        ),
        attachments=[AttachedFile(item.filename, item.content_type, item.body) for item in attachments],
    )


def _require_text(body: message_v1.MessageBody, *, has_attachments: bool) -> None:
    if main_type(body.content_type) not in BODY_TYPES:
        raise NotPrintable.saying(WRONG_TYPE.format(type=body.content_type))
    if not (body.body.strip() or has_attachments):
        raise NotPrintable.saying(EMPTY_BODY)


def _decode_body(octets: bytes) -> str:
    try:
        text = octets.decode("utf-8")
    except UnicodeDecodeError:
        text = octets.decode("cp1252", errors="replace")
    return text.removeprefix("\ufeff")
