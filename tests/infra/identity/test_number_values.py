"""Properties of identity numbers: what is written one way is the same number in another, and prints masked."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from infra.identity import IdentityError, OrganisationNumber, RecipientId
from infra.identity.numbers import CONTRACT_FORM, luhn_holds


def checked(nine: str) -> str:
    """The nine digits with the check digit that belongs to them."""
    return next(f"{nine}{last}" for last in range(10) if luhn_holds(f"{nine}{last}"))


days = st.dates(date(1800, 1, 1), date(2026, 1, 1))
serials = st.integers(0, 999).map("{:03}".format)
people = st.builds(
    lambda day, serial, added: f"{day.year // 100}" + checked(f"{day:%y%m}{day.day + added:02}{serial}"),
    days,
    serials,
    st.sampled_from([0, 60]),
)
organisations = st.builds(
    lambda first, third, rest: checked(f"{first:02}{third}{rest:06}"),
    st.integers(0, 99),
    st.integers(2, 9),
    st.integers(0, 999_999),
)


@given(number=people)
def test_a_person_s_twelve_digits_are_read_with_and_without_hyphen(number: str) -> None:
    assert RecipientId.parse(number).value == number
    assert RecipientId.parse(f" {number[:8]}-{number[8:]} ").value == number
    assert RecipientId.from_contract(number) == RecipientId.parse(number)


@given(number=people)
def test_a_person_s_number_shows_its_day_and_hides_its_last_four_digits(number: str) -> None:
    person = RecipientId.parse(number)

    for shown in (str(person), repr(person), f"{person}"):
        assert number[:8] in shown
        assert number[8:] not in shown.replace(number[:8], "")
    assert person.is_person
    assert not person.is_organisation


@given(ten=organisations)
def test_an_organisation_is_the_same_in_every_form_and_never_masked(ten: str) -> None:
    forms = {ten, f"{ten[:6]}-{ten[6:]}", f"16{ten}", f"16{ten[:6]}-{ten[6:]}"}

    assert {OrganisationNumber.parse(form).value for form in forms} == {f"16{ten}"}
    assert {RecipientId.parse(form).value for form in forms} == {f"16{ten}"}
    assert str(RecipientId.parse(ten)) == str(OrganisationNumber.parse(ten)) == f"16{ten}"
    assert RecipientId.parse(ten).birth_date is None


@given(number=people | organisations.map("16{}".format), place=st.integers(2, 11), other=st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number: str, place: int, other: int) -> None:
    digit = (int(number[place]) + other) % 10
    with pytest.raises(IdentityError):
        RecipientId.parse(f"{number[:place]}{digit}{number[place + 1 :]}")


@given(text=st.text(max_size=16) | st.text("0123456789-+ ", max_size=16))
def test_any_text_is_a_number_of_the_contract_s_form_or_refused(text: str) -> None:
    try:
        number = RecipientId.parse(text)
    except IdentityError:
        return
    assert CONTRACT_FORM.fullmatch(number.value)
    assert number.value.isascii()
    assert RecipientId.parse(number.value) == number


@given(born=days, days_later=st.integers(0, 50_000), serial=serials)
def test_age_is_the_number_of_birthdays_that_have_been(born: date, days_later: int, serial: str) -> None:
    assume(born.toordinal() + days_later < date.max.toordinal())
    day = born + timedelta(days=days_later)
    person = RecipientId(f"{born.year // 100}" + checked(f"{born:%y%m%d}{serial}"))

    age = person.age_at(day)

    assert age is not None
    birthdays = ((year, born.month, born.day) for year in range(born.year + 1, day.year + 1))
    assert age == sum(birthday <= (day.year, day.month, day.day) for birthday in birthdays)


@given(number=people)
def test_a_coordination_number_has_the_day_of_birth_less_sixty(number: str) -> None:
    person = RecipientId.parse(number)

    assert person.birth_date is not None
    assert person.birth_date.day == int(number[6:8]) % 60
