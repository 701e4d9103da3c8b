"""Deliveries are found by everything that is known of them, newest first, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from formedlare.deliveries.search import MAX_LEGS_SHOWN, DeliveryFilter, find_deliveries
from formedlare.models import Distribution, Leg
from formedlare.models.outcome import Obstacle, PassedOver
from infra import clock
from infra.texts import Text
from tests import cast
from tests.formedlare.api.conftest import Delivery, delivery

__all__ = ["delivery"]


def found(limit: int = 50, before: int | None = None, **wanted: Any) -> Sequence[Distribution]:
    page = find_deliveries(DeliveryFilter(**wanted), limit, before)
    return [delivery.distribution for delivery in page.deliveries]


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        ({"sender": "162021003898"}, {"sender": "162021003898"}),
        ({"label": "körning 7"}, {"label": "körning 7"}),
        ({"trace": "f" * 32}, {"trace": "f" * 32}),
        ({"reference": "beslut 12"}, {"reference": "beslut 12"}),
        ({"correlation_id": "abc"}, {"correlation_id": "abc"}),
        ({"recipient": cast.ARVID}, {"recipient": cast.ARVID}),
        ({"state": "failed"}, {"state": "failed"}),
        ({"channel": "print"}, {"channel": "print"}),
        ({"operator": "kivra.com", "channel": "mina_meddelanden"}, {"operator": "kivra.com"}),
    ],
)
def test_a_delivery_is_found_by_what_is_known_of_it(
    delivery: Delivery, made: dict[str, Any], wanted: dict[str, Any]
) -> None:
    delivery()
    one = delivery(**made)

    assert list(found(**wanted)) == [one]


def test_a_failed_leg_is_found_by_the_channel_that_it_shows(delivery: Delivery) -> None:
    tried = [PassedOver(channel, Obstacle.OTHER.value, Text("nej", "no")) for channel in ("print", "email")]
    failed, waiting = delivery(state="failed", channel=""), delivery(state="waiting", channel="")
    Leg.objects.filter(distribution__in=[failed, waiting]).update(passed_over=tried)
    delivery(state="failed", channel="")

    assert failed.legs.get().last_channel == "email"
    assert list(found(channel="email")) == [failed]
    assert list(found(channel="email", state="failed", recipient=failed.legs.get().recipient)) == [failed]
    assert list(found(channel="print")) == []


def test_all_that_is_given_must_hold_of_the_same_leg(delivery: Delivery) -> None:
    both = delivery(cast.MARIA, state="failed")
    delivery(cast.MARIA)
    delivery(cast.ARVID, state="failed")
    split = delivery(cast.MARIA)
    Leg.objects.create(
        distribution=split,
        recipient=cast.ARVID,
        state="failed",
        due_at=clock.now(),
        deadline=clock.now(),
        received_at=clock.now(),
        finished_at=clock.now(),
    )

    assert list(found(recipient=cast.MARIA, state="failed")) == [both]


def test_times_are_from_this_moment_and_before_that_one(delivery: Delivery) -> None:
    now = clock.now()
    hours = [delivery(received_at=now - timedelta(hours=age)) for age in (3, 2, 1)]

    assert list(found(received_after=hours[1].received_at)) == [hours[2], hours[1]]
    assert list(found(received_before=hours[1].received_at)) == [hours[0]]


def test_a_long_text_is_told_from_another_with_the_same_beginning(delivery: Delivery) -> None:
    beginning = "r" * 300
    one = delivery(reference=f"{beginning}1")
    delivery(reference=f"{beginning}2")

    assert list(found(reference=f"{beginning}1")) == [one]


def test_unfinished_letters_are_found_by_their_lane(delivery: Delivery) -> None:
    waiting = delivery(state="waiting")
    delivery(state="delivered")

    assert list(found(lane="lookup")) == [waiting]


@pytest.mark.parametrize("nothing", [{}, {"sender": ""}, {"lane": None, "label": ""}])
def test_what_is_empty_narrows_nothing(delivery: Delivery, nothing: dict[str, Any]) -> None:
    made = [delivery(), delivery()]

    assert list(found(**nothing)) == made[::-1]


def test_pages_follow_one_another_without_gap_or_repetition(delivery: Delivery) -> None:
    made = [delivery() for _ in range(5)]

    first = find_deliveries(DeliveryFilter(), 2)
    second = find_deliveries(DeliveryFilter(), 2, first.next_cursor)
    third = find_deliveries(DeliveryFilter(), 2, second.next_cursor)

    shown = [*first.deliveries, *second.deliveries, *third.deliveries]
    assert [each.distribution for each in shown] == made[::-1]
    assert third.next_cursor is None


def test_each_delivery_shows_the_first_legs_that_match_and_counts_all(delivery: Delivery) -> None:
    one = delivery(cast.MARIA, state="delivered")
    now = clock.now()
    Leg.objects.bulk_create(
        Leg(
            distribution=one,
            recipient=f"1981010523{number:02}",
            state="received",
            lane="lookup",
            due_at=now,
            deadline=now,
            received_at=now,
        )
        for number in range(MAX_LEGS_SHOWN + 5)
    )

    [shown] = find_deliveries(DeliveryFilter(state="received"), 50).deliveries

    assert len(shown.legs) == MAX_LEGS_SHOWN
    assert shown.states == {"delivered": 1, "received": MAX_LEGS_SHOWN + 5}


def test_letters_with_more_matching_legs_than_are_listed_are_found_all_the_same(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formedlare.deliveries.search.MAX_LISTED", 2)
    made = [delivery(state="failed") for _ in range(4)]
    delivery(state="delivered")

    assert list(found(state="failed")) == made[::-1]
    assert list(found(2, made[2].pk, state="failed")) == [made[1], made[0]]


@pytest.mark.parametrize("limit", [1, 2, 50])
def test_a_page_costs_the_same_number_of_queries_however_long_it_is(
    delivery: Delivery, limit: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(5):
        delivery()

    with django_assert_num_queries(3):
        found(limit)


def test_what_is_given_is_told_by_name() -> None:
    wanted = DeliveryFilter(sender="162021004748", label="", state="failed")

    assert wanted.given == {"sender": "162021004748", "state": "failed"}
