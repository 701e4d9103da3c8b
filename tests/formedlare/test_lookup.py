"""Letters that have just come in: FaR says where they go, or they wait for its answer."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from far.models import Account
from far.models import Sender as RegisteredSender
from formedlare import dispatch
from formedlare.models import AttemptOutcome, Lane, Leg
from tests import cast
from tests.relay import Relay, leg_of, work

Forward = Callable[[timedelta], None]
NOBODY = "https://localhost:9/webservice/accao/"


def look_up() -> None:
    dispatch.work_lane("lookup")


def test_a_letter_goes_to_the_lane_of_its_recipients_operator(relay: Relay) -> None:
    accepted = relay.distribute(cast.MARIA)

    look_up()

    leg = leg_of(accepted)
    supplier = Account.objects.get(recipient=cast.MARIA).supplier
    assert (leg.state, leg.lane, leg.operator) == ("looked_up", supplier.name, supplier.name)
    assert leg.address
    assert Lane.objects.filter(name=supplier.name).exists()


def test_letters_of_several_senders_are_looked_up_for_each(relay: Relay, kommun_b: cast.Sender) -> None:
    accepted = [relay.distribute(cast.MARIA), Relay(kommun_b).distribute(cast.MARIA)]

    look_up()

    assert {leg_of(item).state for item in accepted} == {"looked_up"}


def test_a_register_that_does_not_answer_lets_letters_wait_and_the_lane_counts_it(
    relay: Relay, settings: pytest.FixtureRequest
) -> None:
    accepted = relay.distribute(cast.MARIA)
    settings.REGISTER_URL = NOBODY  # type: ignore[attr-defined]  # settings have no types in tests

    look_up()

    event = leg_of(accepted).events.get()
    assert (event.state, event.outcome, event.operator) == ("waiting", AttemptOutcome.LOOKUP_FAILED, "FaR")
    assert (event.code, event.duration_ms is not None) == (4999, True)
    assert Lane.objects.get(name="lookup").failures == 1


def test_a_register_that_refuses_a_sender_has_answered_so_the_lane_is_well(relay: Relay) -> None:
    accepted = relay.distribute(cast.MARIA)
    RegisteredSender.objects.filter(organisation=accepted.sender).update(suspended=True)

    look_up()

    event = leg_of(accepted).events.get()
    assert (event.state, event.outcome) == ("waiting", AttemptOutcome.LOOKUP_FAILED)
    assert (event.code or 0) >= 5000
    assert Lane.objects.get(name="lookup").failures == 0


def test_a_lookup_that_failed_is_made_again(relay: Relay, settings: pytest.FixtureRequest, later: Forward) -> None:
    accepted = relay.distribute(cast.MARIA)
    known = settings.REGISTER_URL  # type: ignore[attr-defined]  # settings have no types in tests
    settings.REGISTER_URL = NOBODY  # type: ignore[attr-defined]  # settings have no types in tests
    look_up()
    settings.REGISTER_URL = known  # type: ignore[attr-defined]  # settings have no types in tests

    later(timedelta(minutes=10))
    work()

    assert leg_of(accepted).state == "delivered"
    assert set(Leg.objects.values_list("problem", flat=True)) != set()
