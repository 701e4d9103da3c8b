"""How far a print file has come."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count

from formedlare.batch.models import BatchFile, BatchLine
from formedlare.channels import Channel

State = BatchLine.State


@dataclass(frozen=True)
class Progress:
    """Letters of a file, counted."""

    lines: int
    """In the index, so far as it has been read."""
    states: dict[str, int] = field(default_factory=dict)
    channels: dict[str, int] = field(default_factory=dict)
    """Of the letters for which a channel has been chosen."""
    in_print_queue: int = 0
    """Handed over to print, and not printed yet: the next run prints them."""
    sent: dict[str, int] = field(default_factory=dict)
    """By channel, those delivered, printed or in the print queue; with `not_sent` they are `settled`."""

    @property
    def final(self) -> int:
        """Letters that have come to their end."""
        return sum(self.states.get(state, 0) for state in (*SENT, *NOT_SENT))

    @property
    def settled(self) -> int:
        """Letters that need no more waiting: those at their end, and those that the next print run prints."""
        return self.final + self.in_print_queue

    @property
    def not_sent(self) -> int:
        return sum(self.states.get(state, 0) for state in NOT_SENT)

    @property
    def handed_over(self) -> int:
        """Letters that no longer wait to be signed."""
        return self.lines - self.states.get(State.WAITING, 0)


SENT = (State.DELIVERED, State.PRINTED)
NOT_SENT = (State.FAILED, State.REFUSED)


def of(file: BatchFile) -> Progress:
    """Count the letters of a file, from an index of the table alone."""
    states: Counter[str] = Counter()
    channels: Counter[str] = Counter()
    sent: Counter[str] = Counter()
    in_print_queue = 0
    rows = BatchLine.objects.filter(file=file).values_list("state", "channel").annotate(Count("pk")).order_by()
    for state, channel, count in rows:
        states[state] += count
        if channel:
            channels[channel] += count
        is_queued = channel == Channel.PRINT and state == State.HANDED_OVER
        in_print_queue += count if is_queued else 0
        if is_queued or state in SENT:
            sent[channel] += count
    return Progress(file.lines, dict(states), dict(channels), in_print_queue, dict(sent))
