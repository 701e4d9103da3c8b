"""Make, change, delete and ping subscriptions."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from infra import clock, trace
from infra.database.pages import page_of
from infra.database.write_transaction import write_transaction
from infra.hooks import runs
from infra.texts import EMPTY
from webhooks.events import outbox
from webhooks.events.payload import ping_payload
from webhooks.events.states import State
from webhooks.models import SUBSCRIBABLE_EVENTS, EventType, OutboxEvent, Result, Subscription
from webhooks.sending import attempts, http_client, signing


def subscriptions_of_run() -> "QuerySet[Subscription]":
    """The subscriptions that the caller's run may see: its own and those of no run. Without a label, all."""
    rows, label = Subscription.objects.order_by("pk"), trace.current_label()
    return rows.filter(label__in=["", label]) if label else rows


def list_events(
    subscription: Subscription, limit: int, before: int | None = None, **which: str
) -> tuple[list[OutboxEvent], int | None]:
    """A page of the subscription's events, the newest first, and the key after which the next one begins.

    `before`: the key that the earlier page gave. `which`: the `state` or `type` that they must have. No key: these
    are the last.
    """
    rows = OutboxEvent.objects.filter(subscription=subscription, **which).order_by("-pk")
    events, last = page_of(rows if before is None else rows.filter(pk__lt=before), limit)
    return events, last.pk if last else None


def create_subscription(values: Mapping[str, Any]) -> Subscription:
    """Make a subscription. What `values` leave out: all senders, all events, a new secret.

    With a label in the request, it is told of letters with that label alone, and belongs to that run.

    Raises:
        MaximumExceeded: the run owns as much as it may (5005).
    """
    defaults = {"secret": signing.new_secret(), "events": [kind.value for kind in SUBSCRIBABLE_EVENTS]}
    with write_transaction():
        made = Subscription.objects.create(
            created_at=clock.now(), label=trace.current_label() or "", **(defaults | dict(values))
        )
        runs.note_creation(runs.ItemKind.WEBHOOK, str(made.subscription_id))
    outbox.no_subscriptions.clear()
    return made


def change_subscription(subscription: Subscription, values: Mapping[str, Any]) -> Subscription:
    """Change a subscription. With a new address, or switched on or off, it no longer counts as down."""
    is_fresh = bool({"url", "active"} & values.keys())
    fresh = {"failures": 0, "retry_at": None, "last_problem": EMPTY} if is_fresh else {}
    with write_transaction():
        Subscription.objects.filter(pk=subscription.pk).update(**values, **fresh)
    outbox.no_subscriptions.clear()
    outbox.schedule_deliveries([subscription.pk])
    subscription.refresh_from_db()
    return subscription


def delete_subscription(subscription: Subscription) -> None:
    """Delete a subscription with its events and their log."""
    with write_transaction():
        subscription.delete()


def ping_subscription(subscription: Subscription) -> OutboxEvent:
    """Send a ping now, before all events that wait, and keep how it went. It is tried once, for a few seconds."""
    event_id, now = uuid.uuid4(), clock.now()
    event = OutboxEvent(
        event_id=event_id,
        subscription=subscription,
        type=EventType.PING,
        body=ping_payload(event_id, now),
        created_at=now,
        due_at=now,
        give_up_at=now,
        attempts=1,
    )
    outcome = attempts.send_event(subscription, event, http_client.PING_LIMITS)
    event.state = State.SENT if outcome.result is Result.RECEIVED else State.FAILED
    event.finished_at = clock.now()
    with write_transaction():
        event.save()
        attempts.attempt_of(event, outcome).save()
    return event
