"""A thousand recipients, as many as a notification may have."""

from far.models import Account, ServiceSupplier
from infra import clock
from mailbox_operator.models import Mailbox, Operator


def a_thousand() -> list[str]:
    """Numbers with a mailbox at Min myndighetspost, every other one with SMS."""
    operator = Operator.objects.get(name="minmyndighetspost.se")
    supplier = ServiceSupplier.objects.get(name="minmyndighetspost.se")
    numbers = [with_check_digit(f"16557{place:06}") for place in range(1000)]
    now = clock.now()
    Account.objects.bulk_create(Account(recipient=each, supplier=supplier, registered_at=now) for each in numbers)
    Mailbox.objects.bulk_create(
        Mailbox(
            operator=operator,
            holder=number,
            holder_name="Bolaget",
            opened_at=now,
            mobile="0701740605",
            announce_by_sms=bool(place % 2),
        )
        for place, number in enumerate(numbers)
    )
    return numbers


def with_check_digit(eleven: str) -> str:
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(eleven[2:])]
    return f"{eleven}{-sum(value // 10 + value % 10 for value in doubled) % 10}"
