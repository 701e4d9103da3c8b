"""Personal numbers for people on demand: of the official list of test numbers, which nobody will ever be given.

The list has the serial numbers 238 (women) and 239 (men) of nearly every day from 1976 to 2013, so those follow
from a rule. Of other years test_numbers.txt has some, at most forty for each year of birth.

Source: Skatteverket, Testpersonnummer (CC0).
"""

import secrets
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from base_registers.models import Person
from far.models import Account
from infra import clock
from infra.errors import IllegalState
from infra.identity import luhn_holds
from infra.runs import Kind
from infra.validation import Limits
from mailbox_operator.models import Mailbox
from testbed import world
from testbed.runs.models import RunItem

FILE: Final = Path(__file__).with_name("test_numbers.txt")
AGES: Final = Limits(2, 106)
"""Years of people whose numbers are on the list."""
USUAL_AGES: Final = range(18, 50)
FIRST_DAY, LAST_DAY = date(1976, 1, 1), date(2013, 12, 31)
SERIALS: Final = ("238", "239")
MISSING: Final = "-"
"""Before a number of the file that follows from the rule and is not on the list."""
TRIES: Final = 8
"""Numbers that are tried in one question to the database."""


def unused_number(age: int | None = None) -> str:
    """A test number that nobody here has, and no run has used, of somebody of that age today.

    Raises:
        IllegalState: all numbers of that age are in use (5011).
    """
    candidates = _candidates(age)
    for _ in range(TRIES):
        drawn = {secrets.choice(candidates) for _ in range(TRIES)}
        if free := drawn - _used(drawn):
            return free.pop()
    if free := set(candidates) - _used(set(candidates)):
        return secrets.choice(sorted(free))
    raise IllegalState(
        f"Alla testpersonnummer för {age} år är tagna. Välj en annan ålder, eller ta bort körningar som är klara.",
        f"All test numbers for {age} years are in use. Choose another age, or remove runs that are done.",
    )


def all_numbers() -> Iterator[str]:
    """Every number that can be given."""
    for numbers in _by_day().values():
        yield from numbers


def _candidates(age: int | None) -> Sequence[str]:
    return _of_age(age, clock.today()) if age is not None else _of_usual_ages(clock.today())


@cache
def _of_usual_ages(today: date) -> Sequence[str]:
    return [number for age in USUAL_AGES for number in _of_age(age, today)]


def _of_age(age: int, today: date) -> Sequence[str]:
    """Those born after the day on which somebody one year older was, up to today's date that many years ago."""
    first, last = _years_before(today, age + 1) + timedelta(days=1), _years_before(today, age)
    days = _by_day()
    born = (first + timedelta(days=day) for day in range((last - first).days + 1))
    return [number for day in born for number in days.get(day, ())]


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        # The 29th of February: who is born on it turns a year older on the 1st of March.
        return date(day.year - years, 2, 28)


@cache
def _by_day() -> Mapping[date, Sequence[str]]:
    """The numbers by day of birth. The seed's own are left out: its people may not be there yet."""
    listed = FILE.read_text().split()
    left_out = {line.removeprefix(MISSING) for line in listed if line.startswith(MISSING)}
    left_out |= {person.number for person in world.named_persons()} | set(world.candidates())
    days: defaultdict[date, list[str]] = defaultdict(list)
    for number in (*(line for line in listed if not line.startswith(MISSING)), *_regular_numbers()):
        if number not in left_out:
            days[date(int(number[:4]), int(number[4:6]), int(number[6:8]))].append(number)
    return days


def _regular_numbers() -> Iterator[str]:
    for ordinal in range(FIRST_DAY.toordinal(), LAST_DAY.toordinal() + 1):
        day = date.fromordinal(ordinal)
        yield from (_number(day, serial) for serial in SERIALS)


def _number(day: date, serial: str) -> str:
    nine = f"{day:%y%m%d}{serial}"
    digit = next(digit for digit in range(10) if luhn_holds(f"{nine}{digit}"))
    return f"{day:%Y}{nine[2:]}{digit}"


def is_known(number: str) -> bool:
    """A register or an operator has the number."""
    return bool(_known({number}))


def _known(numbers: set[str]) -> set[str]:
    people = Person.objects.filter(number__in=numbers).values_list("number")
    accounts = Account.objects.filter(recipient__in=numbers).values_list("recipient")
    mailboxes = Mailbox.objects.filter(holder__in=numbers).values_list("holder")
    return {number for (number,) in people.union(accounts, mailboxes)}


def _used(numbers: set[str]) -> set[str]:
    owned = RunItem.objects.filter(kind=Kind.PERSON, key__in=numbers).values_list("key", flat=True)
    return _known(numbers) | set(owned)
