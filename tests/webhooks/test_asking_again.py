"""A receiver that does not say yes is asked again until it has answered, or until it is given up."""

from datetime import timedelta
from typing import Any

import pytest

from tests.formedlare.api.conftest import Api, Delivery
from tests.webhooks.conftest import Later, Subscribe, move, send_due, states
from tests.webhooks.receiver import Receiver, running, status
from webhooks import delivery as webhook_delivery
from webhooks.models import Attempt, OutboxEvent, Subscription


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
        webhook_delivery.give_up_overdue()
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
