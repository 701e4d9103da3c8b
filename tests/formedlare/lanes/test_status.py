"""How a lane is doing: what waits in it, how many workers it may have, and when it is tried next."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from formedlare.lanes import status
from formedlare.models import Lane, Leg
from infra import clock
from infra.errors import NotFound
from infra.validation import InvalidValues
from tests.formedlare.api.conftest import Delivery, delivery

__all__ = ["delivery"]


@pytest.fixture
def lookup(db: None) -> Lane:
    return Lane.objects.create(name="lookup")


def test_lanes_come_by_name_with_what_waits(lookup: Lane, delivery: Delivery) -> None:
    Lane.objects.create(name="kivra.com")
    earlier = clock.now() - timedelta(hours=2)
    delivery(state="waiting", received_at=earlier)
    delivery(state="waiting")
    delivery(state="delivered")

    kivra, own = status.all_statuses()

    assert (kivra.lane.name, kivra.waiting, kivra.oldest_waiting_since) == ("kivra.com", 0, None)
    assert (own.lane.name, own.waiting, own.oldest_waiting_since) == ("lookup", 2, earlier)


def test_one_lane_is_found_by_its_name(lookup: Lane, delivery: Delivery) -> None:
    delivery(state="waiting")

    assert status.status_of("lookup").waiting == 1


def test_counting_costs_the_same_however_many_letters_wait(
    lookup: Lane, delivery: Delivery, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(20):
        delivery(state="waiting")

    with django_assert_num_queries(3):  # lanes, counts, and one row for the lane
        status.all_statuses()


@pytest.mark.parametrize("workers", [1, 9, 64])
def test_workers_are_changed_within_the_limits(lookup: Lane, workers: int) -> None:
    status.set_concurrency("lookup", workers)

    assert Lane.objects.get().concurrency == workers


@pytest.mark.parametrize("workers", [-1, 0, 65])
def test_workers_outside_the_limits_are_refused(lookup: Lane, workers: int) -> None:
    with pytest.raises(InvalidValues) as refused:
        status.set_concurrency("lookup", workers)

    [wrong] = refused.value.values
    assert wrong.path == ("concurrency",)
    assert wrong.text.swedish == "ska vara ett heltal från 1 till 64"
    assert Lane.objects.get().concurrency == lookup.concurrency


def test_a_lane_that_does_not_exist_is_refused_with_those_that_do(lookup: Lane) -> None:
    for ask in (status.status_of, status.reset_lane, lambda name: status.set_concurrency(name, 1)):
        with pytest.raises(NotFound) as refused:
            ask("kivra")
        assert refused.value.text.english == "There is no lane kivra. There are lookup."


def test_reset_closes_the_breaker(lookup: Lane) -> None:
    Lane.objects.update(breaker="open", failures=9, opened=4, retry_at=clock.now() + timedelta(hours=1))

    status.reset_lane("lookup")

    found = Lane.objects.get()
    assert (found.breaker, found.failures, found.retry_at) == ("closed", 0, None)


def waiting_leg(due_at: datetime, **more: object) -> Leg:
    return Leg(due_at=due_at, state="waiting", lane="lookup", **more)


def test_a_leg_is_tried_when_it_is_due() -> None:
    due = clock.now() + timedelta(minutes=1)

    assert status.next_try_at(waiting_leg(due), None) == due
    assert status.next_try_at(waiting_leg(due), Lane(name="lookup")) == due


@pytest.mark.parametrize("breaker", [Lane.Breaker.OPEN, Lane.Breaker.HALF_OPEN])
def test_a_leg_waits_for_its_lanes_breaker(breaker: str) -> None:
    due, later = clock.now(), clock.now() + timedelta(minutes=5)

    assert status.next_try_at(waiting_leg(due), Lane(breaker=breaker, retry_at=later)) == later
    assert status.next_try_at(waiting_leg(later), Lane(breaker=breaker, retry_at=due)) == later
    assert status.next_try_at(waiting_leg(due), Lane(breaker=breaker, retry_at=None)) == due


def test_a_finished_leg_has_no_next_try() -> None:
    now = clock.now()

    assert status.next_try_at(waiting_leg(now, finished_at=now), None) is None


@pytest.mark.parametrize("breaker", ["open", "half_open"])
def test_reset_lets_what_waits_be_tried_at_once(lookup: Lane, delivery: Delivery, breaker: str) -> None:
    delivery(state="waiting")
    Leg.objects.update(due_at=clock.now() + timedelta(hours=1))
    Lane.objects.update(breaker=breaker, retry_at=clock.now() + timedelta(hours=1))

    status.reset_lane("lookup")

    leg, lane = Leg.objects.get(), Lane.objects.get()
    assert status.next_try_at(leg, lane) == leg.due_at <= clock.now()


def test_a_finished_letter_waits_in_no_lane(lookup: Lane, delivery: Delivery) -> None:
    delivery(state="delivered")
    delivery(state="failed")

    found = status.status_of("lookup")

    assert (found.waiting, found.oldest_waiting_since) == (0, None)


def test_without_lanes_a_refusal_names_none(db: None) -> None:
    with pytest.raises(NotFound) as refused:
        status.status_of("lookup")

    assert refused.value.text.swedish == "Det finns ingen kö lookup. De som finns är -."
