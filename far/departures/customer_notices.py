"""Tells the customers of an operator that leaves.

FaR has no addresses of its own, so the message stands on the holder's simulated phone; a real FaR would write to
the registered address. Operators tell their customers in their own way besides.
"""

import time
from collections.abc import Sequence
from typing import Final

from django.conf import settings
from django.db.models import F
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from far.models import Account, Departure
from infra import clock, trace
from infra.database.write_transaction import write_transaction
from infra.outbox.models import OutboxMessage
from infra.outbox.send_due import show_on_phone

BATCH_SIZE: Final = 500
SECONDS: Final = 10.0
"""A task stays short: the next one goes on."""
State, Channel = OutboxMessage.State, OutboxMessage.Channel


def tell_customers() -> int:
    """Tell customers of operators that leave who have not been told yet, for some seconds. Returns how many.

    A customer who comes later, before the operator leaves, knew the day.
    """
    told, ends = 0, time.monotonic() + SECONDS
    for departure in Departure.objects.filter(is_everybody_told=False, ended_at=None).select_related("supplier"):
        while time.monotonic() < ends and (batch := _tell_next(departure)):
            told += batch
    return told


def _tell_next(departure: Departure) -> int:
    accounts = Account.objects.filter(
        supplier=departure.supplier, pending=False, recipient__gt=departure.told_until
    )
    recipients = list(accounts.order_by("recipient").values_list("recipient", flat=True)[:BATCH_SIZE])
    keys = _write_messages(departure, recipients)
    show_on_phone(OutboxMessage.objects.filter(key__in=keys, state=State.DUE))
    departure.told_until = recipients[-1] if recipients else departure.told_until
    rows = Departure.objects.filter(pk=departure.pk, leaves_on=departure.leaves_on)
    with write_transaction():
        rows.update(
            told_until=departure.told_until,
            told=F("told") + len(recipients),
            is_everybody_told=len(recipients) < BATCH_SIZE,
        )
    return len(recipients) if len(recipients) == BATCH_SIZE else 0


def _write_messages(departure: Departure, recipients: Sequence[str]) -> Sequence[str]:
    """The messages' keys: each customer is told of a day once."""
    text, now = _text(departure), clock.now()
    keys = [f"far {departure.supplier_id} {departure.leaves_on} {recipient}" for recipient in recipients]
    messages = [
        OutboxMessage(
            key=key,
            recipient=recipient,
            channel=Channel.SMS,
            sender_name="Mina meddelanden",
            text=text,
            due_at=now,
            trace=trace.current_trace(),
        )
        for key, recipient in zip(keys, recipients, strict=True)
    ]
    OutboxMessage.objects.bulk_create(messages, ignore_conflicts=True)
    return keys


def _text(departure: Departure) -> str:
    # The language of the request is that of the person who decided, not the holder's.
    with translation.override(settings.LANGUAGE_CODE):
        return gettext(
            "Din brevlådeoperatör %(operator)s slutar den %(day)s. Byt operatör före dess: från den dagen får du "
            "ingen digital post dit. Posten som redan har kommit finns kvar hos operatören."
        ) % {"operator": departure.supplier.name, "day": date_format(departure.leaves_on, "j F Y")}
