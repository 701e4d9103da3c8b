"""Notifications as e-mail and SMS, to the address in the sender's own register: what needs no mailbox.

Source: founding document 8.6 (kanalväxel); facts.md 2: only protection class 1 may leave by these channels.
"""

from collections.abc import Callable
from dataclasses import asdict
from typing import Final

from lxml import etree

from contracts import codec, notification_v3
from formedlare import legs
from formedlare.legs import Note, State
from formedlare.models import ContactAddress, Content, Distribution, Leg
from formedlare.models.channel import Channel, ChannelAway, ChannelRefused, TryAgain
from infra import clock
from infra.outbox import send_now
from infra.outbox.mail_server import MailServerUnreachable, NotSent
from infra.outbox.models import OutboxMessage
from infra.outbox.notification_texts import BODY_TYPES, ComposedText, NotificationTexts, main_type

SAID_OF: Final = {Channel.EMAIL: "EMail", Channel.SMS: "SMS"}
"""The channel in checkDistributionStatus. Source: contract Notification v3, NotificationTypes."""


def send_email(leg: Leg) -> None:
    """Send the leg's notification as an e-mail, once, and finish the leg.

    Raises:
        ChannelRefused: never by e-mail: secure content, no address, or the mail server refuses it.
        TryAgain: the mail server does not answer.
    """
    _send(leg, Channel.EMAIL, _address(leg).email, lambda wording: wording.email)


def send_sms(leg: Leg) -> None:
    """Send the leg's notification as an SMS, once, and finish the leg.

    Raises:
        ChannelRefused: never by SMS: secure content, or no number.
    """
    _send(leg, Channel.SMS, _address(leg).mobile, lambda wording: wording.sms())


def _send(leg: Leg, channel: Channel, address: str, words_of: Callable[[NotificationTexts], ComposedText]) -> None:
    # Asked here too, where it would leave: what chose the channel may be mistaken.
    if leg.distribution.kind != Distribution.Kind.NOTIFICATION or leg.distribution.protection_class > 1:
        raise ChannelRefused(
            "ett säkert meddelande lämnar aldrig brevlådan: det skickas inte som e-post eller SMS",
            "a secure message never leaves the mailbox: it is not sent by e-mail or SMS",
        )
    if not address:
        raise ChannelRefused(
            "ingen adress för kanalen i avsändarens register",
            "no address for the channel in the sender's register",
        )
    draft = _draft(leg, channel, address, words_of(_wording(leg, channel)))
    note = Note(where=masked(address))
    try:
        send_now.send_once(draft, lambda: _finish(leg, channel, note))
    except NotSent as problem:
        raise _meaning(problem) from problem


def _meaning(problem: NotSent) -> Exception:
    if not problem.is_temporary:
        return ChannelRefused(problem.text.swedish, problem.text.english)
    return ChannelAway(str(problem)) if isinstance(problem, MailServerUnreachable) else TryAgain(str(problem))


def _finish(leg: Leg, channel: Channel, note: Note) -> bool:
    changes = {"attempts": leg.attempts + 1, "notified_by": [SAID_OF[channel]], "reason": ""}
    return legs.finish(leg, State.DELIVERED, note, **changes)


def _address(leg: Leg) -> ContactAddress:
    found = ContactAddress.objects.filter(sender=leg.distribution.sender, recipient=leg.recipient).first()
    return found or ContactAddress()


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
        # Stands in the e-mail's Message-ID: it must name nobody.
        key=f"{leg.distribution.distribution_id}.{leg.pk}.{channel.value}",
        recipient=leg.recipient,
        channel=channel.value,
        address=address,
        due_at=clock.now(),
        trace=leg.distribution.trace,
        label=leg.distribution.label,
        **asdict(words),
    )


def masked(address: str) -> str:
    """As much of an e-mail address or number as a history needs: a***@example.org, 070****605."""
    name, at, domain = address.rpartition("@")
    return f"{name[:1]}***@{domain}" if at else f"{address[:3]}****{address[-3:]}"
