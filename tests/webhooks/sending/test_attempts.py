"""An event that was not received is sent again, with growing pauses, until it is or has waited too long."""

from datetime import timedelta
from typing import Any

import pytest

from tests.formedlare.api.conftest import Api, Delivery
from tests.webhooks.conftest import Later, Subscribe, move, send_due, states
from tests.webhooks.receiver import Receiver, running, status
from webhooks.events.retention import give_up_overdue
from webhooks.models import Attempt, OutboxEvent, Result, Subscription
from webhooks.sending.http_client import NOT_2XX


@pytest.mark.parametrize("first", [status(500, b"oops"), status(503), status(429), status(404), status(400)])
def test_an_event_that_is_not_taken_is_sent_again_later(
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
    assert (refusal.status, success.status) == (receiver_status(first), 204)
    assert refusal.error == NOT_2XX.format(status=refusal.status)
    assert not success.error


def receiver_status(answer: Any) -> Any:
    return answer.__closure__[1].cell_contents


def test_pauses_grow_and_after_a_day_an_event_is_given_up_but_stays_and_can_be_replayed(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver, later: Later, api: Any
) -> None:
    subscription = subscribe(receiver)
    receiver.answers.extend([status(500)] * 1000)
    move(delivery(), "failed")
    for _ in range(80):
        send_due()
        give_up_overdue()
        later(timedelta(minutes=20))

    assert states() == ["failed"]
    assert 15 < len(receiver.got) < 80
    receiver.answers.clear()
    assert api.done("POST", f"webhooks/{subscription.subscription_id}/replay") == {"replayed": 1}
    send_due()
    later(timedelta(hours=1))
    send_due()
    assert states() == ["sent"]
    assert len({got.event["id"] for got in receiver.got}) == 1


def test_old_pings_are_not_replayed_with_the_events_that_were_given_up(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver, api: Api
) -> None:
    subscription = subscribe(receiver)
    receiver.answers.append(status(500))
    api.done("POST", f"webhooks/{subscription.subscription_id}/ping")
    move(delivery(), "failed", channel="")
    OutboxEvent.objects.update(state="failed")

    replayed = api.done("POST", f"webhooks/{subscription.subscription_id}/replay")
    send_due()

    assert replayed == {"replayed": 1}
    assert receiver.types == ["ping", "failed"]


def test_a_receiver_that_was_away_gets_every_event_when_it_is_back(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver, later: Later
) -> None:
    with running() as gone:
        subscribe(gone)
        port, secret = gone.port, gone.secret
    move(delivery(), "failed")
    move(delivery(), "failed")
    send_due()
    assert Attempt.objects.count() == 1, "the second would fare the same"
    assert Attempt.objects.get().error.swedish.startswith("inget svar")
    assert "refused" in Subscription.objects.get().last_problem.english

    with running(port) as back:
        back.secret = secret
        later(timedelta(seconds=3))
        send_due(rounds=2)

        assert len(back.got) == 2
        assert all(got.signed for got in back.got)
    assert states() == ["sent", "sent"]
    assert Subscription.objects.get().failures == 0


def test_an_event_that_a_receiver_refuses_when_it_is_back_waits_for_its_pause(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver, later: Later
) -> None:
    subscribe(receiver)
    receiver.answers.extend([status(503), status(403), status(403)])
    move(delivery(), "failed")
    send_due()
    later(timedelta(seconds=3))

    send_due(rounds=3)

    assert [attempt.status for attempt in Attempt.objects.all()] == [503, 403]


def test_an_event_that_cannot_be_sent_is_recorded_as_a_failed_attempt_and_the_others_go_on(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver, later: Later
) -> None:
    subscribe(receiver)
    move(delivery(), "failed")
    move(delivery("191212121212"), "failed")
    bad = OutboxEvent.objects.earliest("pk")
    OutboxEvent.objects.filter(pk=bad.pk).update(type="a\nb")

    send_due()

    assert states() == ["pending", "sent"]
    [attempt] = Attempt.objects.filter(event=bad)
    assert (attempt.status, attempt.result) == (None, Result.NOT_SENT)
    assert "kunde inte sändas (ValueError)" in attempt.error.swedish
    assert "could not be sent (ValueError)" in attempt.error.english
    assert Subscription.objects.get().failures == 0, "the receiver is not to blame"


def test_an_event_that_can_never_be_sent_is_given_up_after_a_day(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver, later: Later
) -> None:
    subscribe(receiver)
    move(delivery(), "failed")
    OutboxEvent.objects.update(type="a\nb")
    send_due()
    later(timedelta(hours=25))

    send_due()

    assert states() == ["failed"]
    assert Attempt.objects.count() == 2


def test_a_subscription_that_cannot_be_read_stops_neither_the_letter_nor_other_subscriptions(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver
) -> None:
    broken = subscribe(receiver)
    Subscription.objects.filter(pk=broken.pk).update(events=5)
    subscribe(receiver)
    letter = delivery()

    move(letter, "failed")
    send_due()

    assert letter.legs.get().state == "failed"
    assert receiver.types == ["failed"]


def test_the_average_answer_time_and_the_last_success_are_kept(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver
) -> None:
    subscription = subscribe(receiver)
    Subscription.objects.update(average_ms=5_000)
    move(delivery(), "failed")

    send_due()

    subscription.refresh_from_db()
    assert subscription.average_ms < 5_000
    assert subscription.last_success_at is not None
    assert subscription.last_success_at >= Attempt.objects.get().at
    assert not subscription.last_problem
