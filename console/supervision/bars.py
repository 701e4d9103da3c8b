"""Calls by day as a drawing for each thing that they are for, so that many questions do not hide few changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from console.state_names import LazyText
from far.supervision.counts import CountGroup, DayTotal

BAR, GAP, HEIGHT = 10, 2, 120
"""In the drawing's own units."""
STEP: Final = BAR + GAP
MAX_LABELS: Final = 4

GROUPS: Final[Mapping[CountGroup, LazyText]] = {
    CountGroup.LOOKUP: _("Frågor"),
    CountGroup.CHANGE: _("Ändringar i registret"),
    CountGroup.HANDOVER: _("Inlämningar till förmedlare"),
    CountGroup.DELIVERY: _("Leveranser till brevlådor"),
    CountGroup.CALLBACK: _("FaR till operatörer"),
}


@dataclass(frozen=True)
class CallBar:
    """The bar of one day."""

    x: int
    y: float
    height: float


@dataclass(frozen=True)
class Drawing:
    """Everything that the template draws of one group."""

    group: CountGroup
    calls: int
    subjects: int
    top: int
    """Calls that a bar of full height stands for, and when there were so many."""
    top_day: date
    bars: tuple[CallBar, ...]
    days: tuple[date, ...]
    """The days with a date beneath them."""
    width: int
    height: int = HEIGHT

    @property
    def title(self) -> LazyText:
        return GROUPS[self.group]


def draw_groups(totals: Iterable[DayTotal], first: date, last: date) -> list[Drawing]:
    """A drawing for each group that was called between the two days, both included, in the order of CountGroup."""
    by_group: dict[CountGroup, list[DayTotal]] = {}
    for total in totals:
        by_group.setdefault(total.group, []).append(total)
    return [_draw(group, by_group[group], first, last) for group in CountGroup if group in by_group]


def _draw(group: CountGroup, totals: Sequence[DayTotal], first: date, last: date) -> Drawing:
    busiest = max(totals, key=lambda total: total.calls)
    length = (last - first).days + 1
    return Drawing(
        group=group,
        calls=sum(total.calls for total in totals),
        subjects=sum(total.subjects for total in totals),
        top=busiest.calls,
        top_day=busiest.day,
        bars=tuple(_bar(total, first, busiest.calls) for total in totals),
        days=_labelled_days(first, length),
        width=length * STEP,
    )


def _bar(total: DayTotal, first: date, top: int) -> CallBar:
    height = round(max(1.0, total.calls * HEIGHT / top), 1)
    return CallBar((total.day - first).days * STEP, round(HEIGHT - height, 1), height)


def _labelled_days(first: date, length: int) -> tuple[date, ...]:
    """The first and last day, and some between at the same distance."""
    labels = min(MAX_LABELS, length)
    if labels == 1:
        return (first,)
    return tuple(first + timedelta(days=round(place * (length - 1) / (labels - 1))) for place in range(labels))
