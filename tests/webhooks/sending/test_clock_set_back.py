"""A clock that is set back keeps no subscriber waiting for what the clock said before."""

from datetime import timedelta

from infra import clock
from tests.formedlare.api.conftest import Delivery
from tests.webhooks.conftest import Later, Subscribe, move, send_due, states
from tests.webhooks.receiver import Receiver, status
from webhooks.models import Subscription


def test_a_lease_given_before_the_clock_was_set_back_has_run_out(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver, later: Later
) -> None:
    subscribe(receiver)
    Subscription.objects.update(claimed_by="died", claimed_until=clock.now() + timedelta(minutes=1))
    later(timedelta(days=-1))
    move(delivery(), "failed")

    send_due()

    assert receiver.types == ["failed"]


def test_a_pause_given_before_the_clock_was_set_back_is_over(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver, later: Later
) -> None:
    subscribe(receiver)
    receiver.answers.append(status(503))
    move(delivery(), "failed")
    send_due()
    later(timedelta(days=-1))

    send_due()

    assert receiver.types == ["failed", "failed"]
    assert states() == ["sent"]


def test_leases_given_before_the_clock_was_set_back_take_no_place(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver, later: Later
) -> None:
    for _ in range(20):
        subscribe(receiver, active=False)
    Subscription.objects.update(claimed_by="died", claimed_until=clock.now() + timedelta(minutes=1))
    later(timedelta(days=-1))
    subscribe(receiver)
    move(delivery(), "failed")

    send_due()

    assert receiver.types == ["failed"]
