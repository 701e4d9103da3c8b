"""The state of each lane: what waits, whether the other side answers, how fast."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Max

from console import state_names
from console.overview.chart import Chart, draw_chart
from console.overview.traffic import Traffic, load_traffic
from formedlare.lanes import breaker
from formedlare.lanes.status import LaneStatus, all_statuses
from formedlare.models import Event, Lane, Leg
from formedlare.models.channel import LOOKUP_LANE, OWN_LANES, PRINT_QUEUE_LANE
from infra import clock
from infra.pki.pinned import UnreadableFile
from infra.pki.trust import unreadable_files
from infra.texts import Text
from infra.web.renewal import version_of
from mailbox_operator.models import Operator

LATELY: Final = timedelta(minutes=5)
"""Over which answers per minute are counted."""
ORDER: Final = (LOOKUP_LANE, *OWN_LANES.values())


@dataclass(frozen=True)
class ShownLane:
    """A lane as the overview shows it."""

    name: str
    title: state_names.LazyText
    is_operator: bool
    breaker: str
    retry_at: datetime | None
    failures: int
    concurrency: int
    is_slow: bool
    waiting: int
    oldest: datetime | None
    per_minute: float
    average_ms: int
    last_success_at: datetime | None
    last_problem: Text

    @property
    def breaker_name(self) -> state_names.LazyText:
        if self.breaker == Lane.Breaker.CLOSED and self.failures:
            return state_names.UNSTEADY
        return (
            state_names.SLOW
            if self.breaker == Lane.Breaker.CLOSED and self.is_slow
            else state_names.BREAKERS[self.breaker]
        )

    @property
    def tone(self) -> str:
        if self.breaker == Lane.Breaker.OPEN:
            return "bad"
        return "wait" if self.breaker == Lane.Breaker.HALF_OPEN or self.failures or self.is_slow else "good"

    @property
    def is_pause_over(self) -> bool:
        """Whether the pause is over: the next letter is tried, and as long as none waits, nothing happens."""
        return self.retry_at is not None and self.retry_at <= clock.now()

    @property
    def has_trouble(self) -> bool:
        return self.breaker != Lane.Breaker.CLOSED or self.failures > 0

    @property
    def failures_left(self) -> int:
        """The number of further failures in a row that open the breaker."""
        return max(0, breaker.FAILURES_THAT_OPEN - self.failures)


@dataclass(frozen=True)
class Overview:
    lanes: tuple[ShownLane, ...]
    traffic: Traffic
    ready_for_paper: int
    """Letters in the print queue: they wait for no answer, only for the next run."""
    unreadable: tuple[UnreadableFile, ...]
    """Files of trusted certificates that cannot be read."""

    @property
    def waiting(self) -> int:
        return sum(lane.waiting for lane in self.lanes)

    @property
    def paused(self) -> list[ShownLane]:
        return [lane for lane in self.lanes if lane.breaker == Lane.Breaker.OPEN]

    @property
    def oldest(self) -> datetime | None:
        return min((lane.oldest for lane in self.lanes if lane.oldest), default=None)

    @property
    def chart(self) -> Chart:
        return draw_chart(self.traffic.minutes)

    @property
    def version(self) -> str:
        """Changes when the page would look different; ages count in steps of ten seconds."""
        ages = int(clock.now().timestamp()) // 10 if self.waiting or self.paused else 0
        return version_of(self, ages)


def load_overview() -> Overview:
    """Everything that the page shows. The same few queries however many letters there are."""
    titles = dict(Operator.objects.values_list("name", "display_name"))
    answers = _answers_since(clock.now() - LATELY)
    views = [_view_lane(status, titles, answers) for status in all_statuses()]
    ready = Leg.objects.filter(lane=PRINT_QUEUE_LANE).count()
    return Overview(tuple(sorted(views, key=_sort_key)), load_traffic(), ready, unreadable_files())


def title_of_lane(lane: str) -> state_names.LazyText:
    return state_names.LANES.get(lane, lane)


def _view_lane(status: LaneStatus, titles: dict[str, str], answers: Counter[str]) -> ShownLane:
    lane = status.lane
    return ShownLane(
        name=lane.name,
        title=state_names.LANES.get(lane.name) or titles.get(lane.name, lane.name),
        is_operator=lane.name not in state_names.LANES,
        breaker=lane.breaker,
        retry_at=lane.retry_at,
        failures=lane.failures,
        concurrency=lane.concurrency,
        is_slow=breaker.count_slots(lane) < lane.concurrency,
        waiting=status.waiting,
        oldest=status.oldest_waiting_since,
        per_minute=answers[lane.name] / (LATELY / timedelta(minutes=1)),
        average_ms=lane.average_ms,
        last_success_at=lane.last_success_at,
        last_problem=lane.last_problem,
    )


def _sort_key(lane: ShownLane) -> tuple[int, int, str]:
    """Sort lanes in trouble first, then operators by name, then the relay's own lanes."""
    return (lane.tone == "good", ORDER.index(lane.name) + 1 if lane.name in ORDER else 0, lane.name)


def _answers_since(moment: datetime) -> Counter[str]:
    """Answers per lane. An operator's answer is a timed attempt that did not have to wait; a lookup's, a leg that
    has got its channel; another channel's, a leg that it has carried.
    """
    answers: Counter[str] = Counter()
    events = Event.objects.filter(pk__gte=_first_since(moment))
    timed = events.filter(duration_ms__isnull=False).exclude(state=Leg.State.WAITING)
    for operator, count in timed.values_list("operator").annotate(Count("pk")).order_by():
        answers[operator] += count
    answers[LOOKUP_LANE] = events.filter(state=Leg.State.LOOKED_UP).count()
    carried = events.filter(state__in=("delivered", "printed"), channel__in=OWN_LANES)
    for channel, count in carried.values_list("channel").annotate(Count("pk")).order_by():
        answers[OWN_LANES[channel]] += count
    return answers


def _first_since(moment: datetime) -> int:
    """The key of the first event since then, found by halving: keys grow with time, and times have no index."""
    low, high = 1, (Event.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    while low < high:
        middle = (low + high) // 2
        pk, at = Event.objects.filter(pk__gte=middle).order_by("pk").values_list("pk", "at")[0]
        if at < moment:
            low = pk + 1
        else:
            high = middle
    return low
