"""Make a delivery as a sender does (compose, sign) and as a relay does (seal, wrap for the wire).

Source: wire.md, "What a delivery looks like" and "When the simulator itself signs".
"""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from lxml import etree
from xsdata.models.datatype import XmlDate

from contracts import codec, message_v2, message_v3, notification_v2, notification_v3, official_matter_v3
from contracts import message as message_v1
from contracts import receipt as receipt_contract
from contracts import reply as reply_contract
from contracts import sender as sender_contract
from infra import clock
from infra.identity import OrganisationNumber, RecipientId
from infra.pki.store import Identity
from infra.soap import sealed_request
from infra.xmlsig import SignedName, seal_element, sign_element
from infra.xmlsig.names import DELIVERY_V3

MAX_SEAL_AND_ENVELOPE: Final = 8_192
"""Bytes that the relay's seal, signature and envelope add at most to a signed delivery."""


@dataclass(frozen=True)
class AttachedFile:
    """A file to send along."""

    filename: str
    content: bytes
    content_type: str = "application/pdf"


MatterStatus = official_matter_v3.OfficialMatterExtensionMatterStatus
ReplyOptions = reply_contract.ReplyOptions
ReceiptOptions = receipt_contract.ReceiptOptions


@dataclass(frozen=True)
class MatterEvent:
    """The event in an official matter that a message tells of. Source: api-6.3 §4.19."""

    matter_id: str | None = None
    event_id: str | None = field(default_factory=lambda: str(uuid.uuid4()))
    preceding_event_id: str | None = None
    subject: str | None = None
    event_type: str | None = None
    status: MatterStatus | None = None
    created_on: date = field(default_factory=clock.today)


@dataclass(frozen=True)
class MessageText:
    """The content of a message, before it takes the contract's form."""

    subject: str
    body: str
    body_type: str = "text/plain"
    attachments: Sequence[AttachedFile] = ()
    support_text: str = "Kontakta vår kundtjänst om du har frågor."
    support_url: str | None = None
    support_phone: str | None = None
    support_email: str | None = None
    message_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    matter: MatterEvent | None = None
    reply: ReplyOptions | None = None
    receipt: ReceiptOptions | None = None
    deadline: date | None = None
    """The last day to act, told as the metadata Deadline."""


def compose_delivery(
    sender: OrganisationNumber, sender_name: str, recipient: RecipientId, texts: Sequence[MessageText]
) -> message_v3.SecureDelivery:
    """The contract's delivery of one or several messages to one recipient, not signed yet."""
    header = message_v2.SecureDeliveryHeader(
        sender=sender_contract.Sender(id=sender.value, name=sender_name), recipient=recipient.value
    )
    return message_v3.SecureDelivery(header=header, message=[_message(text) for text in texts])


def compose_notification(
    sender: OrganisationNumber,
    sender_name: str,
    recipients: Sequence[str],
    text: MessageText,
    *,
    email: notification_v2.EmailMessage | None = None,
    sms: notification_v2.SmsMessage | None = None,
) -> notification_v3.NotificationDelivery:
    """The contract's notification of up to 1,000 recipients, which is not signed. It has no attachments.

    `email` and `sms`: what to say there, instead of the message's own words.
    """
    whole = _message(text)
    return notification_v3.NotificationDelivery(
        header=message_v1.DeliveryHeader(
            sender=sender_contract.Sender(id=sender.value, name=sender_name), recipient=list(recipients)
        ),
        message=notification_v3.NotificationMessage(header=whole.header, body=whole.body),
        email_message=email,
        sms_message=sms,
    )


def sign_delivery(content: message_v3.SecureDelivery, signer: Identity) -> etree._Element:
    """The SignedDelivery element with the sender's signature."""
    return sign_element(unsigned_delivery(content), signer.key, signer.certificate)


def unsigned_delivery(content: message_v3.SecureDelivery) -> etree._Element:
    """The SignedDelivery element as it is before it is signed."""
    element = etree.Element(SignedName.SIGNED_DELIVERY_V3.value)
    element.append(codec.to_element(content, name=DELIVERY_V3))
    return element


def seal_delivery(signed_delivery: etree._Element, relay: Identity) -> etree._Element:
    """The SealedDelivery element with today's seal and the relay's signature."""
    return seal_element(signed_delivery, clock.today(), relay.key, relay.certificate)


def wrap_sealed_delivery(sealed_delivery: etree._Element) -> bytes:
    """The SOAP message that carries a sealed delivery to an operator's deliverSecure."""
    return sealed_request.deliver_secure(sealed_delivery)


def _message(text: MessageText) -> message_v3.SecureMessage:
    support = message_v3.SupportInfo(
        text=text.support_text,
        url=text.support_url,
        phone_number=text.support_phone,
        email_adress=text.support_email,
    )
    return message_v3.SecureMessage(
        header=message_v3.MessageHeader(
            id=text.message_id,
            subject=text.subject,
            supportinfo=support,
            official_matter=_official_matter(text.matter) if text.matter else None,
            metadata=_metadata(text),
            language="svSE",
            reply=text.reply,
            receipt_request=text.receipt,
        ),
        body=message_v1.MessageBody(content_type=text.body_type, body=text.body.encode()),
        attachment=[_attachment(attachment) for attachment in text.attachments],
    )


def _metadata(text: MessageText) -> list[message_v1.MetaData]:
    return [message_v1.MetaData(tag="Deadline", value=text.deadline.isoformat())] if text.deadline else []


def _official_matter(event: MatterEvent) -> message_v3.OfficialMatter:
    identity = official_matter_v3.OfficialMatterExtension.Identity(
        event_id=event.event_id,
        official_matter_id=event.matter_id,
        preceding_event_id=event.preceding_event_id,
    )
    extension = official_matter_v3.OfficialMatterExtension(
        timestamp=XmlDate.from_date(event.created_on),
        identity=identity,
        matter_subject=event.subject,
        event_type=event.event_type,
        matter_status=event.status,
    )
    return message_v3.OfficialMatter(official_matter_extension=extension)


def _attachment(attachment: AttachedFile) -> message_v1.Attachment:
    # The contract's Checksum is MD5. The protection comes from the signature.
    checksum = hashlib.md5(attachment.content, usedforsecurity=False).hexdigest().upper()
    return message_v1.Attachment(
        content_type=attachment.content_type,
        body=attachment.content,
        checksum=checksum,
        filename=attachment.filename,
    )
