"""The version of a mailbox, by which an open page learns that it is out of date."""

from dataclasses import dataclass

from django.db.models import Count, Max

from infra.validation.unstorable import number_in_address
from mailbox_operator.models import Mailbox


@dataclass(frozen=True, slots=True)
class MailboxVersion:
    """Changes when any list of the mailbox would look different."""

    total: int
    """Of all messages in the mailbox."""
    changes: int
    newest: int
    """Milliseconds since 1970."""

    def __str__(self) -> str:
        return f"{self.total}.{self.changes}.{self.newest}"

    @classmethod
    def of(cls, mailbox: Mailbox) -> "MailboxVersion":
        found = mailbox.messages.order_by().aggregate(total=Count("pk"), newest=Max("received_at"))
        newest = int(found["newest"].timestamp() * 1000) if found["newest"] else 0
        return cls(found["total"], mailbox.changes, newest)

    def count_new(self, since: str) -> int:
        """How many messages have come since an earlier version, as written in an address."""
        before = number_in_address(since.partition(".")[0])
        return 0 if before is None else max(0, self.total - before)
