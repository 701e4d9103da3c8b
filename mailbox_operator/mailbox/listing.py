"""The messages of a mailbox that a list shows: where they lie, what they have, and in which order."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum, nonmember
from typing import Final

from django.db.models import Q, QuerySet

from infra import clock
from mailbox_operator.models import Folder, Mailbox, Message
from mailbox_operator.search.finding import matching_messages
from mailbox_operator.search.query_language import SearchQuery

State = Message.State
KEPT_STATES: Final = (State.INBOX, State.ARCHIVE, State.FOLDER)
"""Everywhere but in the bin."""


class SortOrder(StrEnum):
    """The values stand in addresses."""

    NEWEST = "nyast"
    OLDEST = "aldst"
    SENDER = "avsandare"
    """By name, and the newest of each first."""
    DUE = "sista-dag"
    """Only letters that have a last day to act; the most urgent first."""
    do_not_call_in_templates = nonmember(True)


_NEWEST_FIRST: Final = ("-received_at", "-pk")
COLUMNS: Final[dict[SortOrder, Sequence[str]]] = {
    SortOrder.NEWEST: _NEWEST_FIRST,
    SortOrder.OLDEST: ("received_at", "pk"),
    SortOrder.SENDER: ("sender_name", *_NEWEST_FIRST),
    SortOrder.DUE: ("due_on", *_NEWEST_FIRST),
}
"""The last column makes each order complete: no two messages have the same place."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The selection of messages of a mailbox."""

    states: Sequence[State] = KEPT_STATES
    folder: Folder | None = None
    """With the state FOLDER alone; None: of all folders."""
    search: SearchQuery = field(default_factory=SearchQuery)
    sender: str = ""
    """The sender's name as the mailbox shows it; empty: all."""
    since: date | None = None
    until: date | None = None
    """The last day, in Sweden, on which a message may have come."""
    has_files: bool = False
    is_unread: bool = False
    is_read: bool = False
    """For somebody who may not see what the holder has not read."""


def select_messages(mailbox: Mailbox, wanted: Selection) -> QuerySet[Message]:
    """The messages of the mailbox that are wanted, in no order."""
    messages = matching_messages(mailbox, wanted.search)
    if wanted.folder is not None:
        return messages.filter(_conditions(wanted), folder=wanted.folder)
    state = Q(state=wanted.states[0]) if len(wanted.states) == 1 else Q(state__in=wanted.states)
    return messages.filter(state, _conditions(wanted))


def in_order(messages: QuerySet[Message], order: SortOrder, last: Message | None = None) -> QuerySet[Message]:
    """The messages in the order, those that come after `last` where it is given, wherever that lies by now."""
    if order is SortOrder.DUE:
        messages = messages.filter(due_on__isnull=False)
        last = last if last and last.due_on else None
    if last is not None:
        messages = messages.filter(_after(COLUMNS[order], last))
    return messages.order_by(*COLUMNS[order])


def sender_names(mailbox: Mailbox) -> list[str]:
    """The names of all who have sent something that is kept, in the order of the alphabet."""
    names = mailbox.messages.order_by().values_list("sender_name", flat=True).distinct()
    return sorted(names, key=str.casefold)


def _conditions(wanted: Selection) -> Q:
    condition = Q()
    if wanted.sender:
        condition &= Q(sender_name=wanted.sender)
    if wanted.since:
        condition &= Q(received_at__gte=clock.midnight(wanted.since))
    if wanted.until:
        condition &= Q(received_at__lt=clock.midnight(wanted.until + timedelta(days=1)))
    if wanted.has_files:
        condition &= Q(attachment_count__gt=0)
    if wanted.is_unread:
        condition &= Q(read_at__isnull=True)
    if wanted.is_read:
        condition &= Q(read_at__isnull=False)
    return condition


def _after(columns: Sequence[str], last: Message) -> Q:
    """Later in the first column, or the same there and later in the second, and so on."""
    later, same = Q(), Q()
    for column in columns:
        name = column.removeprefix("-")
        value = getattr(last, name)
        later |= same & Q(**{f"{name}__{'lt' if column.startswith('-') else 'gt'}": value})
        same &= Q(**{name: value})
    return later
