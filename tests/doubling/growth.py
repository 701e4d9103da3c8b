"""How the time of a function grows with its input: doubled inputs, and the exponent fitted to their times.

1 is linear, 2 is quadratic. An input that is refused has an exponent of its own: refusing must be cheap too.
"""

import gc
import math
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

NEGLIGIBLE: Final = 0.05
"""Seconds: what takes less says nothing about growth."""
LONGEST: Final = 2.0
"""Seconds of the processor: larger inputs than this takes are not tried."""
TRIES: Final = 2


@dataclass(frozen=True)
class Door:
    """A field, or a place where something comes in."""

    name: str
    make: Callable[[int], object]
    """An input of about so many characters."""
    take: Callable[..., object]
    refusals: tuple[type[Exception], ...] = ()
    """What `take` may answer instead."""
    largest: int = 1_000_000

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Growth:
    """Times by size of the input, in seconds of the processor."""

    times: dict[int, float] = field(default_factory=dict)

    @property
    def exponent(self) -> float:
        """The slope of the logarithms through the times that say something; 0 if all are negligible."""
        points = [(math.log(size), math.log(spent)) for size, spent in self.times.items() if spent > NEGLIGIBLE]
        if len(points) < 2:
            return 0.0
        across, up = (sum(values) / len(points) for values in zip(*points, strict=True))
        below = sum((x - across) ** 2 for x, _ in points)
        return float(sum((x - across) * (y - up) for x, y in points) / below)

    @property
    def longest(self) -> float:
        return max(self.times.values())


def measure(door: Door, smallest: int = 8_000) -> Growth:
    """Double the input from `smallest` until it is the largest, or takes LONGEST."""
    times: dict[int, float] = {}
    size = smallest
    while size <= door.largest and max(times.values(), default=0) < LONGEST:
        times[size] = min(_spent(door, size) for _ in range(TRIES))
        size *= 2
    return Growth(times)


def _spent(door: Door, size: int) -> float:
    given = door.make(size)
    gc.collect()
    begun = time.process_time()
    with suppress(*door.refusals):
        door.take(given)
    return time.process_time() - begun
