"""Counts of the letters that came, went and failed: today, in the last hour, and minute by minute."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from django.core.cache import cache
from django.db.models import CharField, Count, QuerySet
from django.db.models.functions import Cast, Substr

from formedlare.models import Leg
from infra import clock

Found = TypeVar("Found")

MINUTES: Final = 60
"""Shown in the chart."""
SHORTEST: Final = 2.0
"""Seconds that a figure is reused."""
SHARE: Final = 20
"""A figure that takes long to count is reused for so many times as long, however many watch."""


@dataclass(frozen=True)
class Tally:
    """Letters, counted by recipient."""

    received: int = 0
    delivered: int = 0
    printed: int = 0
    failed: int = 0

    @property
    def finished(self) -> int:
        return self.delivered + self.printed + self.failed


@dataclass(frozen=True)
class Minute:
    """One minute of the chart."""

    begins: datetime
    tally: Tally


@dataclass(frozen=True)
class Traffic:
    """The traffic as the overview shows it."""

    today: Tally
    hour: Tally
    minutes: tuple[Minute, ...]


def load_traffic() -> Traffic:
    """The figures, counted anew when they are older than what counting them cost allows."""
    today = reuse_figure("console:today", lambda: _count_since(last_midnight()))
    minutes = reuse_figure("console:minutes", lambda: _count_by_minutes(clock.now()))
    return Traffic(today, _sum_of_minutes(minutes), minutes)


def reuse_figure(key: str, count: Callable[[], Found]) -> Found:
    """The figure under the key, counted anew when it is older than what counting it cost allows."""
    known: Found | None = cache.get(key)
    if known is not None:
        return known
    begun = time.monotonic()
    counted = count()
    cache.set(key, counted, max(SHORTEST, SHARE * (time.monotonic() - begun)))
    return counted


def last_midnight() -> datetime:
    """The beginning of today in Sweden."""
    return clock.midnight(clock.today())


def _count_since(since: datetime) -> Tally:
    finished = Leg.objects.filter(finished_at__gte=since).values_list("state").annotate(Count("pk"))
    by_state = dict(finished.order_by())
    received = Leg.objects.filter(distribution__received_at__gte=since).count()
    return Tally(received, by_state.get("delivered", 0), by_state.get("printed", 0), by_state.get("failed", 0))


def _count_by_minutes(now: datetime) -> tuple[Minute, ...]:
    this = now.replace(second=0, microsecond=0)
    begins = [this - timedelta(minutes=back) for back in reversed(range(MINUTES))]
    came = _by_minute(Leg.objects.filter(distribution__received_at__gte=begins[0]), "distribution__received_at")
    went = {
        state: _by_minute(Leg.objects.filter(finished_at__gte=begins[0], state=state), "finished_at")
        for state in ("delivered", "printed", "failed")
    }
    return tuple(Minute(minute, _tally_of_minute(_stamp_of(minute), came, went)) for minute in begins)


def _tally_of_minute(stamp: str, came: Mapping[str, int], went: Mapping[str, Mapping[str, int]]) -> Tally:
    return Tally(came.get(stamp, 0), *(went[state].get(stamp, 0) for state in ("delivered", "printed", "failed")))


def _by_minute(legs: QuerySet[Leg], moment: str) -> dict[str, int]:
    # The text of a time begins alike in all our databases; truncating it would call Python for each row in SQLite.
    stamp = Substr(Cast(moment, CharField()), 1, 16)
    rows: Any = legs.annotate(stamp=stamp).values_list("stamp").annotate(Count("pk")).order_by()
    return dict(rows)


def _stamp_of(minute: datetime) -> str:
    return f"{minute:%Y-%m-%d %H:%M}"


def _sum_of_minutes(minutes: tuple[Minute, ...]) -> Tally:
    return Tally(
        received=sum(minute.tally.received for minute in minutes),
        delivered=sum(minute.tally.delivered for minute in minutes),
        printed=sum(minute.tally.printed for minute in minutes),
        failed=sum(minute.tally.failed for minute in minutes),
    )
