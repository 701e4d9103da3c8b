"""The inbox: the messages that it shows, and the version by which an open page learns of new ones."""

import uuid
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Max, Q, QuerySet

from infra.unstorable import number_in_address
from mailbox_operator.models import Mailbox, Message

PAGE = 50
MAX_SHOWN = 1_600
"""Messages on one page. "Visa fler" doubles their number up to this, and then leads to the next page."""


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
    """The number of messages asked for."""
    before: str
    """The message after which this page begins; empty: with the newest."""
    has_older: bool
    new: int = 0
    """How many came since the page was last drawn."""

    @property
    def more(self) -> str:
        """Query of the address that shows older messages; empty: there are none."""
        if not self.has_older:
            return ""
        if self.size < MAX_SHOWN:
            return _query(min(self.size * 2, MAX_SHOWN), self.before)
        return _query(MAX_SHOWN, str(self.messages[-1].public_id))

    @property
    def query(self) -> str:
        """Query of the address that shows this page."""
        return _query(self.size, self.before)


def load_inbox(mailbox: Mailbox, wanted: str = "", before: str = "", *, since: str = "") -> Inbox:
    """The newest messages, or those older than the message `before`. Two queries, or three with `before`.

    `wanted` is the number of messages asked for, `before` the public id of a message and `since` an earlier
    version, all as written in an address; nonsense counts as absent.
    """
    version, size = InboxVersion.of(mailbox), _parse_size(wanted)
    last = _find_message(mailbox, before)
    messages = list(_older_than(mailbox.messages.all(), last).defer("body", "support_text")[: size + 1])
    new = 0 if last else _count_new(version, since)
    start = str(last.public_id) if last else ""
    return Inbox(mailbox, messages[:size], version, size, start, len(messages) > size, new)


def _query(size: int, before: str) -> str:
    return urlencode({"visa": size, "fore": before} if before else {"visa": size})


def _find_message(mailbox: Mailbox, public_id: str) -> Message | None:
    try:
        wanted = uuid.UUID(public_id)
    except ValueError:
        return None
    return mailbox.messages.filter(public_id=wanted).only("public_id", "received_at").first()


def _older_than(messages: QuerySet[Message], last: Message | None) -> QuerySet[Message]:
    if last is None:
        return messages
    same_moment = Q(received_at=last.received_at, pk__lt=last.pk)
    return messages.filter(Q(received_at__lt=last.received_at) | same_moment)


def _parse_size(wanted: str) -> int:
    return max(PAGE, min(number_in_address(wanted) or PAGE, MAX_SHOWN))


def _count_new(version: InboxVersion, since: str) -> int:
    before = number_in_address(since.partition(".")[0])
    return 0 if before is None else max(0, version.total - before)
