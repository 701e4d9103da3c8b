"""Find deliveries among many: newest first, a page at a time, quick however far back the page lies.

Pages are cut by key ("older than this one"), never by number: page 4,000 costs what page 1 does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet

from formedlare.models import Distribution, Leg
from formedlare.models.channel import Channel
from formedlare.models.distribution import Beginning, Rest
from infra.database.pages import page_of

OF_DELIVERY: Final = {
    "sender": "sender",
    "label": "label",
    "trace": "trace",
    "received_after": "received_at__gte",
    "received_before": "received_at__lt",
}
OF_TEXT: Final = ("reference", "correlation_id")
"""Of the delivery, of any length, and indexed by their beginnings."""
OF_LEG: Final = ("recipient", "state", "channel", "operator", "lane")
FEW: Final = 1_000
"""So many matching legs are listed; where there are more, some are found soon on the way back in time."""
LEGS_SHOWN: Final = 10
"""Of each delivery in a list: a notification may have a thousand."""


@dataclass(frozen=True)
class Page:
    """Deliveries, newest first: in `shown_legs` the first matching legs, in `states` how many are in which."""

    deliveries: list[Distribution]
    next_cursor: int | None
    """Older deliveries follow after this one; None: these are the last."""


def page(filters: Mapping[str, Any], size: int, before: int | None = None) -> Page:
    """Up to `size` deliveries that match all filters (named in the constants above), older than `before`."""
    rows = matching(filters)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    deliveries, last = page_of(rows.order_by("-pk").prefetch_related(_shown_legs(filters)), size)
    _count_states(deliveries)
    return Page(deliveries, last.pk if last else None)


def matching(filters: Mapping[str, Any]) -> QuerySet[Distribution]:
    """The deliveries that match all filters."""
    rows = Distribution.objects.filter(
        **{OF_DELIVERY[name]: filters[name] for name in OF_DELIVERY & filters.keys()}
    )
    for name in OF_TEXT & filters.keys():
        rows = _with_text(rows, name, filters[name])
    wanted = _of_leg(filters)
    if not wanted:
        return rows
    few = list(Leg.objects.filter(**wanted).values_list("distribution_id", flat=True)[: FEW + 1])
    if len(few) <= FEW:
        return rows.filter(pk__in=set(few))
    return rows.filter(Exists(Leg.objects.filter(distribution=OuterRef("pk"), **wanted)))


def _with_text(rows: QuerySet[Distribution], name: str, text: str) -> QuerySet[Distribution]:
    """The deliveries that have the text, found by an index: it has their beginnings, and no empty ones."""
    # A plain "= text" beside these would make SQLite put the text for the column in the index's expression, too.
    beginning, rest = text[: Beginning.length], text[Beginning.length :]
    parts = rows.alias(**{f"{name}_begins": Beginning(name), f"{name}_ends": Rest(name)})
    return parts.filter(**{f"{name}__gt": "", f"{name}_begins": beginning, f"{name}_ends": rest})


def _of_leg(filters: Mapping[str, Any]) -> dict[str, Any]:
    wanted = {name: filters[name] for name in OF_LEG if name in filters}
    if "operator" in wanted and "channel" not in wanted:
        # Only these legs have an operator: on their way to one, or failed there. So an index finds them.
        wanted["channel__in"] = [Channel.MINA_MEDDELANDEN, ""]
    return wanted


def _shown_legs(filters: Mapping[str, Any]) -> "Prefetch[Any]":
    legs = Leg.objects.filter(**_of_leg(filters)).order_by("pk")[:LEGS_SHOWN]
    return Prefetch("legs", legs, to_attr="shown_legs")


def _count_states(deliveries: list[Distribution]) -> None:
    counts = Leg.objects.filter(distribution__in=deliveries).values_list("distribution", "state")
    states: dict[int, dict[str, int]] = {delivery.pk: {} for delivery in deliveries}
    for delivery, state, count in counts.annotate(Count("pk")).order_by():
        states[delivery][state] = count
    for each in deliveries:
        # Shown, not stored.
        vars(each)["states"] = states[each.pk]
