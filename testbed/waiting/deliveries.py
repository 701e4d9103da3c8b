"""Wait for deliveries of the relay to come into a state, and say how the closest one stands."""

from typing import Any, Final

from django.db.models import QuerySet

from formedlare.deliveries.search import LEG_COLUMNS, DeliveryFilter, matching_deliveries
from formedlare.models import Distribution, Event, Leg
from infra.texts import Text
from testbed.waiting.explanations.differences import UnmetFilter, describe_closest, mask_recipient
from testbed.waiting.explanations.reasons import why_not_delivered
from testbed.waiting.explanations.refused_letters import why_not_taken
from testbed.waiting.watching.facts import FactSource
from testbed.waiting.watching.found_rows import FoundRows, found_rows_of
from testbed.waiting.watching.watch import Waiter

_OF_LEG: Final = {"recipient": "recipient"} | {
    name: f"distribution__{name}" for name in ("sender", "label", "trace")
}
TAKEN: Final = FactSource(Leg, _OF_LEG)
"""Legs that the relay has taken in."""
MOVED: Final = FactSource(Event, {"state": "state"} | {name: f"leg__{path}" for name, path in _OF_LEG.items()})
"""Steps of legs: whatever a filter asks for but its lane changes with one."""
CHANGING: Final = LEG_COLUMNS - {"recipient"}
"""Filters with an answer that changes while a letter is on its way."""
NOTHING: Final = Text(
    "Ingen försändelse som motsvarar filtret har kommit till förmedlaren.",
    "No delivery that matches the filter has come to the relay.",
)

NOTHING_MORE: Final = Text(
    "Ingen ytterligare försändelse som motsvarar filtret har kommit till förmedlaren.",
    "No further delivery that matches the filter has come to the relay.",
)
WHICH: Final = Text("försändelsen till {recipient}", "the delivery to {recipient}")


def waiter_for(wanted: DeliveryFilter, count: int) -> Waiter[FoundRows]:
    """Waits for so many deliveries, newest first."""

    def look() -> FoundRows | None:
        rows = matching_deliveries(wanted).order_by("-pk")
        return found_rows_of(rows.values_list("pk", flat=True)[:count], count)

    return Waiter(look, [TAKEN, MOVED], wanted.given, bool(wanted.lane), question=(wanted, count))


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
    if leg is None or leg.state != Leg.State.DELIVERED:
        return why_not_delivered(leg) if leg else NOTHING
    unmet = [UnmetFilter(name, value, _value_of(leg, name)) for name, value in _asked_of_legs(wanted).items()]
    unmet = [each for each in unmet if each.expected != each.found]
    if not unmet:
        return NOTHING_MORE
    return describe_closest(WHICH.format(recipient=mask_recipient(leg.recipient)), unmet)


def _asked_of_legs(wanted: DeliveryFilter) -> dict[str, Any]:
    return {name: value for name, value in wanted.given.items() if name in CHANGING}


def _value_of(leg: Leg, name: str) -> str:
    return leg.last_channel if name == "channel" else getattr(leg, name) or ""


def _but_for_its_state(wanted: DeliveryFilter) -> QuerySet[Distribution]:
    kept: dict[str, Any] = {name: value for name, value in wanted.given.items() if name not in CHANGING}
    return matching_deliveries(DeliveryFilter(**kept))
