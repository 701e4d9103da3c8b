"""The traffic of the last hour as a drawing: a bar per minute, what came in as a line above."""

from dataclasses import dataclass
from typing import Final

from console.overview.traffic import Minute, Tally

BAR, GAP, HEIGHT = 10, 2, 120
"""In the drawing's own units."""
STEP: Final = BAR + GAP
LABELLED_EVERY: Final = 15


@dataclass(frozen=True)
class MinuteBar:
    """A stretch of a minute's bar, one per outcome."""

    kind: str
    x: int
    y: float
    height: float


@dataclass(frozen=True)
class Chart:
    """Everything that the template draws."""

    width: int
    height: int
    top: int
    """Letters that a bar of full height stands for."""
    bars: tuple[MinuteBar, ...]
    line: str
    """Points of what came in."""
    labels: tuple[Minute, ...]
    """The quarters of an hour."""


def draw_chart(minutes: tuple[Minute, ...]) -> Chart:
    """Lay out the minutes, the oldest first, so that the busiest one just fits."""
    top = max(1, *(max(minute.tally.finished, minute.tally.received) for minute in minutes))
    bars = tuple(bar for place, minute in enumerate(minutes) for bar in _stack_bars(place, minute.tally, top))
    labels = tuple(minute for minute in minutes if minute.begins.minute % LABELLED_EVERY == 0)
    return Chart(len(minutes) * STEP, HEIGHT, top, bars, _line_points(minutes, top), labels)


def _stack_bars(place: int, tally: Tally, top: int) -> list[MinuteBar]:
    stretches, base = [], float(HEIGHT)
    for kind, count in (("delivered", tally.delivered), ("printed", tally.printed), ("failed", tally.failed)):
        if count:
            height = _scale_count(count, top)
            base -= height
            stretches.append(MinuteBar(kind, place * STEP, round(base, 1), height))
    return stretches


def _line_points(minutes: tuple[Minute, ...], top: int) -> str:
    points = []
    for place, minute in enumerate(minutes):
        y = round(HEIGHT - _scale_count(minute.tally.received, top), 1)
        points += [f"{place * STEP - GAP / 2:g},{y:g}", f"{place * STEP + BAR + GAP / 2:g},{y:g}"]
    return " ".join(points)


def _scale_count(count: int, top: int) -> float:
    return round(count * HEIGHT / top, 1)
