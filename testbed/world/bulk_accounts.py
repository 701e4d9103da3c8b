"""Volume: a register full of accounts, for benchmarks and for those who try what large answers look like.

The holders are made up. Their numbers have the form of organisation numbers, in series that Bolagsverket
has not opened (557 and 558), so that they are nobody's and no test person's.
"""

from collections.abc import Iterator
from itertools import islice

from django.db.models import Max

from far.models import Account, ServiceSupplier
from infra import clock

OPERATOR = "minmyndighetspost.se"
BATCH = 20_000
FIRST, LAST = 557_000_000, 558_999_999
"""Nine digits after which the check digit comes."""
DOUBLED = str.maketrans("0123456789", "0246813579")
"""Twice the digit, and the digits of that added up."""


class TooMany(ValueError):
    """More accounts than there are numbers for."""


def fill_register(total: int) -> int:
    """Add made-up accounts until the register has `total` of them; say how many were added.

    Each batch is a transaction of its own: the register stays usable meanwhile, and a second run goes on
    where the first was stopped.

    Raises:
        TooMany: the series do not hold that many numbers.
    """
    missing = max(0, total - Account.objects.count())
    first = _next()
    if missing > LAST - first + 1:
        raise TooMany(f"there are numbers for {LAST - FIRST + 1} made-up holders, no more")
    fresh = numbers(first)
    supplier = ServiceSupplier.objects.get(name=OPERATOR)
    for begun in range(0, missing, BATCH):
        now = clock.now()
        batch = islice(fresh, min(BATCH, missing - begun))
        Account.objects.bulk_create(
            Account(recipient=number, supplier_id=supplier.pk, registered_at=now) for number in batch
        )
    return missing


def numbers(first: int = FIRST) -> Iterator[str]:
    """Made-up holders' numbers with right check digits, always the same ones in the same order."""
    return (f"16{nine}{_check_digit(str(nine))}" for nine in range(first, LAST + 1))


def _next() -> int:
    made_up = Account.objects.filter(recipient__gte=f"16{FIRST}", recipient__lte=f"16{LAST}9")
    latest = made_up.aggregate(latest=Max("recipient"))["latest"]
    return int(latest[2:11]) + 1 if latest else FIRST


def _check_digit(nine: str) -> int:
    """The digit that makes Luhn's sum a multiple of ten; the test holds it against infra.identity."""
    doubled = nine[0::2].translate(DOUBLED)
    return -(sum(map(int, doubled)) + sum(map(int, nine[1::2]))) % 10
