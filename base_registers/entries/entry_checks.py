"""Checks of values that entries of both registers have in common."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Final

from base_registers.models import Person
from infra import clock
from infra.errors import InvalidInput
from infra.identity.reading import read_recipient
from infra.texts import Text
from infra.validation import InvalidValue
from infra.validation.name_characters import MAX_NAME, MIN_NAME, SHORT, wrong_with_name

MAX_LENGTHS: Final[Mapping[str, int]] = {"name": MAX_NAME, "street": 100, "city": 50}
"""Characters."""
POSTAL_CODE: Final = re.compile(r"[0-9]{5}")

NO_NAME: Final = Text("fattas", "is missing")
NO_POSTAL_CODE: Final = Text("ska vara fem siffror", "must be five digits")
DAY_TO_COME: Final = Text("är en dag som inte har varit", "is a day that has not been")
NO_PERSON: Final = Text("är ingen persons nummer", "is no person's number")
NOT_REGISTERED: Final = Text(
    "finns inte i folkbokföringsregistret; lägg till personen där först",
    "is not in the population register; add the person there first",
)
YEARS: Final = range(1800, 3000)
IMPOSSIBLE_DAY: Final = Text(
    f"ska vara ett datum från {YEARS.start} till {YEARS.stop - 1}",
    f"must be a date from {YEARS.start} to {YEARS.stop - 1}",
)
STANDS_TWICE: Final = Text("står två gånger", "stands twice")


def check_address(name: str, street: str, postal_code: str, city: str) -> Iterator[InvalidValue]:
    """What is wrong with a name and its address. Without an address all of its parts are empty."""
    if not name.strip():
        yield InvalidValue(("name",), NO_NAME)
    elif len(name.strip()) < MIN_NAME:
        yield InvalidValue(("name",), SHORT)
    for field, value in (("name", name), ("street", street), ("city", city)):
        most = MAX_LENGTHS[field]
        if len(value) > most:
            yield InvalidValue(
                (field,), Text(f"får ha högst {most} tecken", f"may have at most {most} characters")
            )
        elif value.strip() and (problem := wrong_with_name(value)):
            yield InvalidValue((field,), problem)
    if postal_code and not POSTAL_CODE.fullmatch(postal_code):
        yield InvalidValue(("postal_code",), NO_POSTAL_CODE)


def check_past(field: str, day: date | None) -> Iterator[InvalidValue]:
    """A day on which something happened is today or earlier."""
    if day is None:
        return
    if day > clock.today():
        yield InvalidValue((field,), DAY_TO_COME)
    elif not is_possible_day(day):
        yield InvalidValue((field,), IMPOSSIBLE_DAY)


def is_possible_day(day: date | None) -> bool:
    """The day, if there is one, is in a year that the registers have: a mistyped year is not stored."""
    return day is None or day.year in YEARS


def problem_with_person(number: str, registered: Collection[str]) -> Text | None:
    """What is wrong with the number of a person who must be registered, or None."""
    return problem_with_number(number) or (None if number in registered else NOT_REGISTERED)


def problem_with_number(number: str) -> Text | None:
    """What is wrong with a person's number, twelve digits, or None."""
    try:
        found = read_recipient(number)
    except InvalidInput as refusal:
        return refusal.text
    return None if found.is_person and found.value == number else NO_PERSON


def registered_among(numbers: Collection[str]) -> set[str]:
    """Those of the numbers that the population register has."""
    return set(Person.objects.filter(number__in=numbers).values_list("number", flat=True))
