"""Each receiver has one worker at a time; a slow one or a worker that hangs holds no other up."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler

import pytest
from django.db import connection

from infra import clock
from tests.formedlare.api.conftest import Delivery
from tests.waiting import eventually
from tests.webhooks.conftest import Later, Subscribe, move, send_due, states
from tests.webhooks.receiver import Receiver, running, status
from webhooks.models import OutboxEvent, Subscription
from webhooks.sending.attempts import LEASE
from webhooks.sending.delivery import MAX_RECEIVERS, deliver_due, due_subscriptions


@pytest.mark.django_db(transaction=True)
def test_other_receivers_get_their_events_while_one_takes_its_time(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver
) -> None:
    let_go = threading.Event()

    def slow(request: BaseHTTPRequestHandler) -> None:
        let_go.wait(20)
        status(204)(request)

    with running() as other:
        first, second = subscribe(receiver), subscribe(other)
        receiver.answers.append(slow)
        move(delivery(), "failed")
        at_the_slow_one = threading.Thread(target=_deliver, args=[first.pk])
        at_the_slow_one.start()
        eventually(lambda: receiver.got)

        assert deliver_due(first.pk) is False, "one worker at a time"
        deliver_due(second.pk)

        assert len(other.got) == 1
        let_go.set()
        at_the_slow_one.join()
    assert states() == ["sent", "sent"]


def _deliver(pk: int) -> None:
    deliver_due(pk)
    connection.close()


def test_slow_ones_leave_places_for_quick_ones(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver
) -> None:
    slow = [subscribe(receiver) for _ in range(MAX_RECEIVERS)]
    quick = subscribe(receiver)
    Subscription.objects.exclude(pk=quick.pk).update(average_ms=5_000)
    busy = [each.pk for each in slow[: MAX_RECEIVERS // 2]]
    Subscription.objects.filter(pk__in=busy).update(claimed_by="somebody", claimed_until=clock.now() + LEASE)
    move(delivery(), "failed")

    assert due_subscriptions()[0] == quick.pk
    for pk in due_subscriptions():
        deliver_due(pk)

    assert set(OutboxEvent.objects.filter(state="sent").values_list("subscription", flat=True)) == {quick.pk}


@pytest.mark.django_db(transaction=True)
def test_workers_that_race_send_each_event_once(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver
) -> None:
    subscription = subscribe(receiver)
    for _ in range(10):
        move(delivery(), "failed")
    start = threading.Barrier(4)

    def work() -> None:
        start.wait()
        _deliver(subscription.pk)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert len(receiver.got) == len({got.event["id"] for got in receiver.got}) == 10


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_hangs_is_replaced_when_its_lease_has_run_out_and_then_stops(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver, later: Later
) -> None:
    let_go = threading.Event()
    receiver.answers.append(lambda request: status(204)(request) if let_go.wait(20) else None)
    subscription = subscribe(receiver)
    move(delivery(), "failed")
    move(delivery("191212121212"), "failed")
    hanging = threading.Thread(target=_deliver, args=[subscription.pk])
    hanging.start()
    eventually(lambda: receiver.got)
    assert due_subscriptions() == [], "it may still be at work"

    later(LEASE + timedelta(seconds=1))
    deliver_due(subscription.pk)
    let_go.set()
    hanging.join()

    first, *others = [got.event["id"] for got in receiver.got]
    assert others[0] == first, "the event of the worker that hung is sent again, under the same id"
    assert len(others) == 2
    assert states() == ["sent", "sent"]


def test_a_lease_is_given_back_when_nothing_is_left_to_send(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver
) -> None:
    subscription = subscribe(receiver)
    move(delivery(), "failed")

    assert deliver_due(subscription.pk) is False

    subscription.refresh_from_db()
    assert (subscription.claimed_by, subscription.claimed_until) == ("", None)


def test_a_worker_leaves_a_receiver_after_its_time_although_more_is_due(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver
) -> None:
    subscription = subscribe(receiver)
    for _ in range(3):
        move(delivery(), "failed")
    receiver.answers.append(_slow_answer)

    assert deliver_due(subscription.pk, for_seconds=0.1) is True

    assert len(receiver.got) == 1


def _slow_answer(request: BaseHTTPRequestHandler) -> None:
    threading.Event().wait(0.2)
    status(204)(request)


def test_a_subscription_that_does_not_exist_or_is_paused_is_left(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver
) -> None:
    subscription = subscribe(receiver)
    move(delivery(), "failed")
    Subscription.objects.update(active=False)

    assert deliver_due(subscription.pk) is False
    assert deliver_due(subscription.pk + 1) is False
    send_due()

    assert receiver.got == []


def test_more_legs_than_are_read_at_once_are_all_sent(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver
) -> None:
    subscribe(receiver)
    for _ in range(25):
        move(delivery(), "failed")

    send_due()

    assert states() == ["sent"] * 25
