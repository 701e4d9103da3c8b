"""Receivers take turns: one worker at each, for a short while, so that a slow one holds nobody else up.

In order per leg: what happened later waits for what happened before. A receiver that is down is left alone
for a while, longer each time; its events lie safely, are given up one by one after a day, and stay.
"""

import time
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from infra import clock
from infra.database.sqlite_write_lock import writing
from infra.work.backoff import with_jitter
from webhooks import http_client, signing
from webhooks.http_client import Outcome, Patience
from webhooks.models import Attempt, EventType, OutboxEvent, Subscription
from webhooks.outbox import PATIENCE

State = OutboxEvent.State

SLICE: Final = 5.0
"""Seconds after which a worker lets another receiver have a turn."""
LEASE: Final = timedelta(seconds=60)
"""Longer than one attempt can take, looking up included."""
FIRST_PAUSE: Final = timedelta(seconds=2)
LONGEST_PAUSE: Final = timedelta(hours=1)
BATCH: Final = 20
AT_ONCE: Final = 8
"""Receivers that are called at the same time, in all processes; half of the places are for quick ones."""
SLOW_MS: Final = 1_000
GIVEN_UP: Final = "gavs upp efter ett dygn; kan sändas om | given up after a day; can be replayed"


def due(now: datetime | None = None) -> list[int]:
    """The subscriptions (primary keys) for which something is due and nobody is at work: quick ones first."""
    now = now or clock.now()
    waiting = OutboxEvent.objects.filter(subscription=OuterRef("pk"), state=State.PENDING, due_at__lte=now)
    rows = _ready(now).filter(Exists(waiting)).order_by("average_ms", "pk")
    return list(rows.values_list("pk", flat=True))


def work(subscription: int, for_seconds: float = SLICE) -> bool:
    """Send what is due for a subscription, for some seconds at most. Returns whether there may be more."""
    ends, name = time.monotonic() + for_seconds, uuid.uuid4().hex
    who = _claim(subscription, name)
    if who is None:
        return False
    try:
        while time.monotonic() < ends:
            if not _send_some(who, name, ends):
                return False
    finally:
        _let_go(name)
    return True


def give_up_overdue() -> int:
    """Mark as given up what has waited for too long. It stays, and can be replayed."""
    now = clock.now()
    overdue = OutboxEvent.objects.filter(state=State.PENDING, give_up_at__lte=now)
    ids = list(overdue.values_list("pk", flat=True)[:500])
    if not ids:
        return 0
    with writing():
        Attempt.objects.bulk_create(Attempt(event_id=pk, at=now, error=GIVEN_UP, duration_ms=0) for pk in ids)
        return OutboxEvent.objects.filter(pk__in=ids).update(state=State.FAILED, finished_at=now)


def forget() -> int:
    """Delete some of what was received long ago (settings.RELAY_KEEP_HOURS). What was given up stays."""
    before = clock.now() - timedelta(hours=settings.RELAY_KEEP_HOURS)
    ids = list(
        OutboxEvent.objects.filter(state=State.SENT, finished_at__lt=before).values_list("pk", flat=True)[:500]
    )
    if ids:
        with writing():
            OutboxEvent.objects.filter(pk__in=ids, state=State.SENT).delete()
    return len(ids)


def replay(events: QuerySet[OutboxEvent]) -> int:
    """Send again what was sent or given up, the same bytes under the same id. Returns how many."""
    now = clock.now()
    with writing():
        return events.exclude(state=State.PENDING).update(
            state=State.PENDING, due_at=now, give_up_at=now + PATIENCE, attempts=0, finished_at=None
        )


def replay_given_up(who: Subscription) -> int:
    """Send again all that was given up for a receiver. Returns how many. Old trials (pings) are left: they told
    somebody who waited, then, whether one arrives."""
    given_up = OutboxEvent.objects.filter(subscription=who, state=State.FAILED)
    return replay(given_up.exclude(type=EventType.PING))


def attempt(who: Subscription, event: OutboxEvent, patience: Patience = http_client.USUAL) -> Outcome:
    """Post the event once, signed. Writes nothing."""
    body = event.body.encode()
    # The receiver compares with its own clock, so this is real time wherever the simulator's stands.
    signed = signing.signature(who.secret, body, int(time.time()))
    headers = {
        "Content-Type": "application/json",
        signing.HEADER: signed,
        signing.EVENT_ID_HEADER: str(event.event_id),
        signing.EVENT_TYPE_HEADER: event.type,
    }
    return http_client.post(who.url, body, headers, patience)


