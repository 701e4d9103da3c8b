"""Actions on the letters that are chosen in a list, or on the one that is open."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from django.db.models import QuerySet
from django.http import QueryDict

from infra.database.write_transaction import write_transaction
from infra.validation.unstorable import number_in_address
from mailbox_operator.mailbox import bin_removal, filing, mailbox_log
from mailbox_operator.models import FilingStep, Mailbox, Message
from mailbox_ui.access.rights import OpenedMailbox
from mailbox_ui.inbox.list_query import ListQuery
from mailbox_ui.inbox.page import selected_messages
from mailbox_ui.models import EidHolder

MAX_CHOSEN: Final = 1_600
"""Messages that can be chosen one by one: as many as a page shows."""


class LetterAction(StrEnum):
    """The actions of the buttons. The values stand in forms."""

    ARCHIVE = "arkivera"
    FILE = "flytta"
    THROW_AWAY = "slang"
    TO_INBOX = "till-inkorgen"
    RESTORE = "aterstall"
    MARK_READ = "last"
    MARK_UNREAD = "olast"
    REMOVE = "ta-bort"


class ActionObstacle(StrEnum):
    """The reasons that nothing was done."""

    NOTHING_CHOSEN = "nothing chosen"
    NO_FOLDER = "no folder"
    """The folder is gone, or none was named."""
    GONE = "gone"
    """None of the letters is where it was: another page has moved or removed them."""
    NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class ActionOutcome:
    """The result of an action."""

    step: FilingStep | None = None
    """By which it can be undone."""
    removed: int = 0
    """Letters that were removed for good."""
    missing: int = 0
    """Letters that were chosen, and were not touched: another page has moved or removed them."""
    obstacle: ActionObstacle | None = None

    @property
    def event(self) -> mailbox_log.Event | None:
        """The event for the mailbox's log; None: nothing was done."""
        if self.removed:
            return mailbox_log.Event.DELETED
        return _EVENTS[filing.Kind(self.step.kind)] if self.step else None

    @property
    def about(self) -> str:
        """The letter's subject, or how many letters there were."""
        return _about(self.step) if self.step else str(self.removed)


def perform_action(opened: OpenedMailbox, query: ListQuery, form: QueryDict, by: EidHolder) -> ActionOutcome:
    """Do what a form asks for with the letters of a list, all or nothing, and note it in the mailbox's log.

    `form` is as posted, nonsense included.
    """
    with write_transaction():
        outcome = _perform(opened, query, form)
        if outcome.event is not None:
            mailbox_log.note_event(opened.mailbox, outcome.event, by.number, by.name, about=outcome.about)
    return outcome


def undo_step(opened: OpenedMailbox, key: str, by: EidHolder) -> filing.Undone | None:
    """Undo an action, and note it in the mailbox's log. None: there is no such action, or it is undone already."""
    with write_transaction():
        step = opened.mailbox.filing_steps.filter(key=key).first()
        # Read first: what is undone is of the step no longer.
        about = _about(step) if step else ""
        undone = filing.undo_action(opened.mailbox, key)
        if undone is not None:
            mailbox_log.note_event(opened.mailbox, mailbox_log.Event.UNDONE, by.number, by.name, about=about)
    return undone


def _about(step: FilingStep) -> str:
    """The letter's subject, or how many letters the action changed."""
    subjects = step.messages.values_list("subject", flat=True)
    return (subjects.first() if step.count == 1 else None) or str(step.count)


def _perform(opened: OpenedMailbox, query: ListQuery, form: QueryDict) -> ActionOutcome:
    action = _action(form)
    if action is None:
        return ActionOutcome(obstacle=ActionObstacle.NOT_KNOWN)
    messages, chosen = _chosen(opened, query, form)
    if chosen == 0:
        return ActionOutcome(obstacle=ActionObstacle.NOTHING_CHOSEN)
    if action is LetterAction.REMOVE:
        removed = bin_removal.remove_messages(messages, opened.mailbox)
        return ActionOutcome(removed=removed) if removed else ActionOutcome(obstacle=ActionObstacle.GONE)
    if action is LetterAction.FILE:
        return _put_in_folder(opened.mailbox, messages, chosen, form)
    return _outcome(_STEPS[action](messages, opened.mailbox), chosen)


def _put_in_folder(mailbox: Mailbox, messages: QuerySet[Message], chosen: int, form: QueryDict) -> ActionOutcome:
    folder = mailbox.folders.filter(key=form.get("mapp", "")[:12]).first()
    if folder is None:
        return ActionOutcome(obstacle=ActionObstacle.NO_FOLDER)
    return _outcome(filing.move_to_folder(messages, folder), chosen)


def _outcome(step: FilingStep | None, chosen: int) -> ActionOutcome:
    if step is None:
        return ActionOutcome(obstacle=ActionObstacle.GONE)
    return ActionOutcome(step=step, missing=max(0, chosen - step.count))


def _action(form: QueryDict) -> LetterAction | None:
    with suppress(ValueError):
        # A button of the menu of folders names only its folder.
        return LetterAction(form.get("gor", LetterAction.FILE if form.get("mapp") else ""))
    return None


def _chosen(opened: OpenedMailbox, query: ListQuery, form: QueryDict) -> tuple[QuerySet[Message], int]:
    """The letters, and how many were chosen."""
    if form.get("alla") == "1":
        everything = _not_newer(selected_messages(opened, query), form.get("senast", ""))
        return everything, everything.count()
    ids = _read_ids(form.getlist("brev")[:MAX_CHOSEN])
    return opened.mailbox.messages.filter(public_id__in=ids), len(ids)


def _not_newer(messages: QuerySet[Message], newest: str) -> QuerySet[Message]:
    """Without what came after the page was drawn: nobody has seen it there."""
    milliseconds = number_in_address(newest)
    if milliseconds is None:
        return messages
    with suppress(ValueError, OverflowError, OSError):
        return messages.filter(received_at__lt=datetime.fromtimestamp((milliseconds + 1) / 1000, UTC))
    return messages


def _read_ids(written: Sequence[str]) -> set[uuid.UUID]:
    ids = set()
    for each in written:
        with suppress(ValueError):
            ids.add(uuid.UUID(each))
    return ids


_STEPS: Final[Mapping[LetterAction, Callable[[QuerySet[Message], Mailbox], FilingStep | None]]] = {
    LetterAction.ARCHIVE: filing.archive_messages,
    LetterAction.THROW_AWAY: filing.move_to_bin,
    LetterAction.TO_INBOX: filing.return_to_inbox,
    LetterAction.RESTORE: filing.restore_messages,
    LetterAction.MARK_READ: filing.mark_read,
    LetterAction.MARK_UNREAD: filing.mark_unread,
}
_EVENTS: Final[Mapping[filing.Kind, mailbox_log.Event]] = {
    filing.Kind.ARCHIVED: mailbox_log.Event.ARCHIVED,
    filing.Kind.FILED: mailbox_log.Event.MOVED,
    filing.Kind.THROWN_AWAY: mailbox_log.Event.THROWN_AWAY,
    filing.Kind.RETURNED: mailbox_log.Event.MOVED,
    filing.Kind.RESTORED: mailbox_log.Event.RESTORED,
    filing.Kind.MARKED_READ: mailbox_log.Event.MARKED_READ,
    filing.Kind.MARKED_UNREAD: mailbox_log.Event.MARKED_UNREAD,
}
