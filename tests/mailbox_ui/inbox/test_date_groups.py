"""The headings of a list: days and weeks as people say them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbox_ui.inbox.date_groups import name_of_day, name_of_due_day

FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 11, 28), "I dag"),
        (FRIDAY, "I dag"),
        (date(2026, 11, 26), "I går"),
        (date(2026, 11, 25), "Den här veckan"),
        (date(2026, 11, 23), "Den här veckan"),
        (date(2026, 11, 22), "Förra veckan"),
        (date(2026, 11, 16), "Förra veckan"),
        (date(2026, 11, 15), "November"),
        (date(2026, 10, 31), "Oktober"),
        (date(2025, 11, 30), "November 2025"),
    ],
)
def test_a_day_has_a_name(day: date, name: str) -> None:
    assert name_of_day(day, FRIDAY) == name


def test_on_a_monday_yesterday_comes_before_last_week() -> None:
    monday = date(2026, 11, 23)

    assert [name_of_day(monday - timedelta(days=ago), monday) for ago in range(3)] == [
        "I dag",
        "I går",
        "Förra veckan",
    ]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 11, 26), "Har gått ut"),
        (FRIDAY, "I dag"),
        (date(2026, 11, 29), "Den här veckan"),
        (date(2026, 11, 30), "Nästa vecka"),
        (date(2026, 12, 7), "December"),
        (date(2027, 1, 7), "Januari 2027"),
    ],
)
def test_a_last_day_has_a_name(day: date, name: str) -> None:
    assert name_of_due_day(day, FRIDAY) == name


@given(today=st.dates(date(2000, 1, 1), date(2100, 1, 1)), ago=st.integers(0, 800))
def test_no_heading_comes_twice_in_a_list(today: date, ago: int) -> None:
    names = [name_of_day(today - timedelta(days=day), today) for day in range(ago)]
    changes = [name for before, name in zip(["", *names], names, strict=False) if name != before]

    assert len(changes) == len(set(changes))
