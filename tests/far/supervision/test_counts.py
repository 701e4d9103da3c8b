"""Counts per actor, operation and day, as they are read."""

from datetime import date, timedelta

import pytest

from far.models import CallCount
from far.supervision.counts import (
    CountFilter,
    CountGroup,
    DayTotal,
    Total,
    count_by_day,
    find_counts,
    group_of,
    known_actors,
    known_operations,
    total_counts,
)
from far.supervision.files import counts_as_csv

pytestmark = pytest.mark.django_db

A, B = "162021004748", "162021003898"
MONDAY = date(2026, 11, 23)
TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)


@pytest.fixture(autouse=True)
def _some_counts() -> None:
    rows = [
        (MONDAY, A, "Recipient/v3", "isReachable", 0, 10, 1_000),
        (MONDAY, A, "Recipient/v3", "isReachable", 5001, 2, 0),
        (TUESDAY, A, "Recipient/v3", "isReachable", 0, 5, 5),
        (TUESDAY, B, "Service/v3", "deliverSecure", 0, 7, 7),
        (WEDNESDAY, B, "Recipient/v3", "register", 0, 1, 1),
    ]
    names = ("day", "actor", "service", "operation", "code", "calls", "subjects")
    CallCount.objects.bulk_create(CallCount(**dict(zip(names, row, strict=True))) for row in rows)


def test_totals_add_up_the_days_and_say_how_many_were_refused() -> None:
    assert total_counts(CountFilter()) == [
        Total(A, "Recipient/v3", "isReachable", 17, 1_005, 2),
        Total(B, "Service/v3", "deliverSecure", 7, 7, 0),
        Total(B, "Recipient/v3", "register", 1, 1, 0),
    ]


@pytest.mark.parametrize(
    ("wanted", "calls"),
    [
        (CountFilter(since=TUESDAY), [7, 5, 1]),
        (CountFilter(until=TUESDAY), [12]),
        (CountFilter(since=TUESDAY, until=WEDNESDAY), [7, 5]),
        (CountFilter(actor=A), [17]),
        (CountFilter(operation="register"), [1]),
        (CountFilter(actor=A, operation="register"), []),
    ],
)
def test_totals_of_a_period_an_actor_or_an_operation(wanted: CountFilter, calls: list[int]) -> None:
    assert [total.calls for total in total_counts(wanted)] == calls


def test_answered_calls_are_counted_by_day_and_what_they_are_for() -> None:
    assert count_by_day(CountFilter()) == [
        DayTotal(MONDAY, CountGroup.LOOKUP, 10, 1_000),
        DayTotal(TUESDAY, CountGroup.DELIVERY, 7, 7),
        DayTotal(TUESDAY, CountGroup.LOOKUP, 5, 5),
        DayTotal(WEDNESDAY, CountGroup.CHANGE, 1, 1),
    ]


@pytest.mark.parametrize(
    ("service", "operation", "group"),
    [
        ("Recipient/v3", "isRegistered", CountGroup.LOOKUP),
        ("Authority", "getSenders", CountGroup.LOOKUP),
        ("Recipient/v2", "storeAccountPreferences", CountGroup.CHANGE),
        ("Consent", "accept", CountGroup.CHANGE),
        ("Service/v3", "notify", CountGroup.DELIVERY),
        ("Message/v3", "distributeSecure", CountGroup.HANDOVER),
        ("Notification/v3", "distribute", CountGroup.HANDOVER),
        ("Message/v3", "checkDistributionStatus", CountGroup.LOOKUP),
        ("Service", "flagRemovedAccounts", CountGroup.CALLBACK),
        ("Service", "getUnusedMailboxes", CountGroup.CALLBACK),
    ],
)
def test_an_operation_is_a_question_a_change_or_carries_letters(
    service: str, operation: str, group: CountGroup
) -> None:
    assert group_of(service, operation) is group


def test_pages_of_counts_have_each_row_once_the_latest_day_first() -> None:
    seen: list[CallCount] = []
    cursor: int | None = None
    while True:
        rows, cursor = find_counts(CountFilter(), 2, cursor)
        seen += rows
        if cursor is None:
            break

    assert [row.day for row in seen] == [WEDNESDAY, TUESDAY, TUESDAY, MONDAY, MONDAY]
    assert len({row.pk for row in seen}) == 5


def test_a_cursor_of_a_row_that_is_gone_gives_what_is_behind_it() -> None:
    last = CallCount.objects.latest("pk").pk

    assert len(find_counts(CountFilter(), 10, last + 1)[0]) == 5


def test_the_file_has_a_line_for_each_day_actor_operation_and_outcome() -> None:
    heading, *lines = "".join(counts_as_csv(CountFilter(actor=A))).splitlines()

    assert heading.endswith("day;actor;service;operation;code;calls;subjects")
    assert lines[0] == f"2026-11-23;{A};Recipient/v3;isReachable;0;10;1000"
    assert len(lines) == 3


def test_the_actors_and_operations_that_there_are_can_be_chosen_among() -> None:
    assert list(known_actors()) == sorted([A, B])
    assert list(known_operations()) == ["deliverSecure", "isReachable", "register"]
