"""How old somebody is on any day of the simulator's clock, leap days included."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import settings as how
from hypothesis import strategies as st

from infra import clock
from infra.clock import Setting
from infra.errors import IllegalState
from infra.identity import RecipientId
from testbed.on_demand import numbers

pytestmark = pytest.mark.django_db
days = st.dates(date(2015, 1, 1), date(2045, 12, 31))
leap_days = st.sampled_from(
    [date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2027, 2, 28), date(2027, 3, 1)]
)


StandAt = Callable[[date], None]


@pytest.fixture
def stand_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandAt]:
    """The clock without its file: hundreds of days in a test."""
    real = clock.read_setting

    def stand(day: date) -> None:
        moment = datetime.combine(day, datetime.min.time(), clock.SWEDEN) + timedelta(hours=12)
        monkeypatch.setattr(clock, "read_setting", lambda: Setting(frozen_at=moment))

    yield stand
    monkeypatch.setattr(clock, "read_setting", real)


@given(days | leap_days, st.integers(numbers.AGES.minimum, numbers.AGES.maximum))
@how(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_somebody_is_as_old_as_was_asked_on_any_day(stand_at: StandAt, today: date, age: int) -> None:
    assume(today.year - age <= 2012)
    stand_at(today)

    number = ""
    # Of some years of birth the official list has very few numbers, or none.
    with suppress(IllegalState):
        number = numbers.unused_number(age)
    assume(number)

    assert RecipientId.parse(number).age_at(today) == age


@pytest.mark.parametrize("year", [2033, 2045, 2099])
def test_when_nobody_on_the_list_is_so_young_any_more_that_is_said(stand_at: StandAt, year: int) -> None:
    stand_at(date(year, 6, 1))

    with pytest.raises(IllegalState) as refusal:
        numbers.unused_number(2)
    assert "åldern" in refusal.value.text.swedish
    assert "age" in refusal.value.text.english


def test_somebody_born_on_a_leap_day_is_a_year_older_on_the_first_of_march() -> None:
    born = RecipientId.parse(numbers.numbers_of(date(2004, 2, 29))[0])

    assert born.age_at(date(2027, 2, 28)) == 22
    assert born.age_at(date(2027, 3, 1)) == 23
    assert born.age_at(date(2028, 2, 29)) == 24


@given(st.dates(date(1890, 1, 1), date(2030, 1, 1)))
def test_the_numbers_of_a_day_begin_with_it_and_stand_once(day: date) -> None:
    found = numbers.numbers_of(day)

    assert len(set(found)) == len(found)
    assert all(number.startswith(f"{day:%Y%m%d}") for number in found)


@pytest.mark.parametrize("day", [date(1975, 12, 31), date(2014, 1, 1)])
def test_beyond_the_regular_years_there_are_only_those_of_the_file(day: date) -> None:
    assert all(number[8:11] not in numbers.SERIALS for number in numbers.numbers_of(day))


def test_a_number_is_known_wherever_it_is(world: None) -> None:
    assert numbers.is_known("198101052382")
    assert not numbers.is_known("200001012384")
