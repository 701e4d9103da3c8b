"""The time is told in UTC; a day is a Swedish day."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra import clock


def test_now_is_aware_and_in_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 1, 15, 22, 59, tzinfo=UTC), date(2026, 1, 15)),
        (datetime(2026, 1, 15, 23, 0, tzinfo=UTC), date(2026, 1, 16)),
        (datetime(2026, 7, 15, 21, 59, tzinfo=UTC), date(2026, 7, 15)),
        (datetime(2026, 7, 15, 22, 0, tzinfo=UTC), date(2026, 7, 16)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_today_begins_at_midnight_in_sweden_in_summer_and_winter(
    moment: datetime, day: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)

    assert clock.today() == day


@given(seconds=st.floats(0, 1000))
def test_a_duration_is_in_whole_milliseconds(seconds: float) -> None:
    measured = clock.milliseconds_since(time.monotonic() - seconds)

    assert measured >= round(seconds * 1000) - 1
    assert measured < seconds * 1000 + 5000


@pytest.mark.parametrize(
    ("day", "moment"),
    [
        (date(2026, 1, 15), datetime(2026, 1, 14, 23, 0, tzinfo=UTC)),
        (date(2026, 7, 15), datetime(2026, 7, 14, 22, 0, tzinfo=UTC)),
        # The clocks change at two and at three in the night: the day has begun before.
        (date(2026, 3, 29), datetime(2026, 3, 28, 23, 0, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 24, 22, 0, tzinfo=UTC)),
    ],
)
def test_midnight_is_when_the_swedish_day_begins(day: date, moment: datetime) -> None:
    assert clock.midnight(day) == moment


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_at_midnight_the_day_has_come(day: date) -> None:
    begun = clock.midnight(day)

    assert begun.astimezone(clock.SWEDEN).date() == day
    assert (begun.astimezone(UTC) - timedelta(seconds=1)).astimezone(clock.SWEDEN).date() == day - timedelta(
        days=1
    )
