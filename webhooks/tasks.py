"""What the queue can ask. The rows say what there is to send: a task may run twice, or never."""

from typing import Final

from django.conf import settings

from infra.celery import app
from webhooks import delivery, outbox

SEND_TASK: Final = "webhooks.send"
EXPIRES: Final = 10
"""Seconds. A hint that nobody took by then is one of many: the next sweep looks again."""


@app.task(name=outbox.DUE_TASK)
def webhooks_due(subscriptions: list[int]) -> None:
    """Something is new for these: a turn for each of them, so that none waits for another."""
    wanted = set(subscriptions)
    _kick([pk for pk in delivery.due() if pk in wanted])


@app.task(name=SEND_TASK)
def send_webhooks(subscription: int) -> None:
    if delivery.work(subscription):
        _kick([subscription])


@app.task(name="webhooks.sweep")
def sweep_webhooks() -> None:
    delivery.give_up_overdue()
    delivery.forget()
    _kick(delivery.due())


def _kick(subscriptions: list[int]) -> None:
    for pk in subscriptions:
        app.send_task(SEND_TASK, args=[pk], queue=settings.RELAY_QUEUE, expires=EXPIRES, retry=False)
