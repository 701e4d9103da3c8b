"""The tasks of the queue. The rows say which events are due: a task may run twice, or never."""

from collections.abc import Iterable
from typing import Final

from django.conf import settings

from infra.celery import app
from webhooks.events import outbox, retention
from webhooks.sending import delivery

EXPIRES: Final = 10
"""Seconds. A task that no worker has taken by then is not needed: the next sweep looks again."""


@app.task(name=outbox.SCHEDULE_TASK)
def queue_deliveries(subscription_ids: list[int]) -> None:
    """Events are new for these: queue a task for each of them, so that none waits for another."""
    wanted = set(subscription_ids)
    _queue_deliveries(pk for pk in delivery.due_subscriptions() if pk in wanted)


@app.task(name="webhooks.deliver")
def deliver_events(subscription_id: int) -> None:
    """Send the events that are due for one subscription."""
    if delivery.deliver_due(subscription_id):
        _queue_deliveries([subscription_id])


@app.task(name="webhooks.sweep")
def sweep_events() -> None:
    """Find the events that the queue forgot, give up those that waited too long, delete old ones."""
    retention.give_up_overdue()
    retention.delete_received()
    _queue_deliveries(delivery.due_subscriptions())


def _queue_deliveries(subscription_ids: Iterable[int]) -> None:
    for pk in subscription_ids:
        deliver_events.apply_async(args=(pk,), queue=settings.RELAY_QUEUE, expires=EXPIRES, retry=False)
