"""When a leg moves, the events for its subscribers are written in the same transaction: both, or neither."""

import logging
import time
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import transaction

from formedlare import legs
from formedlare.models import Leg
from infra import clock
from infra.queue.wakeups import WakeupSender
from webhooks.events.payload import leg_payload
from webhooks.models import SUBSCRIBABLE_EVENTS, EventType, OutboxEvent, Subscription

logger = logging.getLogger(__name__)

SCHEDULE_TASK: Final = "webhooks.schedule"
REPORTED_STATES: Final = frozenset(Leg.State(kind.value) for kind in SUBSCRIBABLE_EVENTS)
GIVE_UP_AFTER: Final = timedelta(hours=24)
"""Then an event is given up. It can be replayed."""
CACHE_SECONDS: Final = 1.0
"""For so long a process may not notice that another one has made the first subscription."""

_wakeups = WakeupSender(SCHEDULE_TASK, queue=settings.RELAY_QUEUE)


class NoSubscriptionsCache:
    """Knows for a moment that there are no subscriptions, so that letters cost nothing extra then."""

    def __init__(self) -> None:
        self._until = float("-inf")

    @property
    def is_valid(self) -> bool:
        """Whether it was found a moment ago that there are none."""
        return time.monotonic() < self._until

    def note_none(self) -> None:
        """Note that there are no subscriptions now."""
        self._until = time.monotonic() + CACHE_SECONDS

    def clear(self) -> None:
        """Forget it: a subscription was made or changed."""
        self._until = float("-inf")


no_subscriptions = NoSubscriptionsCache()


def connect_to_relay() -> None:
    """From now on write events when the relay moves legs."""
    legs.moved.connect(write_events, dispatch_uid="webhooks")


def write_events(
    sender: object,  # noqa: ARG001 (a receiver of signals)
    legs: Sequence[Leg],
    state: Leg.State,
    changes: Mapping[str, object],
    **_: object,
) -> None:
    """Write an event per leg and subscription that asks for it. Inside the transaction that moves the legs."""
    if no_subscriptions.is_valid or not _is_reported(state, changes):
        return
    subscriptions = list(Subscription.objects.filter(active=True))
    if not subscriptions:
        no_subscriptions.note_none()
        return
    events = [event for subscription in subscriptions for event in _events_for(subscription, legs, state)]
    OutboxEvent.objects.bulk_create(events)
    if events:
        due = {event.subscription_id for event in events}
        transaction.on_commit(lambda: schedule_deliveries(due))


def schedule_deliveries(subscription_ids: Iterable[int]) -> None:
    """Let the queue know that events are due for these subscriptions (primary keys). Never raises."""
    _wakeups.add(*subscription_ids)


def _is_reported(state: Leg.State, changes: Mapping[str, object]) -> bool:
    """A leg that is rerouted without a new channel has only come into the print queue, which is not reported."""
    return state in REPORTED_STATES and (state != Leg.State.REROUTED or "channel" in changes)


def _events_for(subscription: Subscription, legs: Sequence[Leg], state: Leg.State) -> list[OutboxEvent]:
    try:
        return [_event(subscription, leg, state) for leg in legs if _is_wanted(subscription, leg, state)]
    except Exception:
        # A subscription that cannot be read must not hold up letters, nor the other subscriptions.
        logger.exception("No event could be written for subscription %s", subscription.subscription_id)
        return []


def _is_wanted(subscription: Subscription, leg: Leg, state: Leg.State) -> bool:
    letter = leg.distribution
    is_theirs = subscription.sender in {"", letter.sender} and subscription.label in {"", letter.label}
    return is_theirs and state.value in subscription.events


def _event(subscription: Subscription, leg: Leg, state: Leg.State) -> OutboxEvent:
    now, event_id, kind = clock.now(), uuid.uuid4(), EventType(state.value)
    return OutboxEvent(
        event_id=event_id,
        subscription=subscription,
        leg=leg,
        type=kind,
        body=leg_payload(event_id, kind, now, leg),
        created_at=now,
        due_at=now,
        give_up_at=now + GIVE_UP_AFTER,
    )
