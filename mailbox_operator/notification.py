"""A notification comes in: protection class 1, for up to 1,000 recipients, signed by nobody.

Source: contract Service v3 notify; features.md, the mailbox operator; facts.md 2.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID, uuid4

from lxml import etree

from contracts import codec, notification_v3, service_v3
from infra import clock, trace
from infra.identity import recipients
from infra.message_rules.limits import require_reference
from infra.outbox.notification_texts import NotificationTexts
from infra.pki.peer import Caller
from infra.soap.reading import read
from mailbox_operator import announce, storing
from mailbox_operator.admission import addressees, content, rights
from mailbox_operator.models import Announcement, Delivery, Message, Operator


@dataclass(frozen=True)
class Outcome:
    """What became of it for one recipient."""

    recipient: str
    delivered: bool
    channels: Sequence[Announcement.Channel] = ()
    """Where the message itself is sent as well, as the holder has chosen."""


@dataclass(frozen=True)
class Answer:
    """The answer to a notification: each recipient in the order of the request."""

    trans_id: UUID = field(default_factory=uuid4)
    outcomes: Sequence[Outcome] = ()


def receive(operator: Operator, request: etree._Element, caller: Caller) -> Answer:
    """Put a notification into the mailboxes of those recipients who have one here and accept the sender, once.

    `request` is the contract's `notify`. What is said of a recipient is what lies in the database: the
    identical notification again gives the same answer, no second copy and no second SMS.

    Raises:
        AccessDenied: the caller is no relay (5002). SenderNotRegistered: 5014. DispatcherNotApproved: 6005.
        InvalidInput: a recipient or the content breaks a rule (5001). ContentTypeNotSupported: 5019.
        InternalError: the register did not answer (4999).
    """
    notification = read(service_v3.Notify, request).notify
    header = notification.header
    name = rights.require_right(operator, caller, header.sender.id)
    recipients.require_valid(header.recipient)
    require_reference(header.reference)
    checked = content.checked_notification(notification.message)
    found = addressees.mailboxes(operator, header.sender.id, header.recipient)
    items = [
        storing.Item(place, found[recipient], checked)
        for place, recipient in enumerate(header.recipient)
        if recipient in found
    ]
    delivery = _delivery(operator, notification, name, checked, request, caller)
    if items:
        forwarding = partial(announce.forwarding_announcements, NotificationTexts(notification, sender=name))
        kept = storing.store(delivery, items, forwarding)
    else:
        # Nobody today; but the identical one may have come while a holder still wanted it.
        kept = storing.earlier(operator, delivery.signed_digest) or delivery
    return _answer(kept, header.recipient)


def _delivery(
    operator: Operator,
    notification: notification_v3.NotificationDelivery,
    sender_name: str,
    checked: content.Content,
    request: etree._Element,
    caller: Caller,
) -> Delivery:
    header = notification.header
    return Delivery(
        kind=Delivery.Kind.NOTIFICATION,
        operator=operator,
        signed_digest=_digest(notification),
        sender=header.sender.id,
        sender_name=sender_name,
        dispatcher=caller.organisation.value,
        dispatcher_name=caller.name,
        reference=header.reference or "",
        correlation_id=header.correlation_id or "",
        warnings=[*rights.name_warnings(header.sender.name, sender_name), *checked.warnings],
        received_at=clock.now(),
        sealed_xml=etree.tostring(request, encoding="UTF-8"),
        trace=trace.current_trace(),
        label=trace.current_label() or "",
    )


def _digest(notification: notification_v3.NotificationDelivery) -> str:
    """Recognises the identical notification, whatever prefixes and spaces a SOAP stack writes it with."""
    written = codec.to_element(service_v3.Notify(notify=notification))
    return hashlib.sha256(etree.tostring(written, method="c14n")).hexdigest()


def _answer(delivery: Delivery, addressed: Sequence[str]) -> Answer:
    stored = dict(Message.objects.filter(delivery_id=delivery.pk).values_list("position", "pk"))
    channels: dict[int, list[Announcement.Channel]] = {pk: [] for pk in stored.values()}
    due = Announcement.objects.filter(message__delivery_id=delivery.pk).order_by("pk")
    for message, channel in due.values_list("message_id", "channel"):
        channels[message].append(Announcement.Channel(channel))
    outcomes = [
        Outcome(recipient, place in stored, channels[stored[place]] if place in stored else ())
        for place, recipient in enumerate(addressed)
    ]
    return Answer(delivery.trans_id, outcomes)
