"""The steps of a rule: each disrupts so many occasions, then the next one does, and after the last none."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from infra.hooks.disruptions import Break, Disruption


@dataclass(frozen=True)
class Delay:
    """The delay of an answer in milliseconds: fixed, or random between two values."""

    shortest_ms: int = 0
    longest_ms: int = 0
    seed: int = 0
    """The same seed gives the same delays, one after the other."""

    def seconds(self, number: int) -> float:
        """The delay of the number-th that goes wrong."""
        spread = random.Random(f"{self.seed}-{number}")  # noqa: S311 (repeatable on purpose, protects nothing)
        return spread.uniform(self.shortest_ms, self.longest_ms) / 1000


@dataclass(frozen=True)
class FaultStep:
    """A disruption, and how many times it happens."""

    times: int | None = None
    """None: for ever."""
    delay: Delay = Delay()
    code: int | None = None
    breaks: Break | None = None
    is_not_delivered: bool = False

    def disruption(self, rule: str, number: int, run: str = "") -> Disruption:
        """The disruption at the number-th time, by the rule with this id and of this run."""
        return Disruption(rule, self.delay.seconds(number), self.code, self.breaks, self.is_not_delivered, run)

    def as_json(self) -> dict[str, Any]:
        return {
            "times": self.times,
            "delay": [self.delay.shortest_ms, self.delay.longest_ms, self.delay.seed],
            "code": self.code,
            "breaks": self.breaks.value if self.breaks else None,
            "is_not_delivered": self.is_not_delivered,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Read what `as_json` wrote."""
        breaks = Break(value["breaks"]) if value["breaks"] else None
        return cls(value["times"], Delay(*value["delay"]), value["code"], breaks, value["is_not_delivered"])


def step_at(steps: Sequence[FaultStep], number: int) -> FaultStep | None:
    """The step of the number-th that goes wrong, counted from 1. None: it does not, all steps are over."""
    for step in steps:
        if step.times is None or number <= step.times:
            return step
        number -= step.times
    return None
