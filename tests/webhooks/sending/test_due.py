"""When webhooks have something to do next, for testers who move the clock."""

from datetime import timedelta

import pytest

from infra import clock
from webhooks.models import OutboxEvent, Subscription
from webhooks.sending.due import next_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> OutboxEvent:
    now = clock.now()
    subscription = Subscription.objects.create(
        url="http://127.0.0.1:9/hook", secret="whsec_c2VjcmV0", events=["ping"], created_at=now
    )
    return OutboxEvent.objects.create(
        subscription=subscription,
        type="ping",
        body="{}",
        created_at=now,
        due_at=now + timedelta(minutes=5),
        give_up_at=now + timedelta(days=1),
    )


def test_without_events_there_is_nothing_to_do() -> None:
    assert next_due() is None


def test_an_event_that_waits_is_due_at_its_time(event: OutboxEvent) -> None:
    assert next_due() == event.due_at


def test_an_event_whose_time_has_come_is_due_now(event: OutboxEvent) -> None:
    OutboxEvent.objects.update(due_at=clock.now())
    due = next_due()

    assert due is not None
    assert due <= clock.now()


def test_a_receiver_that_is_left_alone_is_called_when_that_ends(event: OutboxEvent) -> None:
    retry_at = clock.now() + timedelta(minutes=30)
    Subscription.objects.update(retry_at=retry_at, failures=3)

    assert next_due() == retry_at


def test_a_subscription_that_is_paused_has_nothing_to_do(event: OutboxEvent) -> None:
    Subscription.objects.update(active=False)

    assert next_due() is None


def test_an_event_that_is_sent_needs_nothing_more(event: OutboxEvent) -> None:
    OutboxEvent.objects.update(state=OutboxEvent.State.SENT, finished_at=clock.now())

    assert next_due() is None
