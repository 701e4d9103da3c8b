"""Group events into cases and put them in order, in time linear in the number of events.

Nothing about identifiers is sure: senders repeat them, leave them out, name events that never came, and name each
other in circles.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence

from mailbox_operator.matters.listed_event import ListedEvent


def groups_of(events: Sequence[ListedEvent]) -> list[list[ListedEvent]]:
    """The events by case.

    Events with the same OfficialMatterId form a case, also of several senders. One without belongs to the case of
    the event before it or after it (PrecedingEventId), else it begins a case of its own. Two cases that have
    identities of their own stay two, even if an event of one precedes one of the other: the contract says so.
    """
    named = _Naming(events)
    for event in events:
        if event.matter_id:
            named.case_of[event.pk] = event.matter_id
    named.spread(event for event in events if event.matter_id)
    for event in events:
        if event.pk not in named.case_of:
            named.case_of[event.pk] = event.pk
            named.spread([event])
    groups = defaultdict(list)
    for event in events:
        groups[named.case_of[event.pk]].append(event)
    return list(groups.values())


class _Naming:
    """Gives events without an OfficialMatterId the case of those that they name, or that name them."""

    def __init__(self, events: Iterable[ListedEvent]) -> None:
        self.case_of: dict[int, str | int] = {}
        self._naming: dict[str, list[ListedEvent]] = defaultdict(list)
        """The events that have an EventId or name it as preceding, by that id."""
        for event in events:
            for name in _names_in(event):
                self._naming[name].append(event)

    def spread(self, start: Iterable[ListedEvent]) -> None:
        waiting = deque(start)
        while waiting:
            event = waiting.popleft()
            for name in _names_in(event):
                # Each id is followed once: a thousand events may name the same.
                for other in self._naming.pop(name, ()):
                    if other.pk not in self.case_of:
                        self.case_of[other.pk] = self.case_of[event.pk]
                        waiting.append(other)


def _names_in(event: ListedEvent) -> set[str]:
    return {event.event_id, event.preceding_event_id} - {""}


def in_order(events: Sequence[ListedEvent]) -> list[ListedEvent]:
    """Each event after the one it names as preceding, otherwise by date, then by when the letters came.

    A circle begins with its earliest event.
    """
    by_date = sorted(events, key=lambda event: (event.day, event.received_at, event.pk))
    first: dict[str, ListedEvent] = {}
    for event in by_date:
        first.setdefault(event.event_id, event)
    placed: set[int] = set()
    ordered: list[ListedEvent] = []
    for event in by_date:
        ordered += reversed(_not_placed_before(event, first, placed))
    return ordered


def _not_placed_before(event: ListedEvent, first: dict[str, ListedEvent], placed: set[int]) -> list[ListedEvent]:
    """The event and those that precede it, backwards, up to one that has its place."""
    chain: list[ListedEvent] = []
    current: ListedEvent | None = event
    while current is not None and current.pk not in placed:
        placed.add(current.pk)
        chain.append(current)
        current = first.get(current.preceding_event_id) if current.preceding_event_id else None
    return chain
