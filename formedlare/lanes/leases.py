"""Which worker is at which leg: rows are claimed for a while, and the claim is renewed while the worker lives.

A worker that is killed stops renewing, and others take over what it had. Nothing of this is in memory alone:
several workers on several hosts share the work through the rows.
"""

import uuid
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from formedlare.lanes import breaker
from formedlare.models import Lane, Leg
from formedlare.models.channel import LOOKUP_LANE, OWN_LANES, PRINT_QUEUE_LANE
from infra import clock
from infra.database.sqlite_write_lock import writing
from infra.work.lease_renewal import LeaseRenewal

LEASE: Final = timedelta(seconds=settings.RELAY_LEASE_SECONDS)
COUNTED: Final = 100
"""More than this needs no counting: every worker that the lane allows has enough to do."""


@contextmanager
def claimant() -> Iterator[str]:
    """A name to claim legs under. What it has claimed stays its own while the block lasts, then is let go."""
    name = uuid.uuid4().hex
    try:
        yield name
    finally:
        if _renewing.end(name):
            _let_go(name)


def take(lane_name: str, claimant: str, most: int) -> list[Leg]:
    """Claim up to `most` legs that are due in the lane, the oldest first, with their distributions.

    None: nothing is due, enough workers are at it, or the lane's breaker is open. A leg waits for earlier
    ones to the same recipient that must arrive before it; to be looked up it need not.
    """
    now = clock.now()
    with writing():
        lane = breaker.locked(lane_name)
        allowed = min(most, breaker.allowance(lane, _others_at_it(lane_name, claimant, now), now))
        if allowed <= 0:
            return []
        ids = _first(_due(lane_name, now), allowed)
        if not ids and lane.breaker != Lane.Breaker.CLOSED:
            # Time to try whether the other side is back, whatever pauses its letters have of their own.
            ids = _first(_next(lane_name, now), allowed)
        if ids:
            breaker.note_try(lane)
            _claim(ids, claimant, now)
    return list(Leg.objects.filter(pk__in=ids).select_related("distribution").order_by("pk")) if ids else []


def take_overdue(claimant: str, most: int = 500) -> list[Leg]:
    """Claim legs to mailbox operators whose deadline has passed."""
    now = clock.now()
    with writing():
        overdue = Leg.objects.filter(_is_free(now), lane__isnull=False, deadline__lte=now)
        overdue = overdue.exclude(lane__in=[*OWN_LANES.values(), PRINT_QUEUE_LANE]).order_by("pk")
        ids = _first(overdue, most)
        if ids:
            _claim(ids, claimant, now)
    return list(Leg.objects.filter(pk__in=ids).select_related("distribution").order_by("pk"))


def still_held(claimed: Sequence[Leg]) -> list[Leg]:
    """The legs as they are now, of those that their claimant has neither finished nor sent on."""
    rows = Leg.objects.filter(pk__in=[leg.pk for leg in claimed], claimed_until__isnull=False)
    held = rows.filter(claimed_by__in={leg.claimed_by for leg in claimed}).exclude(claimed_by="")
    return list(held.select_related("distribution").order_by("pk"))


def release(claimed: Sequence[Leg]) -> None:
    """Let legs go before their claimant ends."""
    if claimed:
        with writing():
            Leg.objects.filter(pk__in=[leg.pk for leg in claimed], claimed_by=claimed[0].claimed_by).update(
                claimed_by="", claimed_until=None
            )


def lanes_with_work() -> list[tuple[str, int, int]]:
    """The lanes in which something is due and free, and that have room for a worker: name, how many legs (at
    most what all its workers would take at once), and for how many workers there is room.
    """
    now = clock.now()
    found = []
    for lane in Lane.objects.all():
        at_it = _others_at_it(lane.name, "", now)
        if breaker.allowance(lane, at_it, now) and (due := _how_many(lane, now)):
            found.append((lane.name, due, breaker.slots(lane) - at_it))
    return found


def _how_many(lane: Lane, now: datetime) -> int:
    rows = _due(lane.name, now) if lane.breaker == Lane.Breaker.CLOSED else _next(lane.name, now)
    return rows[:COUNTED].count()


def _due(lane_name: str, now: datetime) -> QuerySet[Leg]:
    return _next(lane_name, now).filter(due_at__lte=now)


def _next(lane_name: str, now: datetime) -> QuerySet[Leg]:
    """What is free and whose turn it is, the oldest first."""
    rows = Leg.objects.filter(_is_free(now), lane=lane_name).order_by("pk")
    if lane_name != LOOKUP_LANE:
        rows = rows.filter(~Exists(Leg.objects.filter(order_key=OuterRef("order_key"), pk__lt=OuterRef("pk"))))
    return rows


def _first(rows: QuerySet[Leg], most: int) -> list[int]:
    return list(_skipping_locked(rows)[:most].values_list("pk", flat=True))


def _skipping_locked(rows: QuerySet[Leg]) -> QuerySet[Leg]:
    if connection.features.has_select_for_update_skip_locked:
        return rows.select_for_update(skip_locked=True, of=("self",))
    return rows


def _is_free(now: datetime) -> Q:
    """Nobody has claimed it, or whoever did is gone; or the clock has been put back since."""
    return Q(claimed_until__isnull=True) | Q(claimed_until__lt=now) | Q(claimed_until__gt=now + 2 * LEASE)


def _claimed(**which: str | Collection[str]) -> QuerySet[Leg]:
    # By the index on claimed_until, in which few rows are: not through the whole backlog.
    return Leg.objects.filter(claimed_until__isnull=False, **which)


def _others_at_it(lane_name: str, claimant: str, now: datetime) -> int:
    at_it = _claimed(lane=lane_name).exclude(_is_free(now)).exclude(claimed_by=claimant)
    return at_it.values("claimed_by").distinct().count()


def _claim(ids: Sequence[int], claimant: str, now: datetime) -> None:
    # Before the rows say so: what is let go too often does no harm, what is never let go waits for its lease.
    _renewing.begin(claimant)
    Leg.objects.filter(pk__in=ids).update(claimed_by=claimant, claimed_until=now + LEASE)


def _let_go(name: str) -> None:
    with writing():
        _claimed(claimed_by=name).update(claimed_by="", claimed_until=None)


def _renew(names: Collection[str]) -> None:
    with writing():
        # Rows that are locked are on their way to their next state: to wait for them could be a deadlock.
        ids = list(_skipping_locked(_claimed(claimed_by__in=names)).values_list("pk", flat=True))
        Leg.objects.filter(pk__in=ids).update(claimed_until=clock.now() + LEASE)


_renewing = LeaseRenewal(_renew, every=LEASE / 3)
