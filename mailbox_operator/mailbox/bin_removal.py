"""The bin: what has lain in it for thirty days is removed for good, and what a person removes from it, at once.

The letter goes, with its files and its words. That it was delivered stays known, so that the identical delivery is
not taken in again.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Min, QuerySet

from infra import clock
from infra.database.write_transaction import write_transaction
from infra.versions import data_version
from mailbox_operator.mailbox import filing
from mailbox_operator.models import Delivery, FilingStep, Mailbox, Message

KEPT: Final = timedelta(days=30)
STEPS_KEPT: Final = timedelta(days=1)
"""How long an action can be undone."""
BATCH: Final = 200
"""Messages that are removed in one transaction."""


def remove_expired(now: datetime | None = None) -> int:
    """Remove what was thrown away thirty days ago, and forget old filing steps. Returns how many messages."""
    moment = now or clock.now()
    expired = Message.objects.filter(state=Message.State.BIN, moved_at__lte=moment - KEPT)
    count = 0
    while removed := _remove(expired):
        count += removed
    old = FilingStep.objects.filter(made_at__lte=moment - STEPS_KEPT)
    if old.exists():
        with write_transaction():
            old.delete()
    return count


def remove_messages(messages: QuerySet[Message], mailbox: Mailbox) -> int:
    """Remove messages for good that lie in the mailbox's bin. Returns how many."""
    thrown_away = messages.filter(mailbox=mailbox, state=Message.State.BIN)
    count = 0
    while removed := _remove(thrown_away):
        count += removed
    return count


def next_removal() -> datetime | None:
    """The moment when the next message is removed. None: no bin has any."""
    oldest = Message.objects.filter(state=Message.State.BIN).aggregate(oldest=Min("moved_at"))["oldest"]
    return oldest + KEPT if oldest else None


def _remove(messages: QuerySet[Message]) -> int:
    with write_transaction():
        rows = list(messages.select_for_update(of=("self",)).values_list("pk", "delivery", "mailbox")[:BATCH])
        Message.objects.filter(pk__in=[pk for pk, _, _ in rows]).delete()
        deliveries = {delivery for _, delivery, _ in rows}
        Delivery.objects.filter(pk__in=deliveries, messages=None).update(sealed_xml=b"")
        for mailbox in Mailbox.objects.filter(pk__in={mailbox for _, _, mailbox in rows}):
            filing.note_change(mailbox)
        data_version.advance_on_commit()
    return len(rows)
