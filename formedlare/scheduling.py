"""When lanes are worked: wakeups in the queue for lanes with something due, and the sweep that finds the rest."""

from math import ceil
from typing import Final

from django.conf import settings

from formedlare import dispatch, retry
from formedlare.deliveries import retention
from formedlare.dispatch import LaneProgress
from formedlare.lanes import breaker, leases
from formedlare.models.channel import LOOKUP_LANE
from infra.celery import app

WORK_TASK: Final = "formedlare.work_lane"
EXPIRES: Final = 10
"""Seconds. A wakeup that no worker took by then is one of many: the next sweep looks again."""


def look_up_received() -> None:
    """Look up what has come in, and wake the lanes that it was sent to."""
    work_lane(LOOKUP_LANE)


def work_lane(lane: str) -> None:
    """Advance a lane for some seconds, then let another worker go on.

    Other lanes are woken only after something was advanced, so that wakeups without work do not multiply.
    """
    progress = dispatch.work_lane(lane)
    if progress is LaneProgress.SOME:
        _wake_lane(lane)
    if progress is not LaneProgress.NOTHING:
        wake_lanes(but=lane)


def sweep_lanes() -> None:
    """Wake every lane in which something is due, give up what is overdue, delete what is old."""
    # Intake does not make this row, and a lost wakeup must not matter.
    breaker.ensure_lanes({LOOKUP_LANE})
    retry.retry_after_clock_jump()
    dispatch.give_up_overdue()
    retry.hold_back_idle()
    wake_lanes()
    retention.delete_sealed_messages()


def wake_lanes(but: str = "") -> None:
    """Ask for as many workers in each lane as there is work and room for."""
    for lane, due, room in leases.lanes_with_work():
        if lane != but:
            for _ in range(min(room, ceil(due / dispatch.MAX_CLAIMED))):
                _wake_lane(lane)


def queue_of(lane: str) -> str:
    """The Celery queue of a lane: its own where the settings keep it apart, else the relay's."""
    return f"{settings.RELAY_QUEUE}.{lane}" if lane in settings.LANES_APART else settings.RELAY_QUEUE


def _wake_lane(lane: str) -> None:
    app.send_task(WORK_TASK, args=[lane], queue=queue_of(lane), expires=EXPIRES, retry=False)
