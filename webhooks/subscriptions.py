"""Make, change and try subscriptions."""

import uuid
from collections.abc import Mapping
from typing import Any, Final

from infra import clock
from infra.database.sqlite_write_lock import writing
from webhooks import delivery, http_client, outbox, signing
from webhooks.models import EventType, OutboxEvent, Subscription

SUBSCRIBABLE_EVENTS: Final = tuple(kind for kind in EventType if kind is not EventType.PING)
"""What a subscription can name; a trial is sent on request only."""


def create(values: Mapping[str, Any]) -> Subscription:
    """A new subscription. What `values` leave out: all senders, all events, a new secret."""
    everything = {"events": [kind.value for kind in SUBSCRIBABLE_EVENTS]}
    chosen = {"secret": signing.new_secret()} | everything | dict(values)
    with writing():
        made = Subscription.objects.create(created_at=clock.now(), **chosen)
    outbox.nobody.forget()
    return made


def change(who: Subscription, values: Mapping[str, Any]) -> Subscription:
    """Change it; with a new address it is not held to be down any more."""
    fresh = {"failures": 0, "retry_at": None, "last_problem": ""} if {"url", "active"} & values.keys() else {}
    with writing():
        Subscription.objects.filter(pk=who.pk).update(**values, **fresh)
    outbox.nobody.forget()
    outbox.tell([who.pk])
    who.refresh_from_db()
    return who


def ping(who: Subscription) -> OutboxEvent:
    """Send a trial now, whatever waits, and keep how it went. It is tried once, for a few seconds."""
    event_id, now = uuid.uuid4(), clock.now()
    event = OutboxEvent(
        event_id=event_id,
        subscription=who,
        type=EventType.PING,
        body=outbox.ping(event_id, now),
        created_at=now,
        due_at=now,
        give_up_at=now,
        attempts=1,
    )
    outcome = delivery.attempt(who, event, http_client.TRIAL)
    event.state = delivery.State.SENT if outcome.received else delivery.State.FAILED
    event.finished_at = clock.now()
    with writing():
        event.save()
        delivery.logged(event, outcome).save()
    return event
