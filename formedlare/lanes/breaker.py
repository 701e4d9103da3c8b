"""Circuit breakers: how many workers may be at a lane at once, and when its operator counts as down.

A breaker is closed while the operator answers. After some failures in a row it opens: no attempts are made for
a while, and the letters stay in the queue. Then it is half open: one letter is tried, and its answer decides.
"""

from datetime import datetime, timedelta
from typing import Final

from formedlare.models import Lane, Leg
from infra import clock
from infra.database.prepared_sql import Rows
from infra.database.write_transaction import write_transaction
from infra.texts import Text
from infra.work.backoff import Backoff

Breaker = Lane.Breaker

FAILURES_THAT_OPEN: Final = 5
"""In a row."""
BACKOFF: Final = Backoff(first=timedelta(seconds=5), longest=timedelta(minutes=5))
"""For how long an open breaker lets no attempt through."""
SLOW_MS: Final = 3_000
"""An operator that takes longer than this on average gets one call at a time: it must not hold all workers."""
NO_LIMIT: Final = 1_000
WEIGHT: Final = 0.2
"""Of the latest answer in the moving average."""
MIN_BETWEEN_NOTES: Final = timedelta(seconds=2)
"""How often the row of a lane without trouble is written, instead of for each letter."""
_FIGURES: Final = Rows(Lane, ["breaker", "failures", "average_ms", "last_success_at"], where=["name"])


def locked_lane(name: str) -> Lane:
    """The lane's row, locked until the transaction ends; made when it is new."""
    found = Lane.objects.select_for_update().filter(name=name).first()
    if found is None:
        Lane.objects.get_or_create(name=name)
        found = Lane.objects.select_for_update().get(name=name)
    return found


def ensure_lanes(names: set[str]) -> None:
    """Make the rows of lanes that are new."""
    known = set(Lane.objects.filter(name__in=names).values_list("name", flat=True))
    Lane.objects.bulk_create((Lane(name=name) for name in names - known), ignore_conflicts=True)


def count_allowed(lane: Lane, others: int, now: datetime) -> int:
    """How many legs a worker may take now, when so many others are at work there. 1,000 stands for no limit."""
    if lane.breaker == Breaker.CLOSED:
        return NO_LIMIT if others < count_slots(lane) else 0
    # A time further ahead than any pause means that the clock has been set back.
    is_time = lane.retry_at is None or lane.retry_at <= now or lane.retry_at > now + 2 * BACKOFF.longest
    return 1 if is_time and others == 0 else 0


def count_slots(lane: Lane) -> int:
    """How many workers may be at the lane at once."""
    return 1 if lane.average_ms > SLOW_MS else lane.concurrency


def note_attempt(lane: Lane) -> None:
    """Make an open breaker half open: it lets one worker through."""
    if lane.breaker == Breaker.OPEN:
        lane.breaker = Breaker.HALF_OPEN
        lane.save(update_fields=["breaker"])


def record_answer(name: str, duration_ms: int, now: datetime | None = None) -> None:
    """Record that the other side has answered, yes or no. Legs that waited for it become due at once."""
    now = now or clock.now()
    [(breaker, failures, average_ms, last_success_at)] = _FIGURES.find(name)
    lane = Lane(breaker=breaker, failures=failures, average_ms=average_ms, last_success_at=last_success_at)
    if _is_well(lane, duration_ms, now):
        return
    with write_transaction():
        lane = locked_lane(name)
        was_in_trouble = lane.breaker != Breaker.CLOSED
        lane.breaker, lane.failures, lane.opened, lane.retry_at = Breaker.CLOSED, 0, 0, None
        lane.average_ms = _average_with(lane.average_ms, duration_ms)
        lane.last_success_at = now
        lane.save()
        if was_in_trouble:
            waiting = Leg.objects.filter(lane=name, state=Leg.State.WAITING, due_at__gt=now)
            waiting.update(due_at=now)


def record_failure(name: str, problem: Text, duration_ms: int, now: datetime | None = None) -> bool:
    """Record that no usable answer came. Returns whether the breaker is open now."""
    now = now or clock.now()
    with write_transaction():
        lane = locked_lane(name)
        lane.failures += 1
        lane.last_problem = problem
        lane.average_ms = _average_with(lane.average_ms, duration_ms)
        if lane.breaker != Breaker.CLOSED or lane.failures >= FAILURES_THAT_OPEN:
            lane.breaker = Breaker.OPEN
            lane.retry_at = now + BACKOFF.jittered_pause_after(lane.opened)
            lane.opened += 1
        lane.save()
    return lane.breaker == Breaker.OPEN


def reset_lane(name: str) -> Lane | None:
    """Close the breaker, forget the failures, and make waiting legs due at once. None: no such lane."""
    now = clock.now()
    with write_transaction():
        if not Lane.objects.filter(name=name).exists():
            return None
        lane = locked_lane(name)
        lane.breaker, lane.failures, lane.opened, lane.retry_at = Breaker.CLOSED, 0, 0, None
        lane.average_ms = 0
        lane.save()
        Leg.objects.filter(lane=name, state=Leg.State.WAITING, due_at__gt=now).update(due_at=now)
    return lane


def _is_well(lane: Lane, duration_ms: int, now: datetime) -> bool:
    untroubled = lane.breaker == Breaker.CLOSED and lane.failures == 0
    quick = duration_ms <= SLOW_MS and lane.average_ms <= SLOW_MS
    return (
        untroubled
        and quick
        and lane.last_success_at is not None
        and now - lane.last_success_at < MIN_BETWEEN_NOTES
    )


def _average_with(average: int, newest: int) -> int:
    return round(average * (1 - WEIGHT) + newest * WEIGHT)
