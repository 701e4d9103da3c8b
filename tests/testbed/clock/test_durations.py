"""Durations in ISO 8601: read exactly, by the calendar, and nothing else is taken for one."""

from datetime import UTC, datetime, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from testbed.clock.durations import moment_after, parse_duration

NOON = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)


def after(written: str, moment: datetime = NOON) -> datetime | None:
    duration = parse_duration(written)
    assert duration is not None, written
    return moment_after(moment, duration)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("P1D", datetime(2026, 2, 1, 12, 0, tzinfo=UTC)),
        ("PT90M", datetime(2026, 1, 31, 13, 30, tzinfo=UTC)),
        ("P2W", datetime(2026, 2, 14, 12, 0, tzinfo=UTC)),
        ("P1Y", datetime(2027, 1, 31, 12, 0, tzinfo=UTC)),
        ("P1M", datetime(2026, 2, 28, 12, 0, tzinfo=UTC)),
        ("P1M1D", datetime(2026, 3, 1, 12, 0, tzinfo=UTC)),
        ("PT0.5S", datetime(2026, 1, 31, 12, 0, 0, 500_000, tzinfo=UTC)),
        ("PT1,25S", datetime(2026, 1, 31, 12, 0, 1, 250_000, tzinfo=UTC)),
        ("PT0S", NOON),
    ],
)
def test_a_duration_means_what_it_says(written: str, expected: datetime) -> None:
    assert after(written) == expected


def test_half_a_year_in_sweden_ends_at_the_same_time_of_day_there() -> None:
    assert after("P6M") == datetime(2026, 7, 31, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "P",
        "PT",
        "P1",
        "1D",
        "-P1D",
        "P-1D",
        "P1H",
        "PT1D",
        "P1DT",
        "P1D ",
        "p1d",
        "P1.5D",
        "PT1.S",
        "P1D\n",
        "P١D",
    ],
)
def test_other_texts_are_no_durations(written: str) -> None:
    assert parse_duration(written) is None


@given(st.text(max_size=20))
def test_any_text_is_a_duration_or_not(written: str) -> None:
    assert parse_duration(written) is None or written.startswith("P")


@given(
    weeks=st.integers(0, 500), days=st.integers(0, 9999), hours=st.integers(0, 9999), seconds=st.integers(0, 10**6)
)
def test_fixed_parts_add_up(weeks: int, days: int, hours: int, seconds: int) -> None:
    total = timedelta(weeks=weeks, days=days, hours=hours, seconds=seconds)

    assert after(f"P{weeks}W{days}DT{hours}H{seconds}S") == NOON + total


@given(st.integers(0, 9999), st.integers(0, 99999))
def test_years_and_months_end_on_a_date_or_beyond_all_dates(years: int, months: int) -> None:
    found = after(f"P{years}Y{months}M")

    assert found is None or found >= NOON


def test_a_duration_beyond_all_dates_has_no_end() -> None:
    assert moment_after(NOON, relativedelta(days=10**9)) is None
