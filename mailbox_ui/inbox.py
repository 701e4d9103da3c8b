"""The inbox: the messages that it shows, and the version by which an open page learns of new ones."""

from dataclasses import dataclass

from django.db.models import Count, Max

from mailbox_operator.models import Mailbox, Message

PAGE = 50
LARGEST = 6_400
"""Messages on one page at most; each "visa fler" doubles their number."""


@dataclass(frozen=True, slots=True)
class InboxVersion:
    """Changes when an inbox would look different."""

    total: int
    unread: int
    newest: int

    def __str__(self) -> str:
        return f"{self.total}.{self.unread}.{self.newest}"

    @classmethod
    def of(cls, mailbox: Mailbox) -> "InboxVersion":
        found = mailbox.messages.aggregate(total=Count("pk"), read=Count("read_at"), newest=Max("received_at"))
        newest = int(found["newest"].timestamp() * 1000) if found["newest"] else 0
        return cls(found["total"], found["total"] - found["read"], newest)


@dataclass(frozen=True, slots=True)
class Inbox:
    mailbox: Mailbox
    messages: list[Message]
    version: InboxVersion
    size: int
    new: int = 0
    """How many came since the page was last drawn."""

    @property
    def larger(self) -> int | None:
        """The size that shows more, or None when everything is shown."""
        is_all = self.size >= min(self.version.total, LARGEST)
        return None if is_all else min(self.size * 2, LARGEST)


def load_inbox(mailbox: Mailbox, wanted: str = "", *, since: str = "") -> Inbox:
    """The newest messages. Two queries, however many there are.

    `wanted` is the number of messages asked for and `since` an earlier version, both as written in
    an address; nonsense counts as absent.
    """
    version = InboxVersion.of(mailbox)
    size = _parse_size(wanted)
    messages = mailbox.messages.defer("body", "support_text")[:size]
    return Inbox(mailbox, list(messages), version, size, _count_new(version, since))


def _parse_size(wanted: str) -> int:
    return max(PAGE, min(int(wanted), LARGEST)) if wanted.isascii() and wanted.isdigit() else PAGE


def _count_new(version: InboxVersion, since: str) -> int:
    before = since.partition(".")[0]
    return max(0, version.total - int(before)) if before.isascii() and before.isdigit() else 0
