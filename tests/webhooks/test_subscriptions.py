"""What the rest of the simulator calls to make, change, delete and ping subscriptions."""

import base64
import uuid
from datetime import timedelta

import pytest

from infra import clock
from infra.texts import Text
from tests.formedlare.api.conftest import Delivery
from tests.webhooks.conftest import Subscribe, move, send_due
from tests.webhooks.receiver import Receiver, status
from webhooks import subscriptions
from webhooks.models import SUBSCRIBABLE_EVENTS, Attempt, EventType, OutboxEvent, Subscription

URL = "https://receiver.example/hook"
DOWN = Text("nere", "down")


def _mark_down(subscription: Subscription) -> None:
    Subscription.objects.filter(pk=subscription.pk).update(
        failures=5, retry_at=clock.now() + timedelta(minutes=30), last_problem=DOWN
    )


@pytest.mark.django_db
def test_a_subscription_is_about_all_letters_and_events_unless_it_says_otherwise() -> None:
    made = subscriptions.create_subscription({"url": URL})

    assert (made.sender, made.active) == ("", True)
    assert made.events == [kind.value for kind in SUBSCRIBABLE_EVENTS]
    assert EventType.PING not in SUBSCRIBABLE_EVENTS
    assert len(base64.b64decode(made.secret.removeprefix("whsec_"))) == 32
    assert not made.last_problem


@pytest.mark.django_db
def test_given_values_are_kept() -> None:
    values = {"url": URL, "sender": "162021004748", "events": ["failed"], "secret": "s" * 16, "active": False}

    made = subscriptions.create_subscription(values)

    assert {name: getattr(made, name) for name in values} == values


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"url": "https://other.example/"}, {"active": False}, {"active": True}])
def test_a_new_address_or_a_switch_makes_a_receiver_count_as_up_again(change: dict[str, object]) -> None:
    made = subscriptions.create_subscription({"url": URL})
    _mark_down(made)

    changed = subscriptions.change_subscription(made, change)

    assert (changed.failures, changed.retry_at, bool(changed.last_problem)) == (0, None, False)


@pytest.mark.django_db
def test_another_choice_of_events_leaves_a_receiver_down() -> None:
    made = subscriptions.create_subscription({"url": URL})
    _mark_down(made)

    changed = subscriptions.change_subscription(made, {"events": ["failed"]})

    assert (changed.failures, changed.last_problem) == (5, DOWN)
    assert changed.retry_at is not None


def test_with_a_subscription_its_events_and_their_log_are_deleted(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver
) -> None:
    subscription = subscribe(receiver)
    move(delivery(), "failed")
    send_due()
    assert Attempt.objects.count() == 1

    subscriptions.delete_subscription(subscription)

    assert not Subscription.objects.exists()
    assert not OutboxEvent.objects.exists()
    assert not Attempt.objects.exists()


@pytest.mark.parametrize(("code", "state"), [(204, "sent"), (500, "failed"), (404, "failed")])
def test_a_ping_is_finished_at_once_and_kept_with_its_attempt(
    subscribe: Subscribe, receiver: Receiver, code: int, state: str
) -> None:
    receiver.answers.append(status(code))

    event = subscriptions.ping_subscription(subscribe(receiver))

    assert (event.type, event.state, event.attempts) == ("ping", state, 1)
    assert event.finished_at is not None
    assert event.log.get().status == code


def test_a_ping_to_a_receiver_that_is_down_does_not_count_against_it(
    subscribe: Subscribe, receiver: Receiver
) -> None:
    subscription = subscribe(receiver)
    receiver.answers.append(status(503))

    subscriptions.ping_subscription(subscription)

    subscription.refresh_from_db()
    assert (subscription.failures, subscription.retry_at) == (0, None)


@pytest.mark.django_db
def test_events_are_listed_a_page_at_a_time_newest_first_and_only_their_own() -> None:
    made, other = subscriptions.create_subscription({"url": URL}), subscriptions.create_subscription({"url": URL})
    first, second, third = [_store_event(made) for _ in range(3)]
    _store_event(other)

    page, key = subscriptions.list_events(made, 2)
    rest, end = subscriptions.list_events(made, 2, key)

    assert (page, rest, end) == ([third, second], [first], None)


@pytest.mark.django_db
def test_events_of_one_state_are_listed() -> None:
    made = subscriptions.create_subscription({"url": URL})
    _store_event(made)
    failed = _store_event(made, state="failed")

    assert subscriptions.list_events(made, 10, state="failed") == ([failed], None)


def _store_event(subscription: Subscription, state: str = "pending") -> OutboxEvent:
    now = clock.now()
    return OutboxEvent.objects.create(
        subscription=subscription,
        event_id=uuid.uuid4(),
        type=EventType.PING,
        state=state,
        body="{}",
        created_at=now,
        due_at=now,
        give_up_at=now,
        finished_at=now if state == "failed" else None,
    )
