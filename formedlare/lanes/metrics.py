"""The relay's figures for /metrics: what waits in each lane, and whether the lane is let through."""

from collections.abc import Iterable

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily

from formedlare.lanes.status import all_statuses
from formedlare.models import Lane


def metrics() -> Iterable[Metric]:
    """Of each lane: unfinished legs, the breaker and the time that answers take."""
    waiting = GaugeMetricFamily("mm_lane_waiting", "Letters that wait in the lane", labels=["lane"])
    breaker_open = GaugeMetricFamily(
        "mm_lane_breaker_open", "1 while the lane's breaker holds letters back", labels=["lane"]
    )
    duration = GaugeMetricFamily(
        "mm_lane_answer_seconds", "Moving average of how long the lane's answers take", labels=["lane"]
    )
    for status in all_statuses():
        lane = status.lane
        waiting.add_metric([lane.name], status.waiting)
        breaker_open.add_metric([lane.name], lane.breaker != Lane.Breaker.CLOSED)
        duration.add_metric([lane.name], lane.average_ms / 1000)
    return [waiting, breaker_open, duration]
