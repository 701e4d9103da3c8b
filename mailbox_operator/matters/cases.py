"""The cases (ärenden) of a mailbox: which events belong together, in which order, and the next to act.

Source: contract OfficialMatter v3; api-6.3 §4.19 (recipientinitiative: the person must act; senderinitiative: it
is being handled); founding document 7.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from mailbox_operator.matters import grouping
from mailbox_operator.matters.listed_event import ListedEvent, read_listed_events
from mailbox_operator.models import Mailbox, MatterEvent, Message


class Turn(Enum):
    """The side that must act next in a case."""

    YOURS = "yours"
    SENDERS = "senders"
    UNTOLD = "untold"
    """No letter in it says."""
    CLOSED = "closed"


TURN_OF = {
    MatterEvent.Status.YOUR_TURN: Turn.YOURS,
    MatterEvent.Status.SENDERS_TURN: Turn.SENDERS,
    MatterEvent.Status.CLOSED: Turn.CLOSED,
}


@dataclass(frozen=True, slots=True)
class CaseStep:
    """One event of a case, and the letter that told of it."""

    event: ListedEvent
    misses_predecessor: bool
    """It names an event before it, and no letter in the mailbox told of that one."""
    repeats: Sequence[ListedEvent] = ()
    """Events of later letters that say the same event again."""

    @property
    def date(self) -> date:
        return self.event.day

    @property
    def turn(self) -> Turn | None:
        """The side that must act next. None: the letter does not say.

        A letter that was handed on asks its addressee to act, and not the holder.
        """
        told = TURN_OF[MatterEvent.Status(self.event.status)] if self.event.status else None
        return None if told is Turn.YOURS and self.event.handed_on_by else told


@dataclass(frozen=True, slots=True)
class Case:
    """A case with at least one step, the oldest first."""

    steps: Sequence[CaseStep]

    @property
    def turn(self) -> Turn:
        """The turn of the last step that has one."""
        return next((step.turn for step in reversed(self.steps) if step.turn), Turn.UNTOLD)

    @property
    def subject(self) -> str:
        """The subject of the case: the newest MatterSubject, else the subject of the first letter."""
        told = (step.event.matter_subject for step in reversed(self.steps))
        return next(filter(None, told), "") or self.steps[0].event.subject

    @property
    def due_on(self) -> date | None:
        """The last day to act, while it is the holder's turn and a letter says."""
        if self.turn is not Turn.YOURS:
            return None
        return next((step.event.due_on for step in reversed(self.steps) if step.event.due_on), None)

    @property
    def matter_id(self) -> str:
        return next((step.event.matter_id for step in self.steps if step.event.matter_id), "")

    @property
    def senders(self) -> list[str]:
        """Each once, in the order of their first letters."""
        return list(dict.fromkeys(step.event.sender_name for step in self.steps))

    @property
    def latest(self) -> CaseStep:
        return self.steps[-1]

    @property
    def key(self) -> uuid.UUID:
        """The public id of its first letter. In addresses that of any of its letters names the case."""
        return self.steps[0].event.public_id

    @property
    def letter_count(self) -> int:
        return sum(1 + len(step.repeats) for step in self.steps)

    @property
    def unread(self) -> int:
        return sum(step.event.read_at is None for step in self.steps)


def cases_of(mailbox: Mailbox, *, with_unread: bool = True) -> list[Case]:
    """All cases of the mailbox, the one with the newest letter first. One query.

    Without unread letters: as somebody sees them who may only read what has been read before.
    """
    events = _events_of(mailbox, with_unread=with_unread)
    found = [_case(group, events) for group in grouping.groups_of(events)]
    return sorted(found, key=lambda case: max(step.event.received_at for step in case.steps), reverse=True)


def case_with(mailbox: Mailbox, public_id: uuid.UUID, *, with_unread: bool = True) -> Case | None:
    """The case that the letter belongs to. None: there is no such letter, or it tells of no case. One query."""
    events = _events_of(mailbox, with_unread=with_unread)
    for group in grouping.groups_of(events):
        if any(event.public_id == public_id for event in group):
            return _case(group, events)
    return None


def _events_of(mailbox: Mailbox, *, with_unread: bool) -> list[ListedEvent]:
    found = mailbox.matter_events.order_by("pk").exclude(message__state=Message.State.BIN)
    return read_listed_events(found if with_unread else found.filter(message__read_at__isnull=False))


def _case(group: Sequence[ListedEvent], events: Sequence[ListedEvent]) -> Case:
    known = {event.event_id for event in events}
    repeats: dict[tuple[str, str], list[ListedEvent]] = {}
    steps = []
    for event in grouping.in_order(group):
        mark = (event.sender_name, event.event_id)
        if event.event_id and mark in repeats:
            repeats[mark].append(event)
            continue
        again = repeats.setdefault(mark, []) if event.event_id else []
        misses = bool(event.preceding_event_id) and event.preceding_event_id not in known
        steps.append(CaseStep(event, misses, again))
    return Case(steps)
