"""Receives notifications: unsigned messages of protection class 1 for up to 1,000 recipients.

Source: contract Service v3 notify; features.md, the mailbox operator; facts.md 2.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID, uuid4

from django.db.models import Q
from lxml import etree

from contracts import codec, notification_v3, service_v3
from infra import clock, trace
from infra.hooks import runs
from infra.identity import recipients
from infra.message_rules import name_warnings
from infra.message_rules.limits import require_reference
from infra.outbox.notification_texts import NotificationTexts
from infra.pki.peer import Caller
from infra.soap.messages.reading import read_message
from mailbox_operator import announce, storing
from mailbox_operator.admission import addressees, content, rights
from mailbox_operator.models import Announcement, Delivery, Message, Operator


@dataclass(frozen=True)
class NotificationOutcome:
    """The result of a notification for one recipient."""

    recipient: str
    delivered: bool
    channels: Sequence[Announcement.Channel] = ()
    """The channels in which the message is also sent, as the holder has chosen."""


@dataclass(frozen=True)
class NotificationAnswer:
    """The answer to a notification: an outcome for each recipient, in the order of the request."""

    trans_id: UUID = field(default_factory=uuid4)
    outcomes: Sequence[NotificationOutcome] = ()


def receive_notification(operator: Operator, request: etree._Element, caller: Caller) -> NotificationAnswer:
    """Store a notification, once, in the mailboxes of the recipients who have one here and accept the sender.

    `request` is the contract's `notify`. The answer says what the database holds, so the
    identical notification again gives the same answer, no second copy and no second SMS.

    Raises:
        AccessDenied: the caller is no relay (5002). SenderNotRegistered: 5014. DispatcherNotApproved: 6005.
        InvalidInput: a recipient or the content breaks a rule (5001). ContentTypeNotSupported: 5019.
        InternalError: the register did not answer (4999).
    """
    notification = read_message(service_v3.Notify, request).notify
    header = notification.header
    runs.adopt_label(sender=header.sender.id, recipients=header.recipient)
    name = rights.require_right(operator, caller, header.sender.id)
    recipients.require_valid(header.recipient)
    require_reference(header.reference)
    checked = content.check_notification_content(notification.message)
    found = addressees.accepting_mailboxes(operator, header.sender.id, header.recipient)
    items = [
        storing.MessageToStore(place, found[recipient], checked)
        for place, recipient in enumerate(header.recipient)
        if recipient in found
    ]
    delivery = _delivery(operator, notification, name, checked, request, caller)
    if items:
        forwarding = partial(announce.forwarding_announcements, NotificationTexts(notification, sender=name))
        kept = storing.store_delivery(delivery, items, forwarding) or delivery
    else:
        # Nobody accepts it now, but the identical one may have come while a holder still did.
        kept = storing.find_identical(operator, delivery.signed_digest) or delivery
    return _answer(kept, header.recipient)


def _delivery(
    operator: Operator,
    notification: notification_v3.NotificationDelivery,
    sender_name: str,
    checked: content.CheckedContent,
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
        warnings=[*name_warnings(header.sender.name, sender_name), *checked.warnings],
        received_at=clock.now(),
        sealed_xml=etree.tostring(request, encoding="UTF-8"),
        trace=trace.current_trace(),
        label=trace.current_label() or "",
    )


def _digest(notification: notification_v3.NotificationDelivery) -> str:
    """A digest that is the same for the identical notification with other prefixes and white space."""
    written = codec.to_element(service_v3.Notify(notify=notification))
    return hashlib.sha256(etree.tostring(written, method="c14n")).hexdigest()


def _answer(delivery: Delivery, addressed: Sequence[str]) -> NotificationAnswer:
    stored = dict(Message.objects.filter(delivery_id=delivery.pk).values_list("position", "pk"))
    channels: dict[int, list[Announcement.Channel]] = {pk: [] for pk in stored.values()}
    never_written = Q(state=Announcement.State.FAILED, attempts=0)
    due = Announcement.objects.filter(message__delivery_id=delivery.pk).exclude(never_written).order_by("pk")
    for message, channel in due.values_list("message_id", "channel"):
        channels[message].append(Announcement.Channel(channel))
    outcomes = [
        NotificationOutcome(recipient, place in stored, channels[stored[place]] if place in stored else ())
        for place, recipient in enumerate(addressed)
    ]
    return NotificationAnswer(delivery.trans_id, outcomes)
