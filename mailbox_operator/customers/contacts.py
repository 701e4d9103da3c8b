"""The e-mail address and mobile number of a mailbox: each is confirmed by a code that is sent to it.

A code is good for half an hour and five tries; at most five are sent in an hour. Source: facts.md 6.1 (six digits,
30 minutes).
"""

import secrets
from datetime import timedelta
from enum import Enum
from typing import Final

from django.utils import translation
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext

from infra import clock, trace
from infra.database.write_transaction import write_transaction
from infra.outbox.models import OutboxMessage, OutgoingMessage
from infra.outbox.send_now import send_once
from mailbox_operator.mailbox import mailbox_log
from mailbox_operator.mailbox.mailbox_log import Event
from mailbox_operator.models import ContactCode, Mailbox

Channel = OutgoingMessage.Channel

VALID_FOR: Final = timedelta(minutes=30)
MAX_WRONG_TRIES: Final = 5
MAX_CODES: Final = 5
WITHIN: Final = timedelta(hours=1)


class TooManyCodes(Exception):
    """So many codes were sent within the hour that no more are."""


class CodeOutcome(Enum):
    """The result of a typed code."""

    CONFIRMED = "confirmed"
    WRONG = "wrong"
    NOT_VALID = "not-valid"
    """Too old, tried too often, or none was sent."""


def send_code(mailbox: Mailbox, channel: Channel, address: str, by: str) -> None:
    """Send a new code to the address. It is shown on the simulated phone of the person who asks, `by`.

    Raises:
        TooManyCodes: five were sent within the hour.
        EmailNotSent: the mail server does not take it.
    """
    now = clock.now()
    with write_transaction():
        _lock(mailbox)
        codes = mailbox.codes.filter(channel=channel)
        codes.filter(sent_at__lte=now - WITHIN).delete()
        if codes.count() >= MAX_CODES:
            raise TooManyCodes
        code = f"{secrets.randbelow(1_000_000):06}"
        made = ContactCode.objects.create(
            mailbox=mailbox, channel=channel, address=address, code=code, sent_at=now
        )
    with trace.use_trace():
        send_once(_message(mailbox, made, by), lambda: True)


def _lock(mailbox: Mailbox) -> None:
    """Lock the mailbox, so that codes that are sent or typed at the same moment are all counted."""
    Mailbox.objects.select_for_update().only("pk").get(pk=mailbox.pk)


def waiting_code(mailbox: Mailbox, channel: Channel) -> ContactCode | None:
    """The code that can be typed now: the latest, unless its time or its tries are over."""
    latest = mailbox.codes.filter(channel=channel).order_by("-sent_at", "-pk").first()
    if latest is None or latest.wrong_tries >= MAX_WRONG_TRIES:
        return None
    return latest if clock.now() - latest.sent_at <= VALID_FOR else None


def confirm_address(mailbox: Mailbox, channel: Channel, typed: str, by: str, by_name: str) -> CodeOutcome:
    """Take the address as the mailbox's own if the code is right, and announce new mail there from now on."""
    with write_transaction():
        _lock(mailbox)
        sent = waiting_code(mailbox, channel)
        if sent is None:
            return CodeOutcome.NOT_VALID
        if not constant_time_compare(sent.code, typed.replace(" ", "")):
            sent.wrong_tries += 1
            sent.save(update_fields=["wrong_tries"])
            return CodeOutcome.WRONG if sent.wrong_tries < MAX_WRONG_TRIES else CodeOutcome.NOT_VALID
        _set_address(mailbox, channel, sent.address)
        mailbox.codes.filter(channel=channel).delete()
        mailbox_log.note_event(mailbox, Event.CONTACT_CONFIRMED, by, by_name, about=sent.address)
    return CodeOutcome.CONFIRMED


def withdraw_codes(mailbox: Mailbox, channel: Channel) -> None:
    """Forget what waits to be confirmed. The codes still count among those of the hour."""
    mailbox.codes.filter(channel=channel).update(wrong_tries=MAX_WRONG_TRIES)


def remove_address(mailbox: Mailbox, channel: Channel, by: str, by_name: str) -> None:
    """Forget the address, and announce nothing there."""
    with write_transaction():
        removed = mailbox.email if channel is Channel.EMAIL else mailbox.mobile
        _set_address(mailbox, channel, "")
        if removed:
            mailbox_log.note_event(mailbox, Event.CONTACT_REMOVED, by, by_name, about=removed)


def _set_address(mailbox: Mailbox, channel: Channel, address: str) -> None:
    if channel is Channel.EMAIL:
        mailbox.email, mailbox.announce_by_email = address, bool(address)
        mailbox.save(update_fields=["email", "announce_by_email"])
    else:
        mailbox.mobile, mailbox.announce_by_sms = address, bool(address)
        mailbox.save(update_fields=["mobile", "announce_by_sms"])


def _message(mailbox: Mailbox, code: ContactCode, by: str) -> OutboxMessage:
    operator = mailbox.operator.display_name
    with translation.override(mailbox.language):
        text = gettext(
            "Din kod hos %(operator)s är %(code)s. Den gäller i 30 minuter. Lämna den inte till någon annan."
        ) % {"operator": operator, "code": code.code}
        subject = gettext("Din kod hos %(operator)s") % {"operator": operator}
    return OutboxMessage(
        key=f"contact-code-{mailbox.key}-{code.pk}",
        channel=code.channel,
        address=code.address,
        recipient=by,
        sender_name=operator,
        subject=subject if code.channel == Channel.EMAIL else "",
        text=text,
        due_at=code.sent_at,
        trace=trace.current_trace(),
        label=trace.current_label() or "",
    )
