"""Lanes: how many workers may be at an operator at once, and when it is left alone because it is down.

A breaker is closed while the operator answers. After some failures in a row it opens: nobody tries for a
while, and the letters lie safely. Then it is half open: one letter is tried, and its answer decides.
"""

import random
from datetime import datetime, timedelta
from typing import Final

from formedlare.models import Lane, Leg
from infra import clock
from infra.database.prepared_sql import Rows
from infra.database.sqlite_write_lock import writing

Breaker = Lane.Breaker

FAILURES_THAT_OPEN: Final = 5
"""In a row."""
FIRST_PAUSE: Final = timedelta(seconds=5)
LONGEST_PAUSE: Final = timedelta(minutes=5)
SLOW_MS: Final = 3_000
"""An operator that takes longer than this on average gets one call at a time: it must not hold all workers."""
WEIGHT: Final = 0.2
"""Of the newest answer in the moving average."""
NOTED_AFTER: Final = timedelta(seconds=2)
"""A lane that goes well is written down this often, not for each letter."""
_WELL: Final = Rows(Lane, ["breaker", "failures", "average_ms", "last_success_at"], where=["name"])


def locked(name: str) -> Lane:
    """The lane's row, locked until the transaction ends; made when it is new."""
    found = Lane.objects.select_for_update().filter(name=name).first()
    if found is None:
        Lane.objects.get_or_create(name=name)
        found = Lane.objects.select_for_update().get(name=name)
    return found


def ensure(names: set[str]) -> None:
    """Make the rows of lanes that are new."""
    known = set(Lane.objects.filter(name__in=names).values_list("name", flat=True))
    Lane.objects.bulk_create((Lane(name=name) for name in names - known), ignore_conflicts=True)


def allowance(lane: Lane, others: int, now: datetime) -> int:
    """How many legs a worker may take now, when so many others are at it. A large number: as it likes."""
    if lane.breaker == Breaker.CLOSED:
        return 1_000 if others < slots(lane) else 0
    # Further ahead than any pause: the clock has been put back.
    is_time = lane.retry_at is None or lane.retry_at <= now or lane.retry_at > now + 2 * LONGEST_PAUSE
    return 1 if is_time and others == 0 else 0


def slots(lane: Lane) -> int:
    """How many workers may be at the lane at once."""
    return 1 if lane.average_ms > SLOW_MS else lane.concurrency


def note_try(lane: Lane) -> None:
    """An open breaker lets somebody through: it is half open now."""
    if lane.breaker == Breaker.OPEN:
        lane.breaker = Breaker.HALF_OPEN
        lane.save(update_fields=["breaker"])


def answered(name: str, duration_ms: int, now: datetime | None = None) -> None:
    """The other side has answered, yes or no: it works. What waited for it becomes due at once."""
    now = now or clock.now()
    [(breaker, failures, average_ms, last_success_at)] = _WELL.find(name)
    lane = Lane(breaker=breaker, failures=failures, average_ms=average_ms, last_success_at=last_success_at)
    if _is_well(lane, duration_ms, now):
        return
    with writing():
        lane = locked(name)
        had_trouble = lane.breaker != Breaker.CLOSED
        lane.breaker, lane.failures, lane.opened, lane.retry_at = Breaker.CLOSED, 0, 0, None
        lane.average_ms = _averaged(lane.average_ms, duration_ms)
        lane.last_success_at = now
        lane.save()
        if had_trouble:
            waiting = Leg.objects.filter(lane=name, state=Leg.State.WAITING, due_at__gt=now)
            waiting.update(due_at=now)


def failed(name: str, problem: str, duration_ms: int, now: datetime | None = None) -> bool:
    """No usable answer. Returns whether the breaker is open now."""
    now = now or clock.now()
    with writing():
        lane = locked(name)
        lane.failures += 1
        lane.last_problem = problem
        lane.average_ms = _averaged(lane.average_ms, duration_ms)
        if lane.breaker != Breaker.CLOSED or lane.failures >= FAILURES_THAT_OPEN:
            lane.breaker = Breaker.OPEN
            lane.retry_at = now + jittered(min(FIRST_PAUSE * 2 ** min(lane.opened, 10), LONGEST_PAUSE))
            lane.opened += 1
        lane.save()
    return lane.breaker == Breaker.OPEN


def reset(name: str) -> Lane | None:
    """Close the breaker and let what waits be tried at once, as if nothing had gone wrong. None: no such lane."""
    now = clock.now()
    with writing():
        if not Lane.objects.filter(name=name).exists():
            return None
        lane = locked(name)
        lane.breaker, lane.failures, lane.opened, lane.retry_at = Breaker.CLOSED, 0, 0, None
        lane.average_ms = 0
        lane.save()
        Leg.objects.filter(lane=name, state=Leg.State.WAITING, due_at__gt=now).update(due_at=now)
    return lane


def jittered(pause: timedelta) -> timedelta:
    """The pause, up to a fifth shorter or longer: so that what failed together does not come back together."""
    return pause * random.uniform(0.8, 1.2)  # noqa: S311 (spreads load, protects nothing)


def _is_well(lane: Lane, duration_ms: int, now: datetime) -> bool:
    untroubled = lane.breaker == Breaker.CLOSED and lane.failures == 0
    quick = duration_ms <= SLOW_MS and lane.average_ms <= SLOW_MS
    return untroubled and quick and lane.last_success_at is not None and now - lane.last_success_at < NOTED_AFTER


def _averaged(average: int, newest: int) -> int:
    return round(average * (1 - WEIGHT) + newest * WEIGHT)
