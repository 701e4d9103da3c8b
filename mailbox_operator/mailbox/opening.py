"""Opens mailboxes for holders who have chosen the operator in FaR, and closes those that FaR says were removed.

A holder registers in FaR, at the operator's own page or from a system under test. The mailbox is opened when the
first letter comes, or when the holder opens it.
"""

from collections.abc import Collection

from django.db.models import Q

from infra import clock
from infra.database.write_transaction import write_transaction
from mailbox_operator.models import Mailbox, Operator


def open_mailboxes(operator: Operator, holders: Collection[str], name: str = "") -> None:
    """Open a mailbox for each holder who has none at the operator, and open again those that were closed.

    The name is empty where it is not known, as when a letter comes.
    """
    now = clock.now()
    new = [Mailbox(operator=operator, holder=holder, holder_name=name, opened_at=now) for holder in holders]
    with write_transaction():
        Mailbox.objects.bulk_create(new, ignore_conflicts=True)
        closed = Mailbox.objects.filter(operator=operator, holder__in=holders, closed_at__isnull=False)
        closed.update(opened_at=now, closed_at=None)


def close_mailboxes(operator: Operator, holders: Collection[str]) -> int:
    """Close the mailboxes of holders who have left. Returns how many were open.

    Their mail stays, and can be read: it was delivered.
    """
    still_open = Mailbox.objects.filter(Q(closed_at=None), operator=operator, holder__in=holders)
    with write_transaction():
        return still_open.update(closed_at=clock.now())
