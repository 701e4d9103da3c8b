"""Find deliveries among many: newest first, a page at a time, fast however far back the page lies.

Pages are cut by key ("older than this one"), never by number: page 4,000 costs what page 1 does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from formedlare.models import Distribution, Leg
from formedlare.models.channel import Channel
from formedlare.models.distribution import IndexedPrefix, TextAfterPrefix
from formedlare.models.outcome import LastPassedOver
from infra.database.pages import page_of

COLUMNS: Final[Mapping[str, str]] = {
    "sender": "sender",
    "label": "label",
    "trace": "trace",
    "received_after": "received_at__gte",
    "received_before": "received_at__lt",
}
"""Of the delivery, by name of the filter."""
TEXT_COLUMNS: Final = ("reference", "correlation_id")
"""Of the delivery, of any length, and indexed by their beginnings."""
LEG_COLUMNS: Final = frozenset({"recipient", "state", "channel", "operator", "lane", "trans_id"})
MAX_LISTED: Final = 1_000
"""Matching legs that are read by key. Where there are more, a scan back in time finds some of them soon."""
MAX_LEGS_SHOWN: Final = 10
"""Of each delivery in a list: a notification may have a thousand."""


@dataclass(frozen=True)
class DeliveryFilter:
    """Which deliveries to find. All that is given must hold, of one and the same leg; None and "" are not."""

    sender: str | None = None
    label: str | None = None
    trace: str | None = None
    received_after: datetime | None = None
    """This moment or later."""
    received_before: datetime | None = None
    reference: str | None = None
    correlation_id: str | None = None
    recipient: str | None = None
    state: str | None = None
    channel: str | None = None
    operator: str | None = None
    """Internet domain."""
    lane: str | None = None
    trans_id: str | None = None
    """The operator's receipt number. No index serves it: the delivery's trace finds it faster."""

    @property
    def given(self) -> dict[str, Any]:
        """What is given, by name."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if value not in {None, ""}}


@dataclass(frozen=True)
class FoundDelivery:
    """A delivery in a list."""

    distribution: Distribution
    legs: Sequence[Leg]
    """The first of those that match."""
    states: Mapping[str, int]
    """How many of all its legs are in which state."""


@dataclass(frozen=True)
class DeliveryPage:
    """Deliveries, newest first."""

    deliveries: Sequence[FoundDelivery]
    next_cursor: int | None
    """Older deliveries follow after this one; None: these are the last."""


def find_deliveries(wanted: DeliveryFilter, limit: int, before: int | None = None) -> DeliveryPage:
    """Up to `limit` deliveries that match, older than the one with the key `before`."""
    rows = matching_deliveries(wanted)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    distributions, last = page_of(rows.order_by("-pk").prefetch_related(_first_legs(wanted)), limit)
    return DeliveryPage(_with_states(distributions), last.pk if last else None)


def deliveries_with_keys(wanted: DeliveryFilter, keys: Sequence[int]) -> list[FoundDelivery]:
    """The deliveries with these keys, newest first, each with those of its legs that match."""
    rows = Distribution.objects.filter(pk__in=keys).order_by("-pk")
    return _with_states(list(rows.prefetch_related(_first_legs(wanted))))


def matching_deliveries(wanted: DeliveryFilter) -> QuerySet[Distribution]:
    """All deliveries that match, in no order."""
    filters = wanted.given
    rows = Distribution.objects.filter(**{COLUMNS[name]: filters[name] for name in COLUMNS & filters.keys()})
    for name in TEXT_COLUMNS & filters.keys():
        rows = _with_text(rows, name, filters[name])
    if not LEG_COLUMNS & filters.keys():
        return rows
    legs = _matching_legs(filters)
    few = list(legs.values_list("distribution_id", flat=True)[: MAX_LISTED + 1])
    if len(few) <= MAX_LISTED:
        return rows.filter(pk__in=set(few))
    return rows.filter(Exists(legs.filter(distribution=OuterRef("pk"))))


def _with_text(rows: QuerySet[Distribution], name: str, text: str) -> QuerySet[Distribution]:
    """The deliveries that have the text, found by an index: it has their beginnings, and no empty ones."""
    # A plain "= text" beside these would make SQLite put the text for the column in the index's expression, too.
    beginning, rest = text[: IndexedPrefix.length], text[IndexedPrefix.length :]
    parts = rows.alias(**{f"{name}_begins": IndexedPrefix(name), f"{name}_ends": TextAfterPrefix(name)})
    return parts.filter(**{f"{name}__gt": "", f"{name}_begins": beginning, f"{name}_ends": rest})


def _matching_legs(filters: Mapping[str, Any]) -> QuerySet[Leg]:
    wanted = {name: filters[name] for name in LEG_COLUMNS & filters.keys() - {"channel"}}
    if "operator" in wanted:
        # Only these legs have an operator: on their way to one, or failed there. So an index finds them.
        wanted["channel__in"] = [Channel.MINA_MEDDELANDEN, ""]
    legs = Leg.objects.filter(**wanted)
    if channel := filters.get("channel"):
        failed_there = Q(channel="", state=Leg.State.FAILED, tried_last=channel)
        legs = legs.alias(tried_last=LastPassedOver("passed_over")).filter(Q(channel=channel) | failed_there)
    return legs


def _with_states(distributions: Sequence[Distribution]) -> list[FoundDelivery]:
    states = _count_states(distributions)
    return [FoundDelivery(each, vars(each)[_LEGS], states[each.pk]) for each in distributions]


_LEGS: Final = "first_matching_legs"
"""The attribute that the prefetch below fills in."""


def _first_legs(wanted: DeliveryFilter) -> "Prefetch[Any]":
    legs = _matching_legs(wanted.given).order_by("pk")[:MAX_LEGS_SHOWN]
    return Prefetch("legs", legs, to_attr=_LEGS)


def _count_states(distributions: Sequence[Distribution]) -> Mapping[int, Mapping[str, int]]:
    """By key of the distribution."""
    counts = Leg.objects.filter(distribution__in=distributions).values_list("distribution", "state")
    states: dict[int, dict[str, int]] = {distribution.pk: {} for distribution in distributions}
    for distribution, state, count in counts.annotate(Count("pk")).order_by():
        states[distribution][state] = count
    return states
