"""The queue's tasks and the sweeper: nothing is lost, nothing is sent twice, and in time it is forgotten."""

from datetime import timedelta

import pytest

from infra import clock
from tests.formedlare.api.conftest import Delivery
from tests.webhooks.conftest import Later, Subscribe, move, send_due, states
from tests.webhooks.receiver import Receiver
from webhooks import delivery as webhook_delivery
from webhooks import tasks
from webhooks.models import OutboxEvent


def test_killed_between_commit_and_sending_the_sweeper_sends_it(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(receiver)
    monkeypatch.setattr("webhooks.outbox._wakeups.add", lambda *_: None)
    asked = list[int]()
    monkeypatch.setattr(tasks, "_kick", asked.extend)
    move(delivery(), "failed")
    assert receiver.got == []

    tasks.sweep_webhooks()
    for pk in asked:
        tasks.send_webhooks(pk)

    assert len(receiver.got) == 1


def test_a_worker_that_died_while_sending_is_replaced_after_a_while(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(receiver)
    move(delivery(), "failed")
    with monkeypatch.context() as dying:
        dying.setattr(webhook_delivery, "_record", _die)
        dying.setattr(webhook_delivery, "_let_go", lambda _: None)
        with pytest.raises(SystemExit):
            send_due()
    assert len(receiver.got) == 1
    assert webhook_delivery.due() == [], "it may still be at work"

    later(webhook_delivery.LEASE + timedelta(seconds=1))
    send_due()

    assert [got.event["id"] for got in receiver.got] == [receiver.got[0].event["id"]] * 2
    assert states() == ["sent"]


def _die(*_: object) -> bool:
    raise SystemExit


def test_the_task_and_the_sweeper_find_nothing_to_do_twice(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver
) -> None:
    who = subscribe(receiver)
    move(delivery(), "failed")

    tasks.send_webhooks(who.pk)
    tasks.send_webhooks(who.pk)
    send_due()

    assert len(receiver.got) == 1


def test_what_was_received_is_forgotten_in_time_and_what_was_given_up_stays(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver, later: Later
) -> None:
    subscribe(receiver)
    move(delivery(), "failed")
    move(delivery(), "failed")
    send_due()
    OutboxEvent.objects.filter(pk=OutboxEvent.objects.earliest("pk").pk).update(state="failed")

    assert webhook_delivery.forget() == 0
    later(timedelta(hours=25))
    assert webhook_delivery.forget() == 1
    assert states() == ["failed"]
    assert clock.now() > OutboxEvent.objects.get().created_at
