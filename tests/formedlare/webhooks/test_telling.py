"""A subscriber is told once of each move, signed, in order, until it has answered."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from formedlare.printing.models import PrintLetter
from formedlare.printing.runs import print_queued
from formedlare.webhooks import outbox, tasks
from formedlare.webhooks.models import Attempt, OutboxEvent, Subscription
from formedlare.webhooks.sending import turns
from infra import clock
from tests import cast
from tests.formedlare.api.conftest import Api, Delivery
from tests.formedlare.conftest import Relay, work
from tests.formedlare.webhooks.conftest import Subscribe, move, send_due, states
from tests.formedlare.webhooks.receiver import Receiver, running, status

Later = Callable[[timedelta], None]


def test_a_letter_that_arrives_is_told_with_what_the_sender_knows_it_by(
    relay: Relay, subscribe: Subscribe, receiver: Receiver
) -> None:
    subscribe(receiver, sender="162021004748", events=["delivered"])
    sent = relay.distribute(cast.MARIA, correlation_id="c-1")
    work()

    send_due()

    [got] = receiver.got
    assert got.signed
    assert got.headers["X-MM-Event-Id"] == got.event["id"]
    assert got.headers["X-MM-Event-Type"] == got.event["type"] == "delivered"
    assert got.headers["Content-Type"] == "application/json"
    assert got.event["delivery"] == {
        "distribution_id": str(sent.distribution_id),
        "sender": "162021004748",
        "reference": "",
        "correlation_id": "c-1",
        "label": "",
        "trace": sent.trace,
    }
    leg = got.event["leg"]
    assert (leg["recipient"], leg["state"], leg["channel"]) == (cast.MARIA, "delivered", "mina_meddelanden")
    assert leg["operator"] == "minmyndighetspost.se"
    assert leg["trans_id"]
    assert "Beslut om förskoleplats" not in got.body.decode()


def test_one_event_is_written_per_move_and_subscription_that_wants_it(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver
) -> None:
    wants_all = subscribe(receiver)
    subscribe(receiver, events=["failed"])
    subscribe(receiver, sender="162021003898")
    subscribe(receiver, active=False)

    move(delivery(), "waiting", "sending", "waiting", "delivered")

    written = OutboxEvent.objects.order_by("pk")
    assert [(event.subscription_id, event.type) for event in written] == [
        (wants_all.pk, "waiting"),
        (wants_all.pk, "waiting"),
        (wants_all.pk, "delivered"),
    ]


def test_a_letter_that_goes_on_paper_is_told_of_once_when_that_was_chosen(
    relay: Relay, subscribe: Subscribe, receiver: Receiver
) -> None:
    subscribe(receiver)
    relay.distribute(cast.TOLVAN, relay.sender.text(enclosures=[]))

    work()
    assert PrintLetter.objects.exists()
    assert list(OutboxEvent.objects.values_list("type", flat=True)) == ["rerouted"]

    print_queued()
    assert list(OutboxEvent.objects.order_by("pk").values_list("type", flat=True)) == ["rerouted", "printed"]


def test_each_further_channel_is_told_of(delivery: Delivery, subscribe: Subscribe, receiver: Receiver) -> None:
    subscribe(receiver, events=["rerouted"])

    letter = delivery()
    for channel in ("email", "print"):
        move(letter, "rerouted", channel=channel)
        move(letter, "waiting", "rerouted")

    told = [json.loads(event.body)["leg"]["channel"] for event in OutboxEvent.objects.order_by("pk")]
    assert told == ["email", "print"]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_told_of_a_move_that_is_rolled_back(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver
) -> None:
    subscribe(receiver)
    letter = delivery()

    def move_and_think_better() -> None:
        with transaction.atomic():
            move(letter, "failed")
            assert OutboxEvent.objects.count() == 1
            raise RuntimeError

    with pytest.raises(RuntimeError):
        move_and_think_better()

    send_due()
    assert OutboxEvent.objects.count() == 0
    assert receiver.got == []
    assert letter.legs.get().state == "received"


def test_without_subscriptions_a_move_costs_one_query_a_second(delivery: Delivery) -> None:
    letters = [delivery() for _ in range(3)]

    def queries(letter: Any) -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            move(letter, "failed")
        return sum("subscription" in query["sql"] for query in seen.captured_queries)

    assert [queries(letter) for letter in letters] == [1, 0, 0]


def test_a_new_subscription_is_heard_of_at_once_where_it_was_made(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver
) -> None:
    move(delivery(), "failed")
    assert outbox.nobody
    subscribe(receiver)

    move(delivery(), "failed")

    assert OutboxEvent.objects.count() == 1


@pytest.mark.parametrize("first", [status(500, b"oops"), status(503), status(429), status(404), status(400)])
def test_an_answer_that_is_no_yes_is_asked_for_again_later(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver, later: Later, first: Any
) -> None:
    subscribe(receiver)
    receiver.answers.append(first)
    move(delivery(), "failed")

    send_due(rounds=3)
    assert len(receiver.got) == 1, "not before the pause is over"
    later(timedelta(seconds=3))
    send_due()

    assert [got.body for got in receiver.got] == [receiver.got[0].body] * 2
    assert receiver.got[0].event["id"] == receiver.got[1].event["id"]
    assert states() == ["sent"]
    refusal, success = Attempt.objects.all()
    assert (refusal.status, success.status, success.error) == (receiver_status(first), 204, "")
    assert "inte 2xx | the receiver answered" in refusal.error


def receiver_status(answer: Any) -> Any:
    return answer.__closure__[1].cell_contents


def test_pauses_grow_and_after_a_day_it_is_given_up_but_stays_and_can_be_replayed(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver, later: Later, api: Any
) -> None:
    who = subscribe(receiver)
    receiver.answers.extend([status(500)] * 1000)
    move(delivery(), "failed")
    for _ in range(80):
        send_due()
        turns.give_up_overdue()
        later(timedelta(minutes=20))

    assert states() == ["failed"]
    assert 15 < len(receiver.got) < 80
    receiver.answers.clear()
    assert api.done("POST", f"webhooks/{who.subscription_id}/replay") == {"replayed": 1}
    send_due()
    later(timedelta(hours=1))
    send_due()
    assert states() == ["sent"]
    assert len({got.event["id"] for got in receiver.got}) == 1


def test_old_trials_are_not_replayed_with_what_was_given_up(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver, api: Api
) -> None:
    hook = subscribe(receiver)
    receiver.answers.append(status(500))
    api.done("POST", f"webhooks/{hook.subscription_id}/ping")
    move(delivery(), "failed", channel="")
    OutboxEvent.objects.update(state="failed")

    replayed = api.done("POST", f"webhooks/{hook.subscription_id}/replay")
    send_due()

    assert replayed == {"replayed": 1}
    assert receiver.types == ["ping", "failed"]


def test_a_receiver_that_is_away_is_found_again_and_loses_nothing(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver, later: Later
) -> None:
    with running() as gone:
        subscribe(gone)
        port, secret = gone.port, gone.secret
    move(delivery(), "failed")
    move(delivery(), "failed")
    send_due()
    assert Attempt.objects.count() == 1, "the second would fare the same"
    assert "inget svar" in Attempt.objects.get().error
    assert "refused" in Subscription.objects.get().last_problem

    with running(port) as back:
        back.secret = secret
        later(timedelta(seconds=3))
        send_due(rounds=2)

        assert len(back.got) == 2
        assert all(got.signed for got in back.got)
    assert states() == ["sent", "sent"]
    assert Subscription.objects.get().failures == 0


def test_a_receiver_that_is_back_and_says_no_is_not_asked_again_at_once(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver, later: Later
) -> None:
    subscribe(receiver)
    receiver.answers.extend([status(503), status(403), status(403)])
    move(delivery(), "failed")
    send_due()
    later(timedelta(seconds=3))

    send_due(rounds=3)

    assert [attempt.status for attempt in Attempt.objects.all()] == [503, 403]


def test_what_happens_to_a_leg_is_told_in_the_order_it_happened(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver, later: Later
) -> None:
    subscribe(receiver)
    receiver.answers.append(status(422))
    troubled, other = delivery(), delivery("191212121212")
    move(troubled, "waiting", "failed")
    move(other, "waiting")

    send_due()
    assert receiver.types == ["waiting", "waiting"], "the failure waits for its forerunner, the other leg does not"
    later(timedelta(seconds=3))
    send_due()

    assert receiver.types == ["waiting", "waiting", "waiting", "failed"]
    assert states() == ["sent"] * 3


def test_killed_between_commit_and_sending_the_sweeper_sends_it(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(receiver)
    monkeypatch.setattr("formedlare.webhooks.outbox._hints.add", lambda *_: None)
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
        dying.setattr(turns, "_record", _die)
        dying.setattr(turns, "_let_go", lambda _: None)
        with pytest.raises(SystemExit):
            send_due()
    assert len(receiver.got) == 1
    assert turns.due() == [], "it may still be at work"

    later(turns.LEASE + timedelta(seconds=1))
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

    assert turns.forget() == 0
    later(timedelta(hours=25))
    assert turns.forget() == 1
    assert states() == ["failed"]
    assert clock.now() > OutboxEvent.objects.get().created_at
