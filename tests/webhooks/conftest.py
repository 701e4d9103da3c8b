"""A receiver that is a real HTTP server, and letters that move."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from formedlare import legs
from formedlare.models import Distribution, Leg
from tests.formedlare.api.conftest import Api, api, delivery
from tests.webhooks.receiver import Receiver, running
from webhooks.events import outbox
from webhooks.models import OutboxEvent, Subscription
from webhooks.sending.delivery import deliver_due, due_subscriptions

__all__ = ["api", "delivery"]

Subscribe = Callable[..., Subscription]
Later = Callable[[timedelta], None]


@pytest.fixture(autouse=True)
def subscriptions_are_read_anew() -> Iterator[None]:
    """What was remembered of one test's subscriptions is not true in the next."""
    outbox.no_subscriptions.clear()
    yield
    outbox.no_subscriptions.clear()


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    with running() as receiver:
        settings.WEBHOOK_ALLOWED = ["127.0.0.0/8"]
        yield receiver


@pytest.fixture
def subscribe(api: Api) -> Subscribe:
    def made(receiver: Receiver, **choices: Any) -> Subscription:
        answer = api.done("POST", "webhooks", {"url": receiver.url, **choices})
        receiver.secret = answer["secret"]
        return Subscription.objects.get(subscription_id=answer["subscription_id"])

    return made


def move(of: Distribution, *states: str, **changes: Any) -> None:
    """Take the delivery's legs through these states, as the relay does."""
    for state in states:
        legs.move_legs(list(of.legs.select_related("distribution")), Leg.State(state), **changes)


def send_due(rounds: int = 1) -> None:
    """What the queue's tasks do."""
    for _ in range(rounds):
        for pk in due_subscriptions():
            deliver_due(pk)


def states() -> list[str]:
    return list(OutboxEvent.objects.order_by("pk").values_list("state", flat=True))
