"""Fills the register with accounts, for benchmarks and for trials of large answers.

The holders are made up. Their numbers have the form of organisation numbers, in series that Bolagsverket
has not opened (557 and 558), so that no organisation and no test person has them.
"""

from collections.abc import Iterator
from itertools import islice

from django.db.models import Max

from far.models import Account, ServiceSupplier
from infra import clock

OPERATOR = "minmyndighetspost.se"
BATCH_SIZE = 20_000
FIRST, LAST = 557_000_000, 558_999_999
"""Nine digits after which the check digit comes."""
DOUBLED = str.maketrans("0123456789", "0246813579")
"""From a digit to the digit sum of its double, as Luhn's algorithm has it."""


class TooManyAccounts(ValueError):
    """There are fewer numbers than the accounts that were asked for."""


def fill_register(total: int) -> int:
    """Add made-up accounts until the register has `total` of them. Returns how many were added.

    Each batch is a transaction of its own, so the register stays usable meanwhile, and a second run continues
    where the first was stopped.

    Raises:
        TooManyAccounts: the series do not hold that many numbers.
    """
    missing = max(0, total - Account.objects.count())
    first = _next_number()
    if missing > LAST - first + 1:
        raise TooManyAccounts(f"there are numbers for {LAST - FIRST + 1} made-up holders, no more")
    fresh = made_up_numbers(first)
    supplier = ServiceSupplier.objects.get(name=OPERATOR)
    for begun in range(0, missing, BATCH_SIZE):
        now = clock.now()
        batch = islice(fresh, min(BATCH_SIZE, missing - begun))
        Account.objects.bulk_create(
            Account(recipient=number, supplier_id=supplier.pk, registered_at=now) for number in batch
        )
    return missing


def made_up_numbers(first: int = FIRST) -> Iterator[str]:
    """Made-up holders' numbers with right check digits, always the same ones in the same order."""
    return (f"16{nine}{_check_digit(str(nine))}" for nine in range(first, LAST + 1))


def _next_number() -> int:
    made_up = Account.objects.filter(recipient__gte=f"16{FIRST}", recipient__lte=f"16{LAST}9")
    latest = made_up.aggregate(latest=Max("recipient"))["latest"]
    return int(latest[2:11]) + 1 if latest else FIRST


def _check_digit(nine: str) -> int:
    """The digit that makes Luhn's sum a multiple of ten; a test compares it with infra.identity."""
    doubled = nine[0::2].translate(DOUBLED)
    return -(sum(map(int, doubled)) + sum(map(int, nine[1::2]))) % 10
