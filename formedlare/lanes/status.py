"""How each lane is doing, for people and programs, and how many workers it may have."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Count

from formedlare.lanes import breaker
from formedlare.models import Lane, Leg
from infra.database.write_transaction import write_transaction
from infra.errors import NotFound
from infra.validation import NumberLimits, require_limits

CONCURRENCY: Final = NumberLimits(1, 64)
"""Workers that may be at a lane at once."""


@dataclass(frozen=True)
class LaneStatus:
    """A lane, and what waits in it."""

    lane: Lane
    waiting: int
    """Unfinished legs."""
    oldest_waiting_since: datetime | None
    """When the oldest of them was received."""


def all_statuses() -> list[LaneStatus]:
    """Of every lane, by name."""
    return _statuses_of(list(Lane.objects.order_by("name")))


def status_of(name: str) -> LaneStatus:
    """Of one lane.

    Raises:
        NotFound: there is no such lane; the text names those that there are.
    """
    lane = Lane.objects.filter(name=name).first()
    if lane is None:
        raise _unknown_lane(name)
    [status] = _statuses_of([lane])
    return status


def set_concurrency(name: str, workers: int) -> None:
    """Change how many workers may be at the lane at once.

    Raises:
        InvalidValues: the number is outside CONCURRENCY.
        NotFound: there is no such lane.
    """
    require_limits({"concurrency": workers}, {"concurrency": CONCURRENCY})
    with write_transaction():
        changed = Lane.objects.filter(name=name).update(concurrency=workers)
    if not changed:
        raise _unknown_lane(name)


def reset_lane(name: str) -> None:
    """Close the lane's breaker, and make waiting legs due at once.

    Raises:
        NotFound: there is no such lane.
    """
    if breaker.reset_lane(name) is None:
        raise _unknown_lane(name)


def next_try_at(leg: Leg, lane: Lane | None) -> datetime | None:
    """When the leg's next step may be taken: it is due, and its lane's breaker lets it through.

    None: the leg is finished.
    """
    if leg.finished_at is not None:
        return None
    retry_at = lane.retry_at if lane and lane.breaker != Lane.Breaker.CLOSED else None
    return max(leg.due_at, retry_at) if retry_at else leg.due_at


def _statuses_of(lanes: Sequence[Lane]) -> list[LaneStatus]:
    # Counted from the index, and one row read for each lane: fast however many letters wait.
    counts: dict[Any, int] = dict(
        Leg.objects.filter(lane__in=[lane.name for lane in lanes])
        .values_list("lane")
        .annotate(Count("pk"))
        .order_by()
    )
    return [LaneStatus(lane, counts.get(lane.name, 0), _oldest_waiting_in(lane)) for lane in lanes]


def _oldest_waiting_in(lane: Lane) -> datetime | None:
    return Leg.objects.filter(lane=lane.name).order_by("pk").values_list("received_at", flat=True).first()


def _unknown_lane(name: str) -> NotFound:
    names = ", ".join(Lane.objects.order_by("name").values_list("name", flat=True)) or "-"
    return NotFound(
        f"Det finns ingen kö {name}. De som finns är {names}.",
        f"There is no lane {name}. There are {names}.",
        slug="lane-unknown",
    )
