"""The checks of values that people and companies have in common."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base_registers.entries import entry_checks
from infra import clock
from infra.identity import luhn_holds
from infra.validation import InvalidValue
from tests.base_registers.registered import ARVID, COMPANY, MARIA, register_people


def fields(found: list[InvalidValue]) -> list[str]:
    return [value.field for value in found]


def check_address(name: str = "Arvid", street: str = "", postal_code: str = "", city: str = "") -> list[str]:
    return fields(list(entry_checks.check_address(name, street, postal_code, city)))


def test_a_name_suffices_for_an_address() -> None:
    assert check_address() == []
    assert check_address("Arvid", "Gatan 1", "12345", "Byn") == []


@pytest.mark.parametrize("field", entry_checks.MAX_LENGTHS)
def test_a_text_may_be_as_long_as_its_column_and_no_longer(field: str) -> None:
    most = entry_checks.MAX_LENGTHS[field]

    assert check_address(**{field: "å" * most}) == []
    assert check_address(**{field: "å" * (most + 1)}) == [field]


@pytest.mark.parametrize("name", ["", " ", "\t\n", "\u00a0"])
def test_a_name_of_blanks_is_none(name: str) -> None:
    assert check_address(name) == ["name"]


@settings(deadline=None)
@given(text=st.text(max_size=7))
def test_a_postal_code_is_five_digits_or_nothing(text: str) -> None:
    right = text == "" or (len(text) == 5 and text.isascii() and text.isdecimal())

    assert check_address(postal_code=text) == ([] if right else ["postal_code"])


def test_several_wrong_values_are_all_named() -> None:
    assert check_address("", "x" * 101, "1", "x" * 51) == ["name", "street", "city", "postal_code"]


@settings(deadline=None)
@given(days=st.integers(min_value=-80_000, max_value=80_000))
def test_what_happened_is_in_the_past_and_in_a_year_that_registers_have(days: int) -> None:
    day = clock.today() + timedelta(days=days)

    wrong = list(entry_checks.check_past("deceased_on", day))

    assert bool(wrong) == (days > 0 or day.year < 1800)


def test_a_day_that_is_not_known_is_right() -> None:
    assert list(entry_checks.check_past("deceased_on", None)) == []
    assert entry_checks.is_possible_day(None)


@pytest.mark.parametrize(
    ("day", "is_possible"),
    [
        (date(1799, 12, 31), False),
        (date(1800, 1, 1), True),
        (date(2999, 12, 31), True),
        (date(3000, 1, 1), False),
    ],
)
def test_years_end_somewhere(day: date, is_possible: bool) -> None:
    assert entry_checks.is_possible_day(day) is is_possible


@settings(deadline=None)
@given(serial=st.integers(min_value=0, max_value=9_999))
def test_of_the_numbers_of_a_day_those_with_the_right_check_digit_are_people_s(serial: int) -> None:
    number = f"19920101{serial:04}"

    assert (entry_checks.problem_with_number(number) is None) == luhn_holds(number[2:])


@pytest.mark.parametrize(
    "written", [COMPANY, "19270517-8354", "270517-8354", "", "hej", "19270517835", f" {ARVID}"]
)
def test_a_number_is_a_person_s_and_written_in_twelve_digits(written: str) -> None:
    assert entry_checks.problem_with_number(written) is not None


@pytest.mark.django_db
def test_a_person_must_be_registered() -> None:
    register_people(ARVID)
    registered = entry_checks.registered_among({ARVID, MARIA})

    assert registered == {ARVID}
    assert entry_checks.problem_with_person(ARVID, registered) is None
    assert entry_checks.problem_with_person(MARIA, registered) == entry_checks.NOT_REGISTERED
    assert "kontrollsiffra" in str(entry_checks.problem_with_person("198101052381", registered))
