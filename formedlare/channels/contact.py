"""Notifications to an address in the sender's own register: what the channels e-mail and SMS have in common.

Source: founding document 8.6 (kanalväxel); facts.md 2: only protection class 1 may leave by these channels.
"""

from collections.abc import Callable
from dataclasses import asdict
from typing import Final

from lxml import etree

from contracts import codec, notification_v3
from formedlare import legs, routing
from formedlare.channels.outcome import ChannelRefused, ChannelUnavailable, NotCarried, Outcome, TryAgain
from formedlare.legs import LegNote, State
from formedlare.models import AttemptOutcome, ContactAddress, Content, Distribution, Leg, Obstacle
from formedlare.models.channel import Channel
from infra import clock
from infra.outbox import send_now
from infra.outbox.mail_server import EmailNotSent, MailServerUnreachable
from infra.outbox.models import OutboxMessage
from infra.outbox.notification_texts import BODY_TYPES, ComposedText, NotificationTexts, main_type
from infra.texts import EMPTY

NOTIFIED_BY: Final = {Channel.EMAIL: "EMail", Channel.SMS: "SMS"}
"""The channel in checkDistributionStatus. Source: contract Notification v3, NotificationTypes."""


def send_notification(
    leg: Leg, channel: Channel, address: str, words_of: Callable[[NotificationTexts], ComposedText]
) -> Outcome:
    """Send the leg's notification to the address, once, and finish the leg together with that.

    Raises:
        ChannelRefused: never by this channel: secure content, no address, no text, or the server refuses it.
        TryAgain: it was not taken now. ChannelUnavailable: nothing is taken now.
    """
    _require_may_leave(leg, address)
    draft = _draft(leg, channel, address, words_of(_wording(leg, channel)))
    note = LegNote(outcome=AttemptOutcome.DELIVERED, address=mask_address(address))
    try:
        send_now.send_once(draft, lambda: _finish(leg, channel, note))
    except EmailNotSent as problem:
        raise _as_not_carried(problem) from problem
    return Outcome(AttemptOutcome.DELIVERED, note, is_recorded=True)


def _require_may_leave(leg: Leg, address: str) -> None:
    # The channel switch has decided this too; a mistake there must not send a secure message out.
    if leg.distribution.kind != Distribution.Kind.NOTIFICATION or leg.distribution.protection_class > 1:
        raise ChannelRefused(
            "ett säkert meddelande lämnar aldrig brevlådan: det skickas inte som e-post eller SMS",
            "a secure message never leaves the mailbox: it is not sent by e-mail or SMS",
            Obstacle.PROTECTION_CLASS,
        )
    if not address:
        raise ChannelRefused(
            "ingen adress för kanalen i avsändarens register",
            "no address for the channel in the sender's register",
            Obstacle.NO_CONTACT_ADDRESS,
        )


def _as_not_carried(problem: EmailNotSent) -> NotCarried:
    if not problem.is_temporary:
        return ChannelRefused(*problem.text)
    error = ChannelUnavailable if isinstance(problem, MailServerUnreachable) else TryAgain
    return error(*problem.text)


def _finish(leg: Leg, channel: Channel, note: LegNote) -> bool:
    changes = {"attempts": leg.attempts + 1, "notified_by": [NOTIFIED_BY[channel]], "reason": EMPTY}
    return legs.finish_leg(leg, State.DELIVERED, note, **changes)


def address_of(leg: Leg) -> ContactAddress:
    """The recipient's line in the sender's register; an empty one where there is none."""
    found = routing.contacts_of(leg.distribution.sender, [leg.recipient], leg.distribution.label)
    return found.get(leg.recipient) or ContactAddress()


def _wording(leg: Leg, channel: Channel) -> NotificationTexts:
    xml = bytes(Content.objects.get(distribution=leg.distribution_id).xml)
    delivery = codec.from_element(notification_v3.NotificationDelivery, etree.fromstring(xml))
    given = delivery.email_message if channel is Channel.EMAIL else delivery.sms_message
    kind = delivery.message.body.content_type
    if given is None and main_type(kind) not in BODY_TYPES:
        raise ChannelRefused(
            f"meddelandetexten är {kind}, och avsändaren har inte skrivit någon text för kanalen",
            f"the message's body is {kind}, and the sender wrote no text for the channel",
        )
    return NotificationTexts(delivery)


def _draft(leg: Leg, channel: Channel, address: str, words: ComposedText) -> OutboxMessage:
    return OutboxMessage(
        # This becomes the e-mail's Message-ID, so it must not identify a person.
        key=f"{leg.distribution.distribution_id}.{leg.pk}.{channel.value}",
        recipient=leg.recipient,
        channel=channel.value,
        address=address,
        due_at=clock.now(),
        trace=leg.distribution.trace,
        label=leg.distribution.label,
        **asdict(words),
    )


def mask_address(address: str) -> str:
    """The e-mail address or number with most of it hidden: a***@example.org, 070****605."""
    name, at, domain = address.rpartition("@")
    return f"{name[:1]}***@{domain}" if at else f"{address[:3]}****{address[-3:]}"
