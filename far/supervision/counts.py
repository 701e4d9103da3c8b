"""Counts of calls per actor, operation and day: added up block by block, and read for a period."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from django.db.models import F, Q, QuerySet, Sum

from far.models import CallCount
from infra.clock import SWEDEN
from infra.database.pages import page_of
from infra.hooks import runs
from infra.soap.reports.calls import Call

MAX_DAYS: Final = 400
"""Days that can be asked for at once."""


class CountGroup(StrEnum):
    """What an operation is for."""

    LOOKUP = "lookup"
    CHANGE = "change"
    HANDOVER = "handover"
    """Letters handed to a relay."""
    DELIVERY = "delivery"
    """Letters delivered to a mailbox operator."""
    CALLBACK = "callback"
    """What FaR tells and asks mailbox operators: no letters."""


_DELIVERING: Final[Mapping[str, CountGroup]] = {
    "Service": CountGroup.DELIVERY,
    "Message": CountGroup.HANDOVER,
    "Notification": CountGroup.HANDOVER,
}
"""By service, of the operations that carry letters."""
_WITHOUT_LETTERS: Final[Mapping[str, CountGroup]] = {
    "checkDistributionStatus": CountGroup.LOOKUP,
    "flagRemovedAccounts": CountGroup.CALLBACK,
    "getUnusedMailboxes": CountGroup.CALLBACK,
}
"""Operations of these services that carry none."""
CHANGES: Final = frozenset(
    {
        "register",
        "deregister",
        "changeServiceSupplier",
        "storeAccountPreferences",
        "deletePendingAccountRequest",
        "deletePendingAccountPreferences",
        "deletePendingChangeServiceSupplier",
        "registerConsent",
        "accept",
        "refuse",
        "cancel",
    }
)
"""Operations of the register that change it."""


class _Key(NamedTuple):
    day: date
    actor: str
    service: str
    operation: str
    code: int


@dataclass(frozen=True)
class CountFilter:
    """Which counts: from a day until before another, of one actor, of one operation. None and empty: of all."""

    since: date | None = None
    until: date | None = None
    actor: str = ""
    operation: str = ""

    def condition(self) -> Q:
        wanted = Q()
        if self.since:
            wanted &= Q(day__gte=self.since)
        if self.until:
            wanted &= Q(day__lt=self.until)
        if self.actor:
            wanted &= Q(actor=self.actor)
        return wanted & Q(operation=self.operation) if self.operation else wanted


@dataclass(frozen=True)
class Total:
    """The calls of one actor to one operation in a period."""

    actor: str
    service: str
    operation: str
    calls: int
    subjects: int
    refused: int

    @property
    def group(self) -> CountGroup:
        return group_of(self.service, self.operation)


@dataclass(frozen=True)
class DayTotal:
    """The calls of one group on one day."""

    day: date
    group: CountGroup
    calls: int
    subjects: int


def group_of(service: str, operation: str) -> CountGroup:
    """What the operation of the service at this path is for."""
    if operation in CHANGES:
        return CountGroup.CHANGE
    carrying = _DELIVERING.get(service.partition("/")[0], CountGroup.LOOKUP)
    return _WITHOUT_LETTERS.get(operation, carrying)


def add_calls(calls: Iterable[tuple[Call, int]]) -> None:
    """Add calls, each with how many recipients it concerned. The caller has locked the head of the log."""
    numbers: Counter[_Key] = Counter()
    recipients: Counter[_Key] = Counter()
    for call, subjects in calls:
        day = call.at.astimezone(SWEDEN).date()
        key = _Key(day, call.caller, call.service, call.operation, call.code)
        numbers[key] += 1
        recipients[key] += subjects
    for key, number in numbers.items():
        _add(key, number, recipients[key])


def total_counts(wanted: CountFilter) -> list[Total]:
    """The calls of the period by actor and operation, most calls first."""
    groups = _counts(wanted).values_list("actor", "service", "operation").order_by()
    refused = Sum("calls", filter=~Q(code=0), default=0)
    totals = [Total(*row) for row in groups.annotate(n=Sum("calls"), r=Sum("subjects"), refused=refused)]
    return sorted(totals, key=lambda total: (-total.calls, total.actor, total.service, total.operation))


def count_by_day(wanted: CountFilter) -> list[DayTotal]:
    """The answered calls of the period by day and group, in order of day."""
    groups = _counts(wanted).filter(code=0).values_list("day", "service", "operation").order_by("day")
    calls: Counter[tuple[date, CountGroup]] = Counter()
    subjects: Counter[tuple[date, CountGroup]] = Counter()
    for day, service, operation, number, recipients in groups.annotate(n=Sum("calls"), r=Sum("subjects")):
        key = (day, group_of(service, operation))
        calls[key] += number
        subjects[key] += recipients
    return [DayTotal(*key, number, subjects[key]) for key, number in sorted(calls.items())]


def find_counts(wanted: CountFilter, limit: int, cursor: int | None = None) -> tuple[list[CallCount], int | None]:
    """A page of counts by day, the latest first, and the cursor of the next page; None: this one is the last."""
    rows = _counts(wanted).order_by("-day", "-pk")
    if cursor is not None:
        rows = rows.filter(_behind(cursor))
    found, last = page_of(rows, limit)
    return found, last.pk if last else None


def all_counts(wanted: CountFilter) -> Iterator[CallCount]:
    """Every count by day, the oldest first, as a file of them lists it."""
    return _counts(wanted).order_by("day", "pk").iterator(chunk_size=2_000)


def known_actors() -> Sequence[str]:
    """The actors that have called, by number."""
    return list(CallCount.objects.order_by("actor").values_list("actor", flat=True).distinct())


def known_operations() -> Sequence[str]:
    return list(CallCount.objects.order_by("operation").values_list("operation", flat=True).distinct())


def _add(key: _Key, calls: int, subjects: int) -> None:
    known = CallCount.objects.filter(**key._asdict())
    if not known.update(calls=F("calls") + calls, subjects=F("subjects") + subjects):
        CallCount.objects.create(**key._asdict(), calls=calls, subjects=subjects)


def _counts(wanted: CountFilter) -> QuerySet[CallCount]:
    return runs.without_others(CallCount.objects.filter(wanted.condition()), "actor", runs.ItemKind.ACTOR)


def _behind(cursor: int) -> Q:
    """The rows behind the one with this key, whether or not it matches the filter."""
    day = CallCount.objects.filter(pk=cursor).values_list("day", flat=True).first()
    same_day = Q(pk__lt=cursor)
    return same_day if day is None else Q(day__lt=day) | Q(day=day) & same_day
