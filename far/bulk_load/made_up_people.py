"""Numbers of people who cannot exist: coordination numbers of births from 1800 on.

They have the form that the contracts demand and right check digits. Coordination numbers have been given out since
2000, and nobody alive was born before 1900, so no person has one of these and no test person either. The series is
always the same: day by day, and within a day by serial number.
"""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Final

from infra.identity.numbers import COORDINATION_DAYS

FIRST_DAY: Final = date(1800, 1, 1)
LAST_DAY: Final = date(1899, 12, 31)
SERIALS: Final = 1_000
"""Three digits between the day and the check digit."""
MAX_COUNT: Final = ((LAST_DAY - FIRST_DAY).days + 1) * SERIALS

_DOUBLED: Final = str.maketrans("0123456789", "0246813579")
"""From a digit to the digit sum of its double, as Luhn's algorithm has it."""


def made_up_numbers(count: int) -> Iterator[str]:
    """The first `count` numbers of the series, at most MAX_COUNT."""
    return islice(_all_numbers(), count)


def _all_numbers() -> Iterator[str]:
    serials = [f"{serial:03}" for serial in range(SERIALS)]
    # Luhn doubles the first, third … of ten digits, and so the first and third of the serial number.
    sums = [_doubled_sum(text[0] + text[2]) + _plain_sum(text[1]) for text in serials]
    for ordinal in range(FIRST_DAY.toordinal(), LAST_DAY.toordinal() + 1):
        day = date.fromordinal(ordinal)
        six = f"{day:%y%m}{day.day + COORDINATION_DAYS}"
        so_far = _doubled_sum(six[0::2]) + _plain_sum(six[1::2])
        prefix = f"{day.year // 100}{six}"
        for serial, more in zip(serials, sums, strict=True):
            yield f"{prefix}{serial}{-(so_far + more) % 10}"


def _doubled_sum(digits: str) -> int:
    return _plain_sum(digits.translate(_DOUBLED))


def _plain_sum(digits: str) -> int:
    return sum(map(int, digits))
