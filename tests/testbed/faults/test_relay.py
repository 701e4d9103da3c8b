"""Rules that the relay's own calls meet: letters wait, are tried again, and are kept apart by run."""

from typing import Any

import pytest

from formedlare.lanes.breaker import FAILURES_THAT_OPEN
from formedlare.models import Distribution, Lane, Leg
from infra.hooks.disruptions import Break
from mailbox_operator.models import Message
from tests import cast
from tests.formedlare.stations import Stations
from tests.relay import Relay, leg_of, work
from tests.testbed.faults.conftest import MakeRule


def test_the_relay_waits_while_far_is_in_trouble(relay: Relay, make_rule: MakeRule) -> None:
    make_rule(at="far", operation="isReachable", fault={"code": 4999})

    distribution = relay.distribute(cast.MARIA)
    work()

    assert leg_of(distribution).state == Leg.State.WAITING


def test_the_relay_tries_again_after_the_faults(
    relay: Relay, network: Stations, make_rule: MakeRule, later: Any
) -> None:
    network.open("up.example")
    network.move(cast.MARIA, "up.example")
    make_rule(at="operator", who="up.example", fault={"code": 4999}, times=1)

    distribution = relay.distribute(cast.MARIA)
    work()
    assert leg_of(distribution).state == Leg.State.WAITING
    Leg.objects.update(due_at=leg_of(distribution).received_at)
    work()

    assert leg_of(distribution).state == Leg.State.DELIVERED


@pytest.mark.parametrize("breaks", ["close", "tls", "reset", "half", "garbage"])
def test_the_relay_meets_a_broken_connection(
    relay: Relay, network: Stations, make_rule: MakeRule, breaks: str
) -> None:
    station = network.open("up.example")
    network.move(cast.MARIA, "up.example")
    make_rule(**{"at": "operator", "who": "up.example", "break": breaks})

    distribution = relay.distribute(cast.MARIA)
    work()

    assert leg_of(distribution).state == Leg.State.WAITING
    assert bool(station.received) is not Break(breaks).comes_first


def test_an_own_operator_breaks_off_towards_the_relay(relay: Relay, make_rule: MakeRule) -> None:
    make_rule(**{"at": "operator", "who": "minmyndighetspost.se", "break": "reset", "times": 1})

    distribution = relay.distribute(cast.MARIA)
    work()

    assert leg_of(distribution).state == Leg.State.WAITING
    assert Message.objects.count() == 1


def try_often(relay: Relay, label: str) -> Distribution:
    """Hand the relay a letter, and let it try as often as opens a breaker."""
    distribution = relay.distribute(cast.MARIA)
    Distribution.objects.update(label=label)
    for _ in range(FAILURES_THAT_OPEN):
        work()
        Leg.objects.update(due_at=distribution.received_at)
    return distribution


IN_TROUBLE = pytest.mark.parametrize(
    ("place", "operation"), [("operator", "deliverSecure"), ("far", "isReachable")]
)


@IN_TROUBLE
def test_trouble_of_one_run_does_not_stop_the_letters_of_others(
    relay: Relay, make_rule: MakeRule, place: str, operation: str
) -> None:
    make_rule(at=place, operation=operation, run="one", fault={"code": 4999})
    unlucky = try_often(relay, "one")
    assert leg_of(unlucky).attempts == FAILURES_THAT_OPEN

    other = relay.distribute(cast.ARVID)
    work()

    assert leg_of(unlucky).state == Leg.State.WAITING
    assert leg_of(other).state == Leg.State.DELIVERED
    assert not Lane.objects.filter(failures__gt=0).exists()


@IN_TROUBLE
def test_trouble_for_all_pauses_the_lane(relay: Relay, make_rule: MakeRule, place: str, operation: str) -> None:
    make_rule(at=place, operation=operation, fault={"code": 4999})

    try_often(relay, "")

    assert Lane.objects.filter(breaker=Lane.Breaker.OPEN).exists()
