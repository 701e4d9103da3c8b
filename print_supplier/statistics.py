"""How many letters took which channel, what paper cost, and what was saved by letters that did not become paper.

**Saved** is what the same letters would have cost on paper, counted low: each digital letter as the smallest
letter there is, one sheet in the smallest envelope, by today's price list. A letter with attachments would have
had more sheets, so the true figure is higher. E-mail and SMS count as digital as well.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet, Sum

from formedlare.legs import State
from formedlare.models import Leg
from formedlare.models.channel import Channel
from infra.hooks import runs
from print_supplier import prices
from print_supplier.models import PrintLetter

DIGITAL = frozenset(channel.value for channel in Channel if channel is not Channel.PRINT)


@dataclass(frozen=True)
class StatisticsLine:
    """One sender's letters of a period that took one channel to their recipient."""

    sender: str
    channel: Channel
    letters: int
    sheets: int
    cost_ore: int
    saved_ore: int


@dataclass(frozen=True)
class Statistics:
    """The letters that reached their recipients in a period, by sender and channel, and those that did not."""

    lines: list[StatisticsLine]
    failed: int

    @property
    def letters(self) -> int:
        return sum(line.letters for line in self.lines)

    @property
    def cost_ore(self) -> int:
        return sum(line.cost_ore for line in self.lines)

    @property
    def saved_ore(self) -> int:
        return sum(line.saved_ore for line in self.lines)

    def by_channel(self) -> list[StatisticsLine]:
        """The lines of all senders added up, one for each channel, also where there is nothing."""
        return [_add_up(channel, [line for line in self.lines if line.channel is channel]) for channel in Channel]


def count_letters(sender: str = "", since: datetime | None = None, until: datetime | None = None) -> Statistics:
    """Count what was finished from `since` until before `until`; of one sender, or of all."""
    finished = Leg.objects.filter(_within(since, until), finished_at__isnull=False)
    if sender:
        finished = finished.filter(distribution__sender=sender)
    finished = runs.without_other_labels(finished, "distribution__label")
    return Statistics(list(_count_lines(finished)), finished.filter(state=State.FAILED).count())


def _within(since: datetime | None, until: datetime | None) -> Q:
    period = Q()
    if since is not None:
        period &= Q(finished_at__gte=since)
    if until is not None:
        period &= Q(finished_at__lt=until)
    return period


def _count_lines(finished: QuerySet[Leg]) -> Iterator[StatisticsLine]:
    paper = _paper_by_sender(finished)
    smallest = prices.current_prices().cost_of(1).total_ore
    arrived = finished.filter(state__in=(State.DELIVERED, State.PRINTED))
    groups = arrived.values_list("distribution__sender", "channel").annotate(letters=Count("pk")).order_by()
    for sender, channel, letters in sorted(groups):
        is_digital = channel in DIGITAL
        sheets, cost = (0, 0) if is_digital else paper.get(sender, (0, 0))
        yield StatisticsLine(
            sender, Channel(channel), letters, sheets, cost, letters * smallest if is_digital else 0
        )


def _paper_by_sender(finished: QuerySet[Leg]) -> dict[str, tuple[int, int]]:
    """Sheets and cost by sender."""
    printed = PrintLetter.objects.filter(leg__in=finished.filter(state=State.PRINTED)).order_by()
    cost = F("postage_ore") + F("envelope_ore") + F("sheets_ore")
    sums = printed.values_list("leg__distribution__sender").annotate(paper=Sum("sheets"), ore=Sum(cost))
    return {sender: (sheets, ore) for sender, sheets, ore in sums}


def _add_up(channel: Channel, lines: list[StatisticsLine]) -> StatisticsLine:
    return StatisticsLine(
        sender="",
        channel=channel,
        letters=sum(line.letters for line in lines),
        sheets=sum(line.sheets for line in lines),
        cost_ore=sum(line.cost_ore for line in lines),
        saved_ore=sum(line.saved_ore for line in lines),
    )
