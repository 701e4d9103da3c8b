"""The reasons that a letter has not come, in words: where it lies instead."""

from typing import Final

from django.db.models import F

from far.models import Account
from formedlare.deliveries.search import DeliveryFilter, matching_deliveries
from formedlare.lanes import timing
from formedlare.lanes.status import next_try_at
from formedlare.models import Lane, Leg
from formedlare.models.channel import LOOKUP_LANE
from infra import clock
from infra.texts import Text
from testbed.messages.search import MessageFilter
from testbed.waiting.explanations.differences import mask_recipient
from testbed.waiting.explanations.refused_letters import why_not_taken

FOLLOWED: Final = frozenset({"label", "trace", "sender", "recipient", "reference", "correlation_id"})
"""Filters that say the same of a message and of the delivery that it came in."""
WAITS: Final = Text(
    "Brevet till {recipient} ligger i kön {lane} till {until}: {why}",
    "The letter to {recipient} lies in the lane {lane} until {until}: {why}",
)
HELD: Final = Text(
    "Brevet till {recipient} hålls före kön {lane} tills en testare släpper det.",
    "The letter to {recipient} is held before the lane {lane} until a tester releases it.",
)
ON_ITS_WAY: Final = Text(
    "Brevet till {recipient} ligger i kön {lane} och är på väg ({state}).",
    "The letter to {recipient} lies in the lane {lane} and is on its way ({state}).",
)
FAILED: Final = Text(
    "Förmedlaren har gett upp brevet till {recipient}: {why}",
    "The relay has given up the letter to {recipient}: {why}",
)
OTHER_CHANNEL: Final = Text(
    "Brevet till {recipient} gick en annan väg ({channel}): {why}",
    "The letter to {recipient} took another channel ({channel}): {why}",
)
DELIVERED: Final = Text(
    "Förmedlaren har levererat ett brev till {recipient}, men inget i någon brevlåda här motsvarar filtret.",
    "The relay has delivered a letter to {recipient}, but none in a mailbox here matches the filter.",
)
NO_MAILBOX: Final = Text(
    "Inget brev som motsvarar filtret har kommit, och {recipient} har ingen brevlåda i FaR.",
    "No letter that matches the filter has come, and {recipient} has no mailbox in FaR.",
)
NOTHING: Final = Text(
    "Inget brev som motsvarar filtret har kommit till förmedlaren eller till någon brevlåda.",
    "No letter that matches the filter has come to the relay or to any mailbox.",
)
NOTHING_MORE: Final = Text(
    "Inget ytterligare brev som motsvarar filtret har kommit till förmedlaren eller till någon brevlåda.",
    "No further letter that matches the filter has come to the relay or to any mailbox.",
)


def why_no_message(wanted: MessageFilter, found: int) -> Text:
    """What became of the newest letter that the filter may mean; so many messages match already.

    The relay knows it of those that it took, and the journal of those that nobody took.
    """
    leg = _newest_leg(wanted)
    if refusal := why_not_taken(wanted.given, newer_than=leg.distribution if leg else None):
        return refusal
    if leg is None or (found and _template(leg) is DELIVERED):
        return _nothing(wanted, found)
    return why_not_delivered(leg)


def _nothing(wanted: MessageFilter, found: int) -> Text:
    if found:
        return NOTHING_MORE
    if wanted.recipient and not Account.objects.filter(recipient=wanted.recipient).exists():
        return NO_MAILBOX.format(recipient=mask_recipient(wanted.recipient))
    return NOTHING


def _newest_leg(wanted: MessageFilter) -> Leg | None:
    filters = {name: value for name, value in wanted.given.items() if name in FOLLOWED}
    if not filters and wanted.subject is None:
        return None
    deliveries = matching_deliveries(DeliveryFilter(**filters))
    if wanted.subject is not None:
        deliveries = deliveries.filter(subject=wanted.subject)
    distributions = deliveries.order_by("-pk")[:1]
    legs = Leg.objects.filter(distribution__in=list(distributions))
    if wanted.recipient:
        legs = legs.filter(recipient=wanted.recipient)
    # One that is not finished says most.
    return legs.select_related("distribution").order_by(F("finished_at").desc(nulls_first=True), "pk").first()


def why_not_delivered(leg: Leg) -> Text:
    """The words for where the letter to one recipient lies, or how it ended."""
    template = _template(leg)
    return template.format(
        recipient=mask_recipient(leg.recipient),
        lane=_lane_name(leg),
        until=_until(leg),
        why=leg.explanation or leg.problem or Text.same("-"),
        channel=leg.last_channel or "-",
        state=leg.state,
    )


def _lane_name(leg: Leg) -> str:
    lane = timing.lane_beyond(leg) if timing.is_held(leg) else leg.lane
    return "FaR" if lane == LOOKUP_LANE else lane or "-"


def _template(leg: Leg) -> Text:
    if timing.is_held(leg):
        return HELD
    if leg.state == Leg.State.FAILED:
        return FAILED
    if leg.state == Leg.State.WAITING:
        return WAITS
    if leg.state == Leg.State.REROUTED:
        return OTHER_CHANNEL
    if leg.finished_at is None:
        return ON_ITS_WAY
    return DELIVERED if leg.operator and leg.state == Leg.State.DELIVERED else OTHER_CHANNEL


def _until(leg: Leg) -> str:
    lane = Lane.objects.filter(name=leg.lane).first() if leg.lane else None
    moment = next_try_at(leg, lane)
    return f"{moment.astimezone(clock.SWEDEN):%H:%M:%S}" if moment else "-"
