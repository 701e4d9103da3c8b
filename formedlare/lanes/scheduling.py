"""Who is set to work: hints to the queue that a lane has something due, and the sweep for what was forgotten."""

from math import ceil
from typing import Final

from django.conf import settings

from formedlare import dispatch
from formedlare.dispatch import Worked
from formedlare.lanes import breaker, leases, retention, retry
from formedlare.models.channel import LOOKUP_LANE
from infra.celery import app

WORK_TASK: Final = "formedlare.work_lane"
EXPIRES: Final = 10
"""Seconds. A hint that nobody took by then is one of many: the next sweep looks again."""


def look_up() -> None:
    """Look up what has come in, and set the lanes to work that it was sent to."""
    work_lane(LOOKUP_LANE)


def work_lane(lane: str) -> None:
    """Advance a lane for a while; then let others have a turn.

    Only who has advanced something wakes others: hints that find nothing to do must not breed.
    """
    worked = dispatch.work(lane)
    if worked is Worked.SOME:
        _send(lane)
    if worked is not Worked.NOTHING:
        kick_all(but=lane)


def sweep() -> None:
    """Set every lane to work in which something is due, give up what is overdue, forget what is old."""
    # Whoever takes letters in leaves this to us: the lane is there before its first hint can be lost.
    breaker.ensure({LOOKUP_LANE})
    retry.mend_after_clock_jump()
    dispatch.give_up_overdue()
    retry.hold_back_idle()
    kick_all()
    retention.forget_sealed()


def kick_all(but: str = "") -> None:
    """Ask for as many workers in each lane as there is work and room for."""
    for lane, due, room in leases.lanes_with_work():
        if lane != but:
            for _ in range(min(room, ceil(due / dispatch.BATCH))):
                _send(lane)


def _send(lane: str) -> None:
    app.send_task(WORK_TASK, args=[lane], queue=queue_of(lane), expires=EXPIRES, retry=False)


def queue_of(lane: str) -> str:
    """The Celery queue of a lane: its own where the settings keep it apart, else the relay's."""
    return f"{settings.RELAY_QUEUE}.{lane}" if lane in settings.LANES_APART else settings.RELAY_QUEUE
