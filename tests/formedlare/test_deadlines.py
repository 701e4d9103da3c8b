"""Letters past their deadline: they are given up with the last problem, and say whether they may have arrived."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from formedlare import dispatch, legs, retry
from formedlare.models import Leg
from infra import clock
from infra.errors import InternalError
from tests import cast
from tests.formedlare import stations
from tests.formedlare.stations import Stations
from tests.relay import Relay, leg_of, work

Forward = Callable[[timedelta], None]


def test_past_its_deadline_a_letter_is_given_up_with_the_last_problem(
    relay: Relay, network: Stations, later: Forward
) -> None:
    network.open("borta.example", stations.no_answer)
    network.move(cast.MARIA, "borta.example")
    accepted = relay.distribute(cast.MARIA)
    work()

    later(timedelta(days=2))
    work()

    leg = leg_of(accepted)
    assert leg.passed_over[0].channel == "mina_meddelanden"
    assert "connection refused" in leg.passed_over[0].reason.on_wire


BUSY = InternalError("Operatören är upptagen.", "The operator is busy.")


IN_DOUBT = "ett försök utan svar kan ändå ha kommit fram"


@pytest.mark.parametrize(
    ("answers", "is_in_doubt"),
    [
        ([stations.fault(BUSY), stations.fault(BUSY)], False),
        ([stations.never_reached, stations.never_reached], False),
        ([stations.no_answer, stations.fault(BUSY)], False),
        ([stations.times_out, stations.fault(BUSY)], True),
        ([stations.fault(BUSY), stations.times_out], True),
    ],
    ids=["faults", "refused connections", "unusable answers", "time-out first", "time-out last"],
)
def test_only_a_try_that_was_sent_and_not_answered_may_have_arrived(
    relay: Relay, network: Stations, later: Forward, answers: list[stations.Answer], is_in_doubt: bool
) -> None:
    station = network.open("tveksam.example", answers[0])
    network.move(cast.MARIA, station.name)
    accepted = relay.distribute(cast.MARIA)
    work()

    station.answers = answers[1]
    later(timedelta(days=2))
    work()

    reason = leg_of(accepted).passed_over[0].reason.on_wire
    assert (IN_DOUBT in reason) == is_in_doubt
    assert ".;" not in reason


def test_a_letter_given_up_before_a_paused_queue_says_the_latest_problem_once(
    relay: Relay, network: Stations, later: Forward
) -> None:
    network.open("pausad.example", stations.never_reached)
    network.move(cast.MARIA, "pausad.example")
    accepted = relay.distribute(cast.MARIA)
    work()
    leg = leg_of(accepted)
    retry.hold_back([leg], leg.problem)
    assert leg_of(accepted).reason.swedish.startswith("kön till operatören är pausad")

    Leg.objects.update(deadline=clock.now())
    dispatch.give_up_overdue()

    swedish, english = leg_of(accepted).passed_over[0].reason
    assert swedish.endswith("; senast: operatören svarar inte: tar inte emot anslutningar")
    assert english.endswith("; latest: the operator does not answer: takes no connections")
    assert (swedish.count("senast:"), english.count("latest:")) == (1, 1)


def test_a_try_that_was_cut_off_by_the_relays_own_death_may_have_arrived(
    relay: Relay, network: Stations, later: Forward
) -> None:
    network.open("dod.example", stations.fault(BUSY))
    network.move(cast.MARIA, "dod.example")
    accepted = relay.distribute(cast.MARIA)
    work()
    legs.move_legs([leg_of(accepted)], Leg.State.SENDING)

    later(timedelta(days=2))
    work()

    assert IN_DOUBT in leg_of(accepted).passed_over[0].reason.on_wire
