"""Numbers as people write them: coordination numbers, short ones, organisations; one answer at every door."""

from collections.abc import Callable
from datetime import date

import pytest
from rest_framework.serializers import ValidationError

from infra import clock
from infra.errors import InvalidInput
from infra.identity import IdentityError, Mistake, RecipientId, luhn_holds, recipients
from infra.rest.fields import RecipientField
from sender.office import addresses
from sender.office.rejections import MailRejected
from sender.print_files.archive.index import lines
from sender.print_files.archive.refusals import LineRefused

WITHOUT_DAY = "197001602395"
"""Born in January 1970, on a day that nobody knows."""


def checked(nine: str) -> str:
    """The nine digits and the one that checks them."""
    return next(f"{nine}{last}" for last in range(10) if luhn_holds(f"{nine}{last}"))


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    day = date(2026, 11, 28)
    monkeypatch.setattr(clock, "today", lambda: day)
    return day


def by_smtp(number: str) -> str:
    return addresses.parse_recipient(f"{number}@mm.local").value


def by_rest(number: str) -> str:
    return str(RecipientField().run_validation(number))


def by_soap(number: str) -> str:
    recipients.require_valid([number])
    return number


def by_register(number: str) -> str:
    recipients.require_check_digits([RecipientId.from_contract(number)])
    return number


PEOPLES_DOORS: list[Callable[[str], str]] = [by_smtp, by_rest, lines.recipient_of]
"""Those that take numbers as people write them; the contracts take twelve digits."""
REFUSALS = (MailRejected, ValidationError, LineRefused, InvalidInput)


@pytest.mark.parametrize("door", [*PEOPLES_DOORS, by_soap, by_register])
def test_a_coordination_number_whose_day_is_unknown_is_valid_at_every_door(door: Callable[[str], str]) -> None:
    assert door(WITHOUT_DAY) == WITHOUT_DAY


@pytest.mark.parametrize("door", [*PEOPLES_DOORS, by_soap, by_register])
@pytest.mark.parametrize("date_and_serial", ["700132239", "700100239", "700192239", "700259239", "700290239"])
def test_a_day_that_does_not_exist_is_refused_at_every_door(
    door: Callable[[str], str], date_and_serial: str
) -> None:
    with pytest.raises(REFUSALS):
        door(f"19{checked(date_and_serial)}")


@pytest.mark.parametrize("door", PEOPLES_DOORS)
@pytest.mark.parametrize(
    ("birth", "century"),
    [
        ("261185", "20"),  # the 25th, which has been
        ("261188", "20"),  # today
        ("261189", "19"),  # tomorrow, so a hundred years ago
        ("261160", "20"),  # some day of this month
        ("261260", "19"),  # some day of the next
        ("261128", "20"),
        ("261129", "19"),
    ],
)
def test_the_century_of_a_short_number_is_that_of_the_day_of_birth(
    door: Callable[[str], str], birth: str, century: str, today: date
) -> None:
    number = checked(f"{birth}239")

    assert door(f"{number[:6]}-{number[6:]}") == f"{century}{number}"


@pytest.mark.parametrize("door", PEOPLES_DOORS)
def test_a_plus_means_a_hundred_years_earlier(door: Callable[[str], str], today: date) -> None:
    number = checked("261185239")

    assert door(f"{number[:6]}+{number[6:]}") == f"19{number}"


@pytest.mark.parametrize("door", PEOPLES_DOORS)
@pytest.mark.parametrize("number", ["2021004748", "202100-4748", "162021004748", "16202100-4748"])
def test_an_organisation_is_known_with_and_without_its_prefix(door: Callable[[str], str], number: str) -> None:
    assert door(number) == "162021004748"


@pytest.mark.parametrize("door", PEOPLES_DOORS)
@pytest.mark.parametrize(
    "number",
    [
        "1981-01-05-2382",
        "1981-01-052382",
        "1981-01-05 2382",
        "19810105 2382",
        "1981 01 05\u00a02382",
        "19810105\u20132382",
        "\u200b19810105-2382\u00ad",
    ],
)
def test_a_number_may_be_written_in_groups_and_its_day_as_a_date(door: Callable[[str], str], number: str) -> None:
    assert door(number) == "198101052382"


@pytest.mark.parametrize("number", ["19８1０1０5２382", "１９８１０１０５２３８２", "1981-01-05-2382\n1"])
def test_digits_of_other_scripts_are_no_number(number: str) -> None:
    with pytest.raises(IdentityError) as problem:
        RecipientId.parse(number)

    assert problem.value.mistake is Mistake.FORM


def test_who_has_no_day_of_birth_has_no_age() -> None:
    number = RecipientId.parse(WITHOUT_DAY)

    assert number.has_possible_day
    assert number.birth_date is None
    assert number.age_at(date(2026, 11, 28)) is None


@pytest.mark.parametrize("text", ["", "60", "19700160239", "19700160-2396", "197001602395x", "1970016-02395"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(IdentityError):
        RecipientId.parse(text)


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("198101052383", Mistake.CHECK_DIGIT),
        ("198102302382", Mistake.DAY),
        ("hej", Mistake.FORM),
        ("162021004749", Mistake.CHECK_DIGIT),
        ("162011004748", Mistake.THIRD_DIGIT),
        ("16202100474x", Mistake.ORGANISATION_FORM),
    ],
)
def test_the_error_says_which_mistake_it_is(text: str, mistake: Mistake) -> None:
    with pytest.raises(IdentityError) as problem:
        RecipientId.parse(text)

    assert problem.value.mistake is mistake
