"""The log of a mailbox: each log-in, look and change with its author and time. Only its owner reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from infra import clock
from infra.database.write_transaction import write_transaction
from mailbox_operator.models import Mailbox, MailboxLogEntry, Message

Event = MailboxLogEntry.Event

PAGE: Final = 50
"""Entries on a page of the log."""
NOTED_AGAIN_AFTER: Final = timedelta(hours=1)
"""A person who goes to and fro between pages looks once."""
MAX_ABOUT: Final = 256


def note_event(
    mailbox: Mailbox, event: Event, by: str, by_name: str, about: str = "", message: Message | None = None
) -> None:
    """Note that the person did this with the mailbox, now.

    `about` is a name, and no sentence; without it, a message is told by its subject. Note what was done in the
    transaction that does it.
    """
    told = about or (message.subject if message else "")
    with write_transaction():
        MailboxLogEntry.objects.create(
            mailbox=mailbox,
            event=event,
            by=by,
            by_name=by_name[:MAX_ABOUT],
            about=told[:MAX_ABOUT],
            message=message,
            at=clock.now(),
        )


def note_event_once(
    mailbox: Mailbox, event: Event, by: str, by_name: str, about: str = "", message: Message | None = None
) -> None:
    """As `note_event`, but not again within the hour: for what a person does many times without a decision."""
    lately = MailboxLogEntry.objects.filter(
        mailbox=mailbox, by=by, event=event, at__gt=clock.now() - NOTED_AGAIN_AFTER
    )
    same = lately.filter(message=message) if message else lately.filter(about=about)
    if not same.exists():
        note_event(mailbox, event, by, by_name, about, message)


@dataclass(frozen=True, slots=True)
class MailboxLogPage:
    """A page of a log, the latest first."""

    entries: Sequence[MailboxLogEntry]
    next_before: int | None
    """What to give as `before` for the page of older entries; None: there are none."""


def read_log(mailbox: Mailbox, before: int | None = None) -> MailboxLogPage:
    """The entries before the one with this primary key, or the latest. One query."""
    entries = mailbox.log.select_related("message").defer("message__body", "message__shown_html")
    if before is not None:
        entries = entries.filter(pk__lt=before)
    found = list(entries[: PAGE + 1])
    shown = found[:PAGE]
    return MailboxLogPage(shown, shown[-1].pk if len(found) > PAGE else None)
