"""The print files, and how far each has come."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count

from formedlare.models.channel import PRINT_QUEUE_LANE, Channel
from infra.database.pages import page_of
from infra.hooks import runs
from sender.print_files.models import BatchFile, BatchLine

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


def list_files(limit: int, before: int | None = None, **which: str) -> tuple[list[BatchFile], int | None]:
    """A page of print files, the newest first, and the key before which the next begins; None: these are the last.

    `which`: the `sender`, `state` or other column that they must have.
    """
    rows = runs.without_other_labels(BatchFile.objects.filter(**which).order_by("-pk"))
    files, last = page_of(rows if before is None else rows.filter(pk__lt=before), limit)
    return files, last.pk if last else None


def list_unsent_lines(file: BatchFile, limit: int, after: int = 0) -> tuple[list[BatchLine], int | None]:
    """A page of the lines that were refused or have failed, and the number after which others follow."""
    rows = BatchLine.objects.filter(file=file, state__in=NOT_SENT, number__gt=after).order_by("number")
    lines, last = page_of(rows.select_related("leg__distribution").defer("body"), limit)
    return lines, last.number if last else None


def count_letters(file: BatchFile) -> Progress:
    """Count the letters of a file: from an index of the table, and from the lane of those that may go on paper."""
    states: Counter[str] = Counter()
    channels: Counter[str] = Counter()
    sent: Counter[str] = Counter()
    rows = BatchLine.objects.filter(file=file).values_list("state", "channel").annotate(Count("pk")).order_by()
    for state, channel, count in rows:
        states[state] += count
        if channel:
            channels[channel] += count
        if state in SENT:
            sent[channel] += count
    # Counted after the rows: what is printed in between must not be counted twice.
    if in_print_queue := min(_in_print_queue(file), states[State.HANDED_OVER]):
        sent[Channel.PRINT.value] += in_print_queue
    return Progress(file.lines, dict(states), dict(channels), in_print_queue, dict(sent))


def _in_print_queue(file: BatchFile) -> int:
    """Those that lie ready for paper. Before that it may turn out that they cannot be printed."""
    for_paper = BatchLine.objects.filter(file=file, state=State.HANDED_OVER, channel=Channel.PRINT)
    return for_paper.filter(leg__lane=PRINT_QUEUE_LANE).count()
