"""Volumes for the benchmarks: mailboxes that letters go to, and a register full of accounts."""

from collections.abc import Iterator
from itertools import count, islice

from django.core.management import call_command

from far.bulk_load.loading import NewAccount, load_accounts
from far.bulk_load.made_up_people import made_up_numbers
from far.models import Account, ServiceSupplier
from infra import clock
from infra.identity import luhn_holds
from mailbox_operator.models import Mailbox, Operator

OPERATOR = "minmyndighetspost.se"
FIRST = 558_000_000
"""Nine digits after which the check digit comes: organisation numbers that the demo world does not use."""
OTHER_MAKER = "165569999005"
NOWHERE = "https://localhost:9/Service/v3"


def make_demo_world(*, mailboxes: int) -> list[str]:
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
    supplier = ServiceSupplier.objects.get(name=OPERATOR)
    load_accounts(NewAccount(number, supplier) for number in numbers)
    return numbers


def fill_register(total: int) -> None:
    """Fill the register up to this many accounts."""
    supplier = ServiceSupplier.objects.get(name=OPERATOR)
    others = Account.objects.exclude(recipient__startswith="18").count()
    load_accounts(NewAccount(number, supplier) for number in made_up_numbers(max(0, total - others)))


def register_customers(operator: str, many: int) -> list[str]:
    """Register an operator, at no address yet, and people who have chosen it; give their numbers."""
    supplier = ServiceSupplier.objects.create(organisation=OTHER_MAKER, name=operator, service_path=NOWHERE)
    taken = set(Account.objects.filter(recipient__startswith="16").values_list("recipient", flat=True))
    fresh = list(islice((number for number in _numbers() if number not in taken), many))
    now = clock.now()
    Account.objects.bulk_create(
        Account(recipient=number, supplier=supplier, registered_at=now) for number in fresh
    )
    return fresh


def _numbers() -> Iterator[str]:
    """Organisation numbers with right check digits, always the same ones in the same order."""
    for nine in count(FIRST):
        digit = next(last for last in range(10) if luhn_holds(f"{nine}{last}"))
        yield f"16{nine}{digit}"
