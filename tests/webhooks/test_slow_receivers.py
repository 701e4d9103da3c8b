"""A slow receiver keeps its own worker busy, and nobody else's."""

import threading
from http.server import BaseHTTPRequestHandler

import pytest
from django.db import connection

from infra import clock
from tests.formedlare.api.conftest import Delivery
from tests.waiting import eventually
from tests.webhooks.conftest import Subscribe, move, states
from tests.webhooks.receiver import Receiver, running, status
from webhooks import delivery as webhook_delivery
from webhooks.models import OutboxEvent, Subscription


@pytest.mark.django_db(transaction=True)
def test_others_are_told_while_one_takes_its_time(
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
        at_the_slow_one = threading.Thread(target=_work, args=[first.pk])
        at_the_slow_one.start()
        eventually(lambda: receiver.got)

        assert webhook_delivery.work(first.pk) is False, "one worker at a time"
        webhook_delivery.work(second.pk)

        assert len(other.got) == 1
        let_go.set()
        at_the_slow_one.join()
    assert states() == ["sent", "sent"]


def _work(pk: int) -> None:
    webhook_delivery.work(pk)
    connection.close()


def test_slow_ones_leave_places_for_quick_ones(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver
) -> None:
    slow = [subscribe(receiver) for _ in range(webhook_delivery.AT_ONCE)]
    quick = subscribe(receiver)
    Subscription.objects.exclude(pk=quick.pk).update(average_ms=5_000)
    busy = [who.pk for who in slow[: webhook_delivery.AT_ONCE // 2]]
    Subscription.objects.filter(pk__in=busy).update(
        claimed_by="somebody", claimed_until=clock.now() + webhook_delivery.LEASE
    )
    move(delivery(), "failed")

    assert webhook_delivery.due()[0] == quick.pk
    for pk in webhook_delivery.due():
        webhook_delivery.work(pk)

    assert set(OutboxEvent.objects.filter(state="sent").values_list("subscription", flat=True)) == {quick.pk}


@pytest.mark.django_db(transaction=True)
def test_workers_that_race_send_each_event_once(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver
) -> None:
    who = subscribe(receiver)
    for _ in range(10):
        move(delivery(), "failed")
    start = threading.Barrier(4)

    def work() -> None:
        start.wait()
        _work(who.pk)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert len(receiver.got) == len({got.event["id"] for got in receiver.got}) == 10
