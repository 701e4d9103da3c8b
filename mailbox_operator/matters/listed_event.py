"""Events of official matters, each with the facts of its letter that lists show.

They are plain values and not model objects, since a mailbox may have ten thousand of them.
"""

import uuid
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Final

from django.db.models import QuerySet

from mailbox_operator.models import MatterEvent


@dataclass(frozen=True, slots=True)
class ListedEvent:
    """An event, and the letter that tells of it. The fields are columns: see COLUMNS."""

    pk: int
    event_id: str
    matter_id: str
    preceding_event_id: str
    created_on: date | None
    matter_subject: str
    event_type: str
    status: str
    public_id: uuid.UUID
    subject: str
    language: str
    sender_name: str
    received_at: datetime
    read_at: datetime | None
    due_on: date | None
    handed_on_by: str | None
    """The addressee of a letter that was handed on to this mailbox."""

    @property
    def day(self) -> date:
        """The day of the event; where the sender gives none, the day on which the letter came."""
        return self.created_on or self.received_at.date()


OF_LETTER: Final = frozenset(
    {"public_id", "subject", "language", "sender_name", "received_at", "read_at", "due_on"}
)
COLUMN_OF: Final = {name: f"message__{name}" for name in OF_LETTER} | {
    "handed_on_by": "message__delivery__forwarding__holder"
}
COLUMNS: Final = [COLUMN_OF.get(one.name, one.name) for one in fields(ListedEvent)]


def read_listed_events(events: QuerySet[MatterEvent]) -> list[ListedEvent]:
    """Read the events with one query. Model objects would take six times as long."""
    return [ListedEvent(*row) for row in events.values_list(*COLUMNS)]
