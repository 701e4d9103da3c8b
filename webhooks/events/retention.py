"""Events that have waited too long are given up; those that were received long ago are deleted."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from infra import clock
from infra.database.write_transaction import write_transaction
from infra.texts import Text
from webhooks.events.states import TRANSITIONS, State
from webhooks.models import Attempt, OutboxEvent, Result

MAX_EVENTS: Final = 500
"""At a time: the transaction stays short."""
GIVEN_UP: Final = Text("gavs upp efter ett dygn; kan sändas om", "given up after a day; can be replayed")


def give_up_overdue() -> int:
    """Give up events that have waited for too long. They stay, and can be replayed. Returns how many."""
    now = clock.now()
    overdue = OutboxEvent.objects.filter(state=State.PENDING, give_up_at__lte=now)
    ids = list(overdue.values_list("pk", flat=True)[:MAX_EVENTS])
    if not ids:
        return 0
    with write_transaction():
        Attempt.objects.bulk_create(_given_up(pk, now) for pk in ids)
        rows = OutboxEvent.objects.filter(pk__in=ids)
        return TRANSITIONS.move_rows(rows, State.PENDING, State.FAILED, finished_at=now)


def delete_received() -> int:
    """Delete events that were received long ago (settings.RELAY_KEEP_HOURS). Returns how many."""
    before = clock.now() - timedelta(hours=settings.RELAY_KEEP_HOURS)
    received = OutboxEvent.objects.filter(state=State.SENT, finished_at__lt=before)
    ids = list(received.values_list("pk", flat=True)[:MAX_EVENTS])
    if ids:
        with write_transaction():
            OutboxEvent.objects.filter(pk__in=ids, state=State.SENT).delete()
    return len(ids)


def _given_up(event_id: int, now: datetime) -> Attempt:
    return Attempt(event_id=event_id, at=now, result=Result.GIVEN_UP, error=GIVEN_UP, duration_ms=0)
