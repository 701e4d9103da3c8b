"""Loads a list of letters. It takes the same number of queries however full the mailbox is."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404

from mailbox_operator.mailbox import listing
from mailbox_operator.mailbox.folders import folders_of
from mailbox_operator.mailbox.listing import Selection, SortOrder
from mailbox_operator.models import FileText, Folder, Mailbox, Message
from mailbox_operator.search.excerpts import Excerpt, excerpts_of
from mailbox_operator.search.query_language import SearchQuery, read_query
from mailbox_ui.access.rights import OpenedMailbox, Right
from mailbox_ui.inbox.date_groups import DateGroup, group_messages
from mailbox_ui.inbox.list_query import MAX_SHOWN, ListKind, ListQuery
from mailbox_ui.inbox.version import MailboxVersion

State = Message.State
STATES: Mapping[ListKind, Sequence[State]] = {
    ListKind.INBOX: (State.INBOX,),
    ListKind.ARCHIVE: (State.ARCHIVE,),
    ListKind.BIN: (State.BIN,),
    ListKind.FOLDER: (State.FOLDER,),
    ListKind.ALL: listing.KEPT_STATES,
}
MAX_NAMED_FILES = 20
"""Files that cannot be searched, by name."""


@dataclass(frozen=True, slots=True)
class FilingPlaces:
    """What lies where in a mailbox."""

    folders: Sequence[tuple[Folder, int]]
    """Each with the number of its unread messages."""
    unread: int
    """In the inbox."""


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list, ready to be drawn."""

    opened: OpenedMailbox
    query: ListQuery
    folder: Folder | None
    search: SearchQuery
    messages: Sequence[Message]
    count: int
    """Of all messages in the list, not only those on the page."""
    has_more: bool
    version: MailboxVersion
    places: FilingPlaces
    excerpts: Mapping[int, Excerpt] = field(default_factory=dict)
    unsearchable: Sequence[FileText] = ()
    new: int = 0
    """How many came since the page was last drawn."""

    @property
    def groups(self) -> list[DateGroup]:
        return group_messages(self.messages, self.query.order)

    @property
    def more(self) -> ListQuery | None:
        """The list that shows further messages; None: there are none."""
        if not self.has_more:
            return None
        if self.query.size < MAX_SHOWN:
            return replace(self.query, size=min(self.query.size * 2, MAX_SHOWN))
        return replace(self.query, size=MAX_SHOWN, before=str(self.messages[-1].public_id))

    @property
    def may_file(self) -> bool:
        return self.opened.allows(Right.MANAGE)


def load_page(opened: OpenedMailbox, query: ListQuery, *, since: str = "") -> ListPage:
    """The messages of a list.

    `since` is an earlier version, as written in an address.

    Raises:
        Http404: the mailbox has no such folder.
    """
    mailbox, folder = opened.mailbox, find_folder(opened.mailbox, query)
    version, places = MailboxVersion.of(mailbox), load_places(mailbox)
    chosen = listing.select_messages(mailbox, _selection(opened, query, folder))
    last = _find_message(mailbox, query.before)
    found = list(_shown(chosen, query, last)[: query.size + 1])
    messages, search = found[: query.size], read_query(query.words)
    return ListPage(
        opened=opened,
        query=query if last else replace(query, before=""),
        folder=folder,
        search=search,
        messages=messages,
        count=_with_due_day(chosen, query).count(),
        has_more=len(found) > query.size,
        version=version,
        places=places,
        excerpts=excerpts_of(messages, search),
        unsearchable=_unsearchable_files(mailbox) if search else (),
        new=0 if last or query.kind is not ListKind.INBOX else version.count_new(since),
    )


def selected_messages(opened: OpenedMailbox, query: ListQuery) -> QuerySet[Message]:
    """All messages of a list, in no order. Raises Http404 as load_page."""
    folder = find_folder(opened.mailbox, query)
    chosen = listing.select_messages(opened.mailbox, _selection(opened, query, folder))
    return _with_due_day(chosen, query)


def find_folder(mailbox: Mailbox, query: ListQuery) -> Folder | None:
    """The folder that the list shows; None: it shows none. Raises Http404."""
    return get_object_or_404(mailbox.folders.all(), key=query.folder) if query.kind is ListKind.FOLDER else None


def _selection(opened: OpenedMailbox, query: ListQuery, folder: Folder | None) -> Selection:
    return Selection(
        states=STATES[query.kind],
        folder=folder,
        search=read_query(query.words),
        sender=query.sender,
        since=query.since,
        until=query.until,
        has_files=query.has_files,
        is_unread=query.is_unread,
        is_read=not opened.allows(Right.READ_NEW),
    )


def _with_due_day(chosen: QuerySet[Message], query: ListQuery) -> QuerySet[Message]:
    return chosen.filter(due_on__isnull=False) if query.order is SortOrder.DUE else chosen


def _shown(chosen: QuerySet[Message], query: ListQuery, last: Message | None) -> QuerySet[Message]:
    shown = listing.in_order(chosen, query.order, last).select_related("folder")
    # The body of a letter is read only to show where in it the words stand.
    return shown if query.words else shown.defer("body", "shown_html", "support_text")


def _find_message(mailbox: Mailbox, public_id: str) -> Message | None:
    try:
        wanted = uuid.UUID(public_id)
    except ValueError:
        return None
    columns = ("public_id", "received_at", "sender_name", "due_on")
    return mailbox.messages.filter(public_id=wanted).only(*columns).first()


def load_places(mailbox: Mailbox) -> FilingPlaces:
    """Two queries."""
    unread = mailbox.messages.filter(read_at__isnull=True).order_by()
    rows = unread.values_list("state", "folder").annotate(count=Count("pk"))
    counts = {(state, folder): count for state, folder, count in rows}
    folders = [(folder, counts.get((State.FOLDER, folder.pk), 0)) for folder in folders_of(mailbox)]
    return FilingPlaces(folders, counts.get((State.INBOX, None), 0))


def _unsearchable_files(mailbox: Mailbox) -> Sequence[FileText]:
    files = FileText.objects.filter(mailbox=mailbox).exclude(problem="").select_related("attachment__message")
    return list(files.defer("attachment__content", "attachment__message__body").order_by("-pk")[:MAX_NAMED_FILES])
