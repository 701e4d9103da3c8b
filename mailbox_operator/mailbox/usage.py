"""The last use of each mailbox, and the mailboxes that nobody has used for a long time.

Source: contract Service v1 getUnusedMailboxes; api-6.3 §3.3.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from infra import clock
from infra.database.write_transaction import write_transaction
from infra.errors import InvalidInput
from mailbox_operator.models import Mailbox, Operator

NOTED_EVERY: Final = timedelta(hours=1)
"""A mailbox that is open in a browser is read every few seconds: not each time is written down."""
MOST: Final = 30_000
"""As many as fit in one SOAP message."""
LONGEST_DAYS: Final = 36_500
"""Longer ago there were no mailboxes, and still further back are no dates."""


def note_use(mailbox: Mailbox) -> None:
    """Remember that the holder has the mailbox open now."""
    now = clock.now()
    if mailbox.last_used_at is not None and now - NOTED_EVERY < mailbox.last_used_at <= now:
        return
    with write_transaction():
        Mailbox.objects.filter(pk=mailbox.pk).update(last_used_at=now)


def unused_mailboxes(operator: Operator, days: int) -> Sequence[str]:
    """The holders of mailboxes that nobody has opened for so many days, the longest unused first.

    At most 30,000. A mailbox that was never opened counts from the day when it was made.

    Raises:
        InvalidInput: the number of days is negative (5001).
    """
    if days < 0:
        raise InvalidInput(
            f"Antalet dagar är {days}. Ange 0 eller fler.",
            f"The number of days is {days}. Give 0 or more.",
            slug="unused-days-negative",
        )
    before = clock.now() - timedelta(days=min(days, LONGEST_DAYS))
    used = Mailbox.objects.annotate(used_at=Coalesce(F("last_used_at"), F("opened_at")))
    unused = used.filter(Q(closed_at=None), operator=operator, used_at__lt=before)
    return list(unused.order_by("used_at", "pk").values_list("holder", flat=True)[:MOST])
