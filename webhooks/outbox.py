"""When a leg moves, what subscribers are to be told is written in the same transaction: both, or neither."""

import json
import time
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from formedlare import legs
from formedlare.models import Leg
from infra import clock
from infra.queue.wakeups import WakeupSender
from webhooks.models import EventType, OutboxEvent, Subscription

DUE_TASK: Final = "webhooks.due"
TOLD_OF: Final = frozenset(Leg.State(kind.value) for kind in EventType if kind is not EventType.PING)
PATIENCE: Final = timedelta(hours=24)
"""Until an event is given up; it can be replayed."""
NOBODY_LASTS: Final = 1.0
"""Seconds for which it is remembered that there are no subscriptions."""

_wakeups = WakeupSender(DUE_TASK, queue=settings.RELAY_QUEUE)


class Nobody:
    """Remembers for a moment that nobody subscribes, so that letters cost nothing extra then."""

    def __init__(self) -> None:
        self._until = float("-inf")

    def __bool__(self) -> bool:
        return time.monotonic() < self._until

    def found(self) -> None:
        self._until = time.monotonic() + NOBODY_LASTS

    def forget(self) -> None:
        self._until = float("-inf")


nobody = Nobody()


def listen() -> None:
    """From now on note the legs' moves."""
    legs.moved.connect(note, dispatch_uid="webhooks")


def note(
    sender: object,  # noqa: ARG001 (a receiver)
    legs: Sequence[Leg],
    state: Leg.State,
    changes: Mapping[str, object],
    **_: object,
) -> None:
    """Write an event per leg and subscription that wants it. Inside the transaction that moves the legs."""
    if state not in TOLD_OF or nobody or (state == Leg.State.REROUTED and "channel" not in changes):
        # A leg that is rerouted without a new channel has only come into the print queue.
        return
    listening = list(Subscription.objects.filter(active=True))
    if not listening:
        nobody.found()
        return
    rows = [_row(who, leg, state) for leg in legs for who in listening if _wants(who, leg, state)]
    OutboxEvent.objects.bulk_create(rows)
    concerned = {row.subscription_id for row in rows}
    if concerned:
        transaction.on_commit(lambda: _wakeups.add(*concerned))


def tell(subscriptions: Sequence[int]) -> None:
    """Let the queue know that something is due for these subscriptions (primary keys)."""
    _wakeups.add(*subscriptions)


def _wants(who: Subscription, leg: Leg, state: Leg.State) -> bool:
    return state.value in who.events and who.sender in {"", leg.distribution.sender}


def _row(who: Subscription, leg: Leg, state: Leg.State) -> OutboxEvent:
    now = clock.now()
    event_id = uuid.uuid4()
    return OutboxEvent(
        event_id=event_id,
        subscription=who,
        leg=leg,
        type=EventType(state.value),
        body=_as_json(event_id, state.value, now, delivery=_delivery(leg), leg=_leg(leg)),
        created_at=now,
        due_at=now,
        give_up_at=now + PATIENCE,
    )


def ping(event_id: uuid.UUID, now: datetime) -> str:
    """The body of a trial: an event of no letter."""
    return _as_json(event_id, EventType.PING.value, now)


def _as_json(event_id: uuid.UUID, kind: str, at: datetime, **parts: Any) -> str:
    when = at.astimezone(clock.SWEDEN).isoformat()
    return json.dumps({"id": str(event_id), "type": kind, "at": when, **parts}, ensure_ascii=False)


def _delivery(leg: Leg) -> dict[str, str]:
    """No content of the message, only what the sender knows it by."""
    distribution = leg.distribution
    return {
        "distribution_id": str(distribution.distribution_id),
        "sender": distribution.sender,
        "reference": distribution.reference,
        "correlation_id": distribution.correlation_id,
        "label": distribution.label,
        "trace": distribution.trace,
    }


def _leg(leg: Leg) -> dict[str, Any]:
    return {
        "recipient": leg.recipient,
        "state": leg.state,
        "channel": leg.channel,
        "operator": leg.operator,
        "trans_id": leg.trans_id,
        "rule": leg.rule,
        "passed_over": leg.passed_over,
        "reason": leg.reason,
    }
