"""Volumes for the benchmarks: mailboxes that letters go to, and a register full of accounts."""

from collections.abc import Iterator
from itertools import count, islice

from django.core.management import call_command

from far.models import Account, ServiceSupplier
from infra import clock
from infra.identity import luhn_holds
from mailbox_operator.models import Mailbox, Operator

OPERATOR = "minmyndighetspost.se"
BATCH = 20_000
FIRST = 558_000_000
"""Nine digits after which the check digit comes: organisation numbers that the demo world does not use."""


def world(*, mailboxes: int) -> list[str]:
    """Make the demo world and mailboxes for volume; give the numbers of their holders.

    Half of the holders hear of new messages by SMS.
    """
    call_command("migrate", verbosity=0)
    call_command("seed", verbosity=0)
    numbers = list(islice(_numbers(), mailboxes))
    operator = Operator.objects.get(name=OPERATOR)
    Mailbox.objects.bulk_create(
        Mailbox(
            operator=operator,
            holder=number,
            holder_name=f"Volym {place}",
            opened_at=clock.now(),
            mobile="+46701740699",
            announce_by_sms=place % 2 == 0,
        )
        for place, number in enumerate(numbers)
    )
    accounts(mailboxes + Account.objects.count())
    return numbers


def accounts(total: int) -> None:
    """Fill the register up to this many accounts."""
    supplier = ServiceSupplier.objects.get(name=OPERATOR)
    missing = total - Account.objects.count()
    taken = set(Account.objects.filter(recipient__startswith="16").values_list("recipient", flat=True))
    fresh = islice((number for number in _numbers() if number not in taken), max(0, missing))
    while batch := list(islice(fresh, BATCH)):
        now = clock.now()
        Account.objects.bulk_create(
            Account(recipient=number, supplier=supplier, registered_at=now) for number in batch
        )


def _numbers() -> Iterator[str]:
    """Organisation numbers with right check digits, always the same ones in the same order."""
    for nine in count(FIRST):
        digit = next(last for last in range(10) if luhn_holds(f"{nine}{last}"))
        yield f"16{nine}{digit}"
