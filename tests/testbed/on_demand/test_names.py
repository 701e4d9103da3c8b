"""Names of people on demand: the same for the same number, fitting the number, and made up."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from infra.identity import RecipientId
from testbed.on_demand.names import MEN, SURNAMES, WOMEN, name_of
from testbed.on_demand.numbers import numbers_of

numbers = st.dates(date(1976, 1, 1), date(2013, 1, 1)).flatmap(
    lambda day: st.sampled_from(list(numbers_of(day)) or ["198101052382"])
)


@given(numbers)
def test_a_number_has_one_name(number: str) -> None:
    assert name_of(number) == name_of(number)
    first, _, last = name_of(number).partition(" ")
    assert last in SURNAMES
    assert first in {*WOMEN, *MEN}


@given(numbers)
def test_women_and_men_are_told_by_the_next_to_last_digit(number: str) -> None:
    first = name_of(number).partition(" ")[0]

    assert (first in WOMEN) == (int(number[-2]) % 2 == 0)


def test_no_name_is_a_woman_s_and_a_man_s_and_none_stands_twice() -> None:
    assert not set(WOMEN) & set(MEN)
    for names in (WOMEN, MEN, SURNAMES):
        assert len(set(names)) == len(names)


def test_people_of_one_year_have_many_names() -> None:
    days = [date(1990, 1, 1) + timedelta(days=day) for day in range(365)]
    names = {name_of(number) for day in days for number in numbers_of(day)}

    assert len(names) > len(SURNAMES) * 11


@given(numbers)
def test_a_number_that_is_given_is_a_possible_one(number: str) -> None:
    found = RecipientId.parse(number)

    assert found.value == number
    assert found.has_valid_check_digit
    assert found.has_possible_day
