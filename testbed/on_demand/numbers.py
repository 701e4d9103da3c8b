"""Personal numbers for people on demand: of the official list of test numbers, which nobody will ever be given.

The list has the serial numbers 238 (women) and 239 (men) of nearly every day from 1976 to 2013, so those follow
from a rule. Of other years test_numbers.txt has some, at most forty for each year of birth.

Source: Skatteverket, Testpersonnummer (CC0).
"""

import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from base_registers.models import Person
from far.models import Account
from infra import clock
from infra.errors import IllegalState
from infra.hooks.runs import ItemKind
from infra.identity import luhn_holds
from infra.validation import NumberLimits
from mailbox_operator.models import Mailbox
from testbed import world
from testbed.runs.models import RunItem

FILE: Final = Path(__file__).with_name("test_numbers.txt")
AGES: Final = NumberLimits(2, 106)
"""Years of birth of the numbers on the list."""
USUAL_AGES: Final = range(18, 50)
FIRST_DAY, LAST_DAY = date(1976, 1, 1), date(2013, 12, 31)
SERIALS: Final = ("238", "239")
MISSING: Final = "-"
"""Before a number of the file that follows from the rule and is not on the list."""
DRAWN: Final = 8
"""Numbers that are tried in one question to the database, before all of that age are."""


def unused_number(age: int | None = None) -> str:
    """A test number that nobody here has, and no run has used, of somebody of that age today.

    Raises:
        IllegalState: all numbers of that age are in use (5011).
    """
    days = _days_of(age)
    drawn = {number for _ in range(DRAWN) for number in numbers_of(secrets.choice(days))}
    free = drawn - _used(drawn)
    if not free:
        everybody = {number for day in days for number in numbers_of(day)}
        free = everybody - _used(everybody)
    if not free:
        raise IllegalState(
            "Alla testpersonnummer för den åldern är tagna. Välj en annan, eller ta bort körningar som är klara.",
            "All test numbers of that age are in use. Choose another, or remove runs that are done.",
            slug="test-persons-used-up",
        )
    return secrets.choice(sorted(free))


def _days_of(age: int | None) -> Sequence[date]:
    """The days of birth of people that old today."""
    today = clock.today()
    youngest, oldest = (age, age) if age is not None else (USUAL_AGES.start, USUAL_AGES.stop - 1)
    first, last = _years_before(today, oldest + 1).toordinal() + 1, _years_before(today, youngest).toordinal()
    return [date.fromordinal(day) for day in range(first, last + 1)]


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        # A person born on the 29th of February turns a year older on the 1st of March.
        return date(day.year - years, 2, 28)


def numbers_of(day: date) -> Sequence[str]:
    """The numbers of those born on the day that can be given."""
    listed, left_out = _file()
    regular = [_number(day, serial) for serial in SERIALS] if FIRST_DAY <= day <= LAST_DAY else []
    return [number for number in (*listed.get(f"{day:%Y%m%d}", ()), *regular) if number not in left_out]


@cache
def _file() -> tuple[Mapping[str, Sequence[str]], frozenset[str]]:
    """The numbers of the file by day of birth, and those never to be given: the seed's people may not be there."""
    days: defaultdict[str, list[str]] = defaultdict(list)
    left_out = {person.number for person in world.named_persons()} | set(world.child_candidates())
    for line in FILE.read_text().split():
        if line.startswith(MISSING):
            left_out.add(line.removeprefix(MISSING))
        else:
            days[line[:8]].append(line)
    return days, frozenset(left_out)


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
    owned = RunItem.objects.filter(kind=ItemKind.PERSON, key__in=numbers).values_list("key", flat=True)
    return _known(numbers) | set(owned)
