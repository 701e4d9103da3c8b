"""A subscriber gets one event for each move that it asks for, signed and in order."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from print_supplier.models import PrintLetter
from print_supplier.runs import print_queued
from tests import cast
from tests.formedlare.api.conftest import Delivery
from tests.relay import Relay, work
from tests.webhooks.conftest import Later, Subscribe, move, send_due, states
from tests.webhooks.receiver import Receiver, status
from webhooks.events import outbox
from webhooks.models import OutboxEvent


def test_the_event_of_a_letter_that_arrives_holds_what_the_sender_knows_it_by(
    relay: Relay, subscribe: Subscribe, receiver: Receiver
) -> None:
    subscribe(receiver, sender="162021004748", events=["delivered"])
    sent = relay.distribute(cast.MARIA, correlation_id="c-1")
    work()

    send_due()

    [got] = receiver.got
    assert got.signed
    assert got.headers["webhook-id"] == got.headers["X-MM-Event-Id"] == got.event["id"]
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


def test_a_letter_that_goes_on_paper_is_reported_once_when_that_was_chosen(
    relay: Relay, subscribe: Subscribe, receiver: Receiver
) -> None:
    subscribe(receiver)
    relay.distribute(cast.TOLVAN, relay.sender.text(attachments=[]))

    work()
    assert PrintLetter.objects.exists()
    assert list(OutboxEvent.objects.values_list("type", flat=True)) == ["rerouted"]

    print_queued()
    assert list(OutboxEvent.objects.order_by("pk").values_list("type", flat=True)) == ["rerouted", "printed"]


def test_each_further_channel_is_reported(delivery: Delivery, subscribe: Subscribe, receiver: Receiver) -> None:
    subscribe(receiver, events=["rerouted"])

    letter = delivery()
    for channel in ("email", "print"):
        move(letter, "rerouted", channel=channel)
        move(letter, "waiting", "rerouted")

    channels = [json.loads(event.body)["leg"]["channel"] for event in OutboxEvent.objects.order_by("pk")]
    assert channels == ["email", "print"]


@pytest.mark.django_db(transaction=True)
def test_a_move_that_is_rolled_back_leaves_no_event(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver
) -> None:
    subscribe(receiver)
    letter = delivery()

    def move_and_fail() -> None:
        with transaction.atomic():
            move(letter, "failed")
            assert OutboxEvent.objects.count() == 1
            raise RuntimeError

    with pytest.raises(RuntimeError):
        move_and_fail()

    send_due()
    assert OutboxEvent.objects.count() == 0
    assert receiver.got == []
    assert letter.legs.get().state == "received"


def test_without_subscriptions_a_move_costs_one_query_a_second(delivery: Delivery) -> None:
    letters = [delivery() for _ in range(3)]

    def queries(letter: Any) -> int:
        with CaptureQueriesContext(connection) as seen:
            move(letter, "failed")
        return sum("subscription" in query["sql"] for query in seen.captured_queries)

    assert [queries(letter) for letter in letters] == [1, 0, 0]


def test_a_new_subscription_is_noticed_at_once_by_the_process_that_made_it(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver
) -> None:
    move(delivery(), "failed")
    assert outbox.no_subscriptions.is_valid
    subscribe(receiver)

    move(delivery(), "failed")

    assert OutboxEvent.objects.count() == 1


def test_the_events_of_a_leg_are_sent_in_the_order_in_which_they_happened(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver, later: Later
) -> None:
    subscribe(receiver)
    receiver.answers.append(status(422))
    troubled, other = delivery(), delivery("191212121212")
    move(troubled, "waiting", "failed")
    move(other, "waiting")

    send_due()
    assert receiver.types == ["waiting", "waiting"], "a failure waits for the event before it"
    later(timedelta(seconds=3))
    send_due()

    assert receiver.types == ["waiting", "waiting", "waiting", "failed"]
    assert states() == ["sent"] * 3
