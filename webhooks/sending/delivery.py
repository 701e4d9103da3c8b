"""Each receiver has one worker at a time, and for a short while, so that a slow one holds no other up.

Events are sent in order for each leg: a later one waits until the one before was received or given up. A
receiver that is down is left alone for a while, longer each time. Its events stay, and are given up one by
one after a day.
"""

import time
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from infra import clock
from infra.database.write_transaction import write_transaction
from infra.work.backoff import is_due
from infra.work.leases import claim_rows, is_free, new_holder, release_leases
from webhooks.models import OutboxEvent, Result, Subscription
from webhooks.sending import attempts
from webhooks.sending.attempts import BACKOFF, LEASE

State = OutboxEvent.State

WORKER_SECONDS: Final = 5.0
"""After so long a worker leaves the receiver, so that another receiver gets a worker."""
MAX_EVENTS_READ: Final = 20
MAX_RECEIVERS: Final = 8
"""Receivers that are called at the same time, in all processes; half of the places are for quick ones."""
SLOW_MS: Final = 1_000
"""A receiver that takes longer to answer, on average, is slow."""


def due_subscriptions() -> list[int]:
    """The subscriptions (primary keys) with events that are due and no worker: quick ones first."""
    now = clock.now()
    due = _pending(now).filter(subscription=OuterRef("pk"))
    rows = _deliverable(now).filter(Exists(due)).order_by("average_ms", "pk")
    return list(rows.values_list("pk", flat=True))


def deliver_due(subscription_id: int, for_seconds: float = WORKER_SECONDS) -> bool:
    """Send the events that are due for a subscription, for some seconds at most.

    Returns whether more may be due. Does nothing when another worker holds the subscription.
    """
    ends, holder = time.monotonic() + for_seconds, new_holder()
    subscription = _claim(subscription_id, holder)
    if subscription is None:
        return False
    try:
        while time.monotonic() < ends:
            if not _send_next(subscription, holder, ends):
                return False
    finally:
        release_leases(Subscription.objects.filter(pk=subscription_id), holder)
    return True


def _deliverable(now: datetime) -> QuerySet[Subscription]:
    """Active subscriptions that no worker holds, and with a receiver that may be called now."""
    may_be_called = Q(retry_at__isnull=True) | is_due(now, BACKOFF.longest, "retry_at")
    return Subscription.objects.filter(is_free(LEASE), may_be_called, active=True)


def _pending(now: datetime) -> QuerySet[OutboxEvent]:
    return OutboxEvent.objects.filter(is_due(now, BACKOFF.longest), state=State.PENDING)


def _claim(subscription_id: int, holder: str) -> Subscription | None:
    now = clock.now()
    with write_transaction():
        subscription = Subscription.objects.filter(pk=subscription_id).first()
        if subscription is None or not _has_place(subscription):
            return None
        claimed = claim_rows(_deliverable(now).filter(pk=subscription_id), holder, LEASE)
    return subscription if claimed else None


def _has_place(subscription: Subscription) -> bool:
    """Whether one more receiver may be called now. Slow ones get half of the places."""
    held = Subscription.objects.exclude(is_free(LEASE)).count()
    is_slow = subscription.failures > 0 or subscription.average_ms > SLOW_MS
    return held < (MAX_RECEIVERS // 2 if is_slow else MAX_RECEIVERS)


def _send_next(subscription: Subscription, holder: str, ends: float) -> bool:
    """Send a few events. Returns whether the worker may go on with this receiver."""
    events = _next_events(subscription)
    for event in events:
        outcome = attempts.send_event(subscription, event)
        still_held = attempts.record_attempt(subscription, event, outcome, holder)
        if not still_held or outcome.result is Result.UNAVAILABLE:
            return False
        if time.monotonic() >= ends:
            return True
    return bool(events)


def _next_events(subscription: Subscription) -> Sequence[OutboxEvent]:
    """The oldest that are due, of each leg at most one: the next waits for it."""
    earlier = OutboxEvent.objects.filter(
        subscription=subscription, state=State.PENDING, leg=OuterRef("leg"), pk__lt=OuterRef("pk")
    )
    due = _pending(clock.now()).filter(~Exists(earlier), subscription=subscription)
    return list(due.order_by("pk")[:MAX_EVENTS_READ])
