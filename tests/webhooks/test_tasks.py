"""The queue's tasks: they find what is due, may run twice, and may be lost."""

from collections.abc import Iterator

import pytest

from infra.celery import app
from tests.formedlare.api.conftest import Delivery
from tests.webhooks.conftest import Subscribe, move, states
from tests.webhooks.receiver import Receiver, running, status
from webhooks import tasks


@pytest.fixture(autouse=True)
def tasks_run_at_once() -> Iterator[None]:
    """Celery's own way to run without a queue."""
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


def test_the_sweeper_sends_what_the_queue_has_forgotten(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver
) -> None:
    subscribe(receiver)
    move(delivery(), "failed")
    assert receiver.got == []

    tasks.sweep_events()

    assert receiver.types == ["failed"]


def test_tasks_and_the_sweeper_find_nothing_to_do_twice(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver
) -> None:
    subscription = subscribe(receiver)
    move(delivery(), "failed")

    tasks.deliver_events(subscription.pk)
    tasks.deliver_events(subscription.pk)
    tasks.queue_deliveries([subscription.pk])
    tasks.sweep_events()

    assert len(receiver.got) == 1


def test_a_hint_starts_deliveries_for_the_subscriptions_that_it_names_and_no_others(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver
) -> None:
    with running() as other:
        named = subscribe(receiver)
        subscribe(other)
        move(delivery(), "failed")

        tasks.queue_deliveries([named.pk, named.pk + 1_000])

        assert (receiver.types, other.types) == (["failed"], [])


def test_one_receiver_that_is_down_does_not_stop_the_sweep_for_the_others(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver
) -> None:
    with running() as other:
        subscribe(receiver)
        subscribe(other)
        receiver.answers.append(status(503))
        move(delivery(), "failed")

        tasks.sweep_events()

        assert other.types == ["failed"]
    assert sorted(states()) == ["pending", "sent"]


def test_all_tasks_are_named_after_the_app() -> None:
    assert {name for name in app.tasks if "webhooks" in name} == {
        "webhooks.deliver",
        "webhooks.schedule",
        "webhooks.sweep",
    }
