"""Pauses between attempts that grow, and when a row is due again."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

_MAX_DOUBLINGS = 40
"""More would overflow. All pauses reach their longest long before."""


@dataclass(frozen=True)
class Backoff:
    """The first pause, then `factor` times as long after each further attempt, up to the longest."""

    first: timedelta
    longest: timedelta
    factor: float = 2.0

    def pause_after(self, attempts: int) -> timedelta:
        """The pause after so many attempts before the one that has just failed: 0 gives the first pause."""
        growth = self.factor ** min(max(attempts, 0), _MAX_DOUBLINGS)
        if growth >= self.longest / self.first:
            return self.longest
        return self.first * growth

    def jittered_pause_after(self, attempts: int) -> timedelta:
        """The same pause, up to a fifth shorter or longer."""
        return with_jitter(self.pause_after(attempts))


def with_jitter(pause: timedelta) -> timedelta:
    """The pause, up to a fifth shorter or longer, which spreads rows that failed together."""
    return pause * random.uniform(0.8, 1.2)  # noqa: S311 (spreads load, protects nothing)


def is_due(now: datetime, longest: timedelta, column: str = "due_at") -> Q:
    """The rows that have no pause left.

    A pause that ends further ahead than any that is given now was given before the clock was set back.
    """
    return Q(**{f"{column}__lte": now}) | Q(**{f"{column}__gt": now + 2 * longest})
