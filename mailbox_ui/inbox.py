"""The inbox: what it shows, and how a page that is already open learns that there is more."""

from dataclasses import dataclass

from django.db.models import Count, Max

from infra.unstorable import number_in_address
from mailbox_operator.models import Mailbox, Message

PAGE = 50
LARGEST = 6_400
"""Messages on one page at most; each "visa fler" doubles their number."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What must change for an inbox to look different."""

    total: int
    unread: int
    newest: int

    def __str__(self) -> str:
        return f"{self.total}.{self.unread}.{self.newest}"

    @classmethod
    def of(cls, mailbox: Mailbox) -> "Standing":
        found = mailbox.messages.aggregate(total=Count("pk"), read=Count("read_at"), newest=Max("received_at"))
        newest = int(found["newest"].timestamp() * 1000) if found["newest"] else 0
        return cls(found["total"], found["total"] - found["read"], newest)


@dataclass(frozen=True, slots=True)
class Inbox:
    mailbox: Mailbox
    messages: list[Message]
    standing: Standing
    size: int
    new: int = 0
    """How many came since the page was last drawn."""

    @property
    def larger(self) -> int | None:
        """The size that shows more, or None when everything is shown."""
        is_all = self.size >= min(self.standing.total, LARGEST)
        return None if is_all else min(self.size * 2, LARGEST)


def read(mailbox: Mailbox, wanted: str = "", *, since: str = "") -> Inbox:
    """The newest messages. Two queries, however many there are.

    `wanted` is the number of messages asked for and `since` an earlier standing, both as written in
    an address; nonsense counts as absent.
    """
    standing = Standing.of(mailbox)
    size = _size(wanted)
    messages = mailbox.messages.defer("body", "support_text")[:size]
    return Inbox(mailbox, list(messages), standing, size, _arrived(standing, since))


def _size(wanted: str) -> int:
    return max(PAGE, min(number_in_address(wanted) or PAGE, LARGEST))


def _arrived(standing: Standing, since: str) -> int:
    before = number_in_address(since.partition(".")[0])
    return 0 if before is None else max(0, standing.total - before)
