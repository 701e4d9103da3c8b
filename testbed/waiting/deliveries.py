"""Wait for deliveries of the relay to come into a state, and say how the closest one stands."""

from typing import Any, Final

from django.db.models import QuerySet

from formedlare.deliveries.search import LEG_COLUMNS, DeliveryFilter, matching_deliveries
from formedlare.models import Distribution, Leg
from infra.texts import Text
from testbed.waiting.facts import FactSource
from testbed.waiting.reasons import why_not_delivered
from testbed.waiting.refused_letters import why_not_taken
from testbed.waiting.watch import Waiter

SOURCE: Final = FactSource(
    Leg,
    {
        "recipient": "recipient",
        "sender": "distribution__sender",
        "label": "distribution__label",
        "trace": "distribution__trace",
    },
)
CHANGING: Final = LEG_COLUMNS - {"recipient"}
"""Filters with an answer that changes while a letter is on its way."""
NOTHING: Final = Text(
    "Ingen försändelse som motsvarar filtret har kommit till förmedlaren.",
    "No delivery that matches the filter has come to the relay.",
)


def waiter_for(wanted: DeliveryFilter, count: int) -> Waiter[list[int]]:
    """Waits for the keys of so many deliveries, newest first."""

    def look() -> list[int] | None:
        keys = list(matching_deliveries(wanted).order_by("-pk").values_list("pk", flat=True)[:count])
        return keys if len(keys) >= count else None

    return Waiter(look, SOURCE, wanted.given, looks_always=bool(CHANGING & wanted.given.keys()))


def closest_to(wanted: DeliveryFilter) -> Distribution | None:
    """The newest delivery that matches but for the state of its legs."""
    return _but_for_its_state(wanted).order_by("-pk").first()


def why_none(wanted: DeliveryFilter) -> Text:
    """The state of the closest delivery, or why a newer one was not taken, in words."""
    closest = closest_to(wanted)
    if refusal := why_not_taken(wanted.given, newer_than=closest):
        return refusal
    if closest is None:
        return NOTHING
    legs = closest.legs.all() if wanted.recipient is None else closest.legs.filter(recipient=wanted.recipient)
    leg = legs.order_by("pk").first()
    return why_not_delivered(leg) if leg else NOTHING


def _but_for_its_state(wanted: DeliveryFilter) -> QuerySet[Distribution]:
    kept: dict[str, Any] = {name: value for name, value in wanted.given.items() if name not in CHANGING}
    return matching_deliveries(DeliveryFilter(**kept))
