"""Which worker has which leg: rows are claimed for a time, and the claim is renewed while the worker lives.

A worker that is killed stops renewing, and others take over what it had. Nothing of this is in memory alone:
several workers on several hosts share the work through the rows.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from formedlare.lanes import breaker
from formedlare.models import Lane, Leg
from formedlare.models.channel import LOOKUP_LANE, OWN_LANES, PRINT_QUEUE_LANE
from infra import clock
from infra.database.write_transaction import write_transaction
from infra.work.lease_renewal import LeaseRenewal
from infra.work.leases import claim_rows, is_free, new_holder, release_leases, renew_leases

LEASE: Final = timedelta(seconds=settings.RELAY_LEASE_SECONDS)
MAX_COUNTED: Final = 100
"""More than this needs no counting: every worker that the lane allows has enough to do."""


@contextmanager
def held_leases() -> Iterator[str]:
    """A name to claim legs under. Its claims are renewed while the block lasts, and released at its end."""
    name = new_holder()
    try:
        yield name
    finally:
        if renewal.end(name):
            release_all(name)


def claim_due_legs(lane_name: str, holder: str, max_legs: int) -> list[Leg]:
    """Claim up to `max_legs` legs that are due in the lane, the oldest first, with their distributions.

    None: nothing is due, enough workers are at it, or the lane's breaker is open. A leg waits for earlier
    ones to the same recipient that must arrive before it; to be looked up it need not.
    """
    now = clock.now()
    with write_transaction():
        lane = breaker.locked_lane(lane_name)
        allowed = min(max_legs, breaker.count_allowed(lane, _count_others(lane_name, holder), now))
        if allowed <= 0:
            return []
        ids = _first_keys(_due(lane_name, now), allowed)
        if not ids and lane.breaker != Lane.Breaker.CLOSED:
            # It is time to try whether the other side is back, also where its letters have longer pauses.
            ids = _first_keys(_free_in_turn(lane_name), allowed)
        if ids:
            breaker.note_attempt(lane)
            _claim(ids, holder)
    return list(Leg.objects.filter(pk__in=ids).select_related("distribution").order_by("pk")) if ids else []


def claim_overdue_legs(holder: str, max_legs: int = 500) -> list[Leg]:
    """Claim legs to mailbox operators that are past their deadline."""
    now = clock.now()
    with write_transaction():
        overdue = Leg.objects.filter(is_free(LEASE), lane__isnull=False, deadline__lte=now)
        overdue = overdue.exclude(lane__in=[*OWN_LANES.values(), PRINT_QUEUE_LANE]).order_by("pk")
        ids = _first_keys(overdue, max_legs)
        if ids:
            _claim(ids, holder)
    return list(Leg.objects.filter(pk__in=ids).select_related("distribution").order_by("pk"))


def still_held(claimed: Sequence[Leg]) -> list[Leg]:
    """The legs as they are now, of those that their holder has neither finished nor sent on."""
    rows = Leg.objects.filter(pk__in=[leg.pk for leg in claimed], claimed_until__isnull=False)
    held = rows.filter(claimed_by__in={leg.claimed_by for leg in claimed}).exclude(claimed_by="")
    return list(held.select_related("distribution").order_by("pk"))


def release_claims(claimed: Sequence[Leg]) -> None:
    """Give up claims before their holder ends."""
    if claimed:
        release_leases(Leg.objects.filter(pk__in=[leg.pk for leg in claimed]), claimed[0].claimed_by)


def lanes_with_work() -> list[tuple[str, int, int]]:
    """The lanes in which something is due and free, and that have room for a worker: name, how many legs (at
    most what all its workers would take at once), and for how many workers there is room.
    """
    now = clock.now()
    found = []
    for lane in Lane.objects.all():
        at_it = _count_others(lane.name, "")
        if breaker.count_allowed(lane, at_it, now) and (due := _count_due(lane, now)):
            found.append((lane.name, due, breaker.count_slots(lane) - at_it))
    return found


def is_at_work() -> bool:
    """Some worker holds a leg."""
    return _claimed().exclude(is_free(LEASE)).exists()


def _count_due(lane: Lane, now: datetime) -> int:
    rows = _due(lane.name, now) if lane.breaker == Lane.Breaker.CLOSED else _free_in_turn(lane.name)
    return rows[:MAX_COUNTED].count()


def _due(lane_name: str, now: datetime) -> QuerySet[Leg]:
    return _free_in_turn(lane_name).filter(due_at__lte=now)


def _free_in_turn(lane_name: str) -> QuerySet[Leg]:
    """Legs that nobody has claimed and that wait for no earlier letter, the oldest first."""
    rows = Leg.objects.filter(is_free(LEASE), lane=lane_name).order_by("pk")
    if lane_name != LOOKUP_LANE:
        rows = rows.filter(~Exists(Leg.objects.filter(order_key=OuterRef("order_key"), pk__lt=OuterRef("pk"))))
    return rows


def _first_keys(rows: QuerySet[Leg], max_legs: int) -> list[int]:
    return list(_skipping_locked(rows)[:max_legs].values_list("pk", flat=True))


def _skipping_locked(rows: QuerySet[Leg]) -> QuerySet[Leg]:
    if connection.features.has_select_for_update_skip_locked:
        return rows.select_for_update(skip_locked=True, of=("self",))
    return rows


def _claimed(**which: str | Collection[str]) -> QuerySet[Leg]:
    # By the index on claimed_until, which holds few rows, instead of through the whole backlog.
    return Leg.objects.filter(claimed_until__isnull=False, **which)


def _count_others(lane_name: str, holder: str) -> int:
    at_it = _claimed(lane=lane_name).exclude(is_free(LEASE)).exclude(claimed_by=holder)
    return at_it.values("claimed_by").distinct().count()


def _claim(ids: Sequence[int], holder: str) -> None:
    # Before the rows are written: to release once too often does no harm, but a claim that is never released
    # blocks the leg until the lease ends.
    renewal.begin(holder)
    claim_rows(Leg.objects.filter(pk__in=ids), holder, LEASE)


def release_all(holder: str) -> None:
    """Release all legs that the holder still has."""
    release_leases(_claimed(), holder)


def renew_claims(holders: Collection[str]) -> None:
    """Let the holders keep what they have for another lease."""
    with write_transaction():
        # Locked rows are being moved to their next state: to wait for them could be a deadlock.
        ids = list(_skipping_locked(_claimed(claimed_by__in=holders)).values_list("pk", flat=True))
        renew_leases(Leg.objects.filter(pk__in=ids), holders, LEASE)


renewal: Final = LeaseRenewal(renew_claims, every=LEASE / 3)
"""The thread of this process that renews the claims of all its workers."""
