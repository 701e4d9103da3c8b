"""When the relay has something to do next: for pages that ask, and for testers who move the clock."""

from datetime import datetime

from django.db.models import Min

from formedlare.lanes import breaker, leases
from formedlare.lanes.timing import HELD
from formedlare.models import Lane, Leg
from formedlare.models.channel import LOOKUP_LANE, PRINT_QUEUE_LANE
from infra import clock


def next_due() -> datetime | None:
    """When the next leg is due in a lane that is tried, a lane is tried again, or a deadline passes."""
    # Intake does not make this row.
    breaker.ensure_lanes({LOOKUP_LANE})
    now = clock.now()
    if leases.lanes_with_work() or leases.is_at_work():
        return now
    unfinished = Leg.objects.filter(lane__isnull=False).exclude(lane=PRINT_QUEUE_LANE)
    free = unfinished.exclude(lane__startswith=f"{HELD} ")
    paused = Lane.objects.exclude(breaker=Lane.Breaker.CLOSED)
    tried = free.exclude(lane__in=paused.values("name"))
    retried = paused.filter(retry_at__gt=now, name__in=unfinished.values("lane"))
    moments = (
        tried.filter(due_at__gt=now).aggregate(next=Min("due_at"))["next"],
        unfinished.filter(deadline__gt=now).aggregate(next=Min("deadline"))["next"],
        retried.aggregate(next=Min("retry_at"))["next"],
    )
    return min(filter(None, moments), default=None)
