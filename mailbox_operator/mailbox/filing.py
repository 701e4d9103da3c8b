"""Move and mark the messages of a mailbox, one or thousands at once, and undo that.

Each action is one transaction and leaves a FilingStep, by which it can be undone. A message that somebody has
filed elsewhere since stays where it is.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import F, Q, QuerySet

from infra import clock
from infra.database.write_transaction import write_transaction
from infra.versions import data_version
from infra.work.transitions import TransitionTable
from mailbox_operator.models import FilingStep, Folder, Mailbox, Message

State = Message.State
Kind = FilingStep.Kind

PLACES: Final = TransitionTable[State](
    {
        State.INBOX: frozenset({State.ARCHIVE, State.FOLDER, State.BIN}),
        State.ARCHIVE: frozenset({State.INBOX, State.FOLDER, State.BIN}),
        # From one folder into another, too.
        State.FOLDER: frozenset({State.INBOX, State.ARCHIVE, State.FOLDER, State.BIN}),
        State.BIN: frozenset({State.INBOX, State.ARCHIVE, State.FOLDER}),
    }
)
"""From the bin messages also leave for good: see bin_removal.py."""


@dataclass(frozen=True, slots=True)
class Undone:
    """The result of undoing an action."""

    kind: FilingStep.Kind
    count: int
    """Messages that are as they were before."""
    of: int
    """Messages that the action had changed. Some may have been filed elsewhere since."""


def archive_messages(messages: QuerySet[Message], mailbox: Mailbox) -> FilingStep | None:
    """Put messages of the mailbox into the archive. None: there was nothing to move."""
    return _move(messages, mailbox, Kind.ARCHIVED, State.ARCHIVE)


def move_to_folder(messages: QuerySet[Message], folder: Folder) -> FilingStep | None:
    """Put messages into a folder of their mailbox. None: there was nothing to move."""
    return _move(messages, folder.mailbox, Kind.FILED, State.FOLDER, folder)


def return_to_inbox(messages: QuerySet[Message], mailbox: Mailbox) -> FilingStep | None:
    """Put messages into the inbox. None: there was nothing to move."""
    return _move(messages, mailbox, Kind.RETURNED, State.INBOX)


def move_to_bin(messages: QuerySet[Message], mailbox: Mailbox) -> FilingStep | None:
    """Put messages into the bin, from which they can be taken back. None: there was nothing to move."""
    return _move(messages, mailbox, Kind.THROWN_AWAY, State.BIN)


def restore_messages(messages: QuerySet[Message], mailbox: Mailbox) -> FilingStep | None:
    """Take messages out of the bin, each to where it lay. None: none of them lies there."""
    changes = {"state": F("previous_state"), "folder": F("previous_folder")}
    return _record(messages.filter(state=State.BIN), mailbox, Kind.RESTORED, None, _moved(changes))


def mark_read(messages: QuerySet[Message], mailbox: Mailbox) -> FilingStep | None:
    """Mark messages as read. None: they were."""
    return _record(messages.filter(read_at=None), mailbox, Kind.MARKED_READ, None, {"read_at": clock.now()})


def mark_unread(messages: QuerySet[Message], mailbox: Mailbox) -> FilingStep | None:
    """Mark messages as unread. None: they were."""
    read = messages.filter(read_at__isnull=False)
    return _record(read, mailbox, Kind.MARKED_UNREAD, None, {"read_at": None})


def undo_action(mailbox: Mailbox, key: str) -> Undone | None:
    """Undo an action in the mailbox. None: there is no such action, or it is undone already."""
    with write_transaction():
        step = FilingStep.objects.select_for_update().filter(mailbox=mailbox, key=key, undone_at=None).first()
        if step is None:
            return None
        FilingStep.objects.filter(pk=step.pk).update(undone_at=clock.now())
        kind = Kind(step.kind)
        count = step.messages.filter(_UNCHANGED.get(kind, Q())).update(**_changes_back(kind))
        note_change(mailbox)
    return Undone(kind, count, step.count)


def states_before(after: State) -> Collection[State]:
    """The places from which a message may be moved to the given one."""
    return [state for state in State if PLACES.is_allowed(state, after)]


def _move(
    messages: QuerySet[Message], mailbox: Mailbox, kind: Kind, to: State, folder: Folder | None = None
) -> FilingStep | None:
    movable = messages.filter(state__in=states_before(to))
    if folder is not None:
        movable = movable.filter(Q(folder=None) | ~Q(folder=folder))
    return _record(movable, mailbox, kind, folder, _moved({"state": to, "folder": folder}))


def _moved(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes with what belongs to every move."""
    return {
        **changes,
        "previous_state": F("state"),
        "previous_folder": F("folder"),
        "moved_at": clock.now(),
    }


def _record(
    messages: QuerySet[Message], mailbox: Mailbox, kind: Kind, folder: Folder | None, changes: Mapping[str, Any]
) -> FilingStep | None:
    with write_transaction():
        # First of all: it makes others wait that file in the same mailbox.
        note_change(mailbox)
        step = FilingStep.objects.create(mailbox=mailbox, kind=kind, folder=folder, made_at=clock.now())
        found = messages.filter(mailbox=mailbox).order_by().values("pk")
        step.count = Message.objects.filter(pk__in=found).update(last_step=step, **changes)
        if not step.count:
            step.delete()
            return None
        step.save(update_fields=["count"])
    return step


def note_change(mailbox: Mailbox) -> None:
    """Give the mailbox a new version for open pages. Call it within a transaction: it locks the mailbox."""
    Mailbox.objects.filter(pk=mailbox.pk).update(changes=F("changes") + 1)
    data_version.advance_on_commit()


_UNCHANGED: Final[Mapping[Kind, Q]] = {
    Kind.MARKED_READ: Q(read_at__isnull=False),
    Kind.MARKED_UNREAD: Q(read_at__isnull=True),
}
"""Marked messages that nobody has opened or marked since."""


def _changes_back(kind: Kind) -> dict[str, Any]:
    if kind is Kind.MARKED_READ:
        return {"read_at": None, "last_step": None}
    if kind is Kind.MARKED_UNREAD:
        return {"read_at": clock.now(), "last_step": None}
    return _moved({"state": F("previous_state"), "folder": F("previous_folder"), "last_step": None})