def logged(event: OutboxEvent, outcome: Outcome) -> Attempt:
    """What the log says of an attempt; not stored yet."""
    return Attempt(
        event=event,
        at=clock.now(),
        status=outcome.status,
        answer=outcome.answer,
        error=outcome.error,
        duration_ms=outcome.duration_ms,
    )


def _ready(now: datetime) -> QuerySet[Subscription]:
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    let_be = Q(retry_at__gt=now)
    return Subscription.objects.filter(free, active=True).exclude(let_be)


def _claim(subscription: int, name: str) -> Subscription | None:
    now = clock.now()
    with writing():
        who = Subscription.objects.filter(pk=subscription).first()
        if who is None or not _has_place(who, now):
            return None
        rows = _ready(now).filter(pk=subscription)
        claimed = rows.update(claimed_by=name, claimed_until=now + LEASE)
    return who if claimed else None


def _has_place(who: Subscription, now: datetime) -> bool:
    at_it = Subscription.objects.filter(claimed_until__gte=now).count()
    is_slow = who.failures > 0 or who.average_ms > SLOW_MS
    return at_it < (AT_ONCE // 2 if is_slow else AT_ONCE)


def _send_some(who: Subscription, name: str, ends: float) -> bool:
    """Send a few events. Returns whether the worker may go on with this receiver."""
    events = _next_events(who)
    for event in events:
        outcome = attempt(who, event)
        if not _record(who, event, outcome, name) or outcome.receiver_is_down:
            return False
        if time.monotonic() >= ends:
            return True
    return bool(events)


def _next_events(who: Subscription) -> Sequence[OutboxEvent]:
    """The oldest that are due, of each leg at most one: the next one is told when this one has been."""
    pending = OutboxEvent.objects.filter(subscription=who, state=State.PENDING)
    earlier = pending.filter(leg=OuterRef("leg"), pk__lt=OuterRef("pk"))
    return list(pending.filter(~Exists(earlier), due_at__lte=clock.now()).order_by("pk")[:BATCH])


def _record(who: Subscription, event: OutboxEvent, outcome: Outcome, name: str) -> bool:
    """Write down how an attempt ended. False: another worker has taken over, or it was paused or deleted."""
    with writing():
        if not OutboxEvent.objects.filter(pk=event.pk).exists():
            return False
        Attempt.objects.bulk_create([logged(event, outcome)])
        changes = _how_it_goes(who, outcome)
        # After the others were woken: this one has a pause of its own.
        _settle(event, outcome)
        mine = Subscription.objects.filter(pk=who.pk, claimed_by=name, active=True)
        return bool(mine.update(claimed_until=clock.now() + LEASE, **changes))


def _settle(event: OutboxEvent, outcome: Outcome) -> None:
    now = clock.now()
    rows = OutboxEvent.objects.filter(pk=event.pk, state=State.PENDING)
    if outcome.received:
        rows.update(state=State.SENT, finished_at=now, attempts=event.attempts + 1)
    elif now >= event.give_up_at:
        rows.update(state=State.FAILED, finished_at=now, attempts=event.attempts + 1)
    else:
        rows.update(due_at=now + _pause_after(event.attempts), attempts=event.attempts + 1)


def _how_it_goes(who: Subscription, outcome: Outcome) -> dict[str, object]:
    now = clock.now()
    changes: dict[str, object] = {"last_problem": outcome.error}
    who.average_ms = round(who.average_ms * 0.8 + outcome.duration_ms * 0.2)
    if outcome.receiver_is_down:
        changes["retry_at"] = now + _pause_after(who.failures)
        who.failures += 1
    else:
        _wake(who, now)
        changes["retry_at"], who.failures = None, 0
    if outcome.received:
        changes["last_success_at"] = now
    return changes | {"average_ms": who.average_ms, "failures": who.failures}


def _wake(who: Subscription, now: datetime) -> None:
    """It answers again: what was tried in vain need not wait for its own pause."""
    if who.failures:
        waiting = OutboxEvent.objects.filter(subscription=who, state=State.PENDING, due_at__gt=now)
        waiting.update(due_at=now)


def _pause_after(attempts: int) -> timedelta:
    return with_jitter(min(FIRST_PAUSE * 2 ** min(attempts, 12), LONGEST_PAUSE))


def _let_go(name: str) -> None:
    with writing():
        Subscription.objects.filter(claimed_by=name).update(claimed_by="", claimed_until=None)
