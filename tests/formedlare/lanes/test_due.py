"""When the relay has something to do next, for testers who move the clock."""

from datetime import timedelta

from pytest_django.fixtures import DjangoAssertNumQueries

from formedlare.lanes.due import next_due
from formedlare.models import Leg
from infra import clock
from tests import cast
from tests.formedlare import stations
from tests.formedlare.stations import Stations
from tests.relay import Relay, leg_of, work


def test_an_empty_relay_has_nothing_to_do(relay: Relay) -> None:
    assert next_due() is None


def test_a_new_letter_is_due_now(relay: Relay) -> None:
    relay.distribute(cast.MARIA)
    work_needed = next_due()

    assert work_needed is not None
    assert work_needed <= clock.now()


def test_a_letter_that_waits_is_due_at_its_next_attempt(relay: Relay, network: Stations) -> None:
    network.open("down.example", stations.never_reached)
    network.move(cast.MARIA, "down.example")
    distribution = relay.distribute(cast.MARIA)
    work()

    assert next_due() == leg_of(distribution).due_at


def test_a_letter_that_is_delivered_needs_nothing_more(relay: Relay, network: Stations) -> None:
    network.open("up.example")
    network.move(cast.MARIA, "up.example")
    relay.distribute(cast.MARIA)
    work()

    assert next_due() is None


def test_a_deadline_is_due_when_it_comes_first(relay: Relay, network: Stations) -> None:
    network.open("down.example", stations.never_reached)
    network.move(cast.MARIA, "down.example")
    distribution = relay.distribute(cast.MARIA)
    work()
    soon = clock.now() + timedelta(seconds=1)
    Leg.objects.filter(pk=leg_of(distribution).pk).update(deadline=soon)

    assert next_due() == soon


def test_a_lane_that_is_left_alone_is_due_when_it_is_tried_again(
    relay: Relay, network: Stations, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    network.open("down.example", stations.never_reached)
    network.move(cast.MARIA, "down.example")
    for number in range(6):
        relay.distribute(cast.MARIA, correlation_id=str(number))
    work()

    with django_assert_max_num_queries(30):
        due = next_due()
    assert due is not None
    assert due > clock.now()
