"""Advance the legs that are due in a lane: one step each, claimed by one worker at a time.

There is one loop for all channels: the registry names the lane's channel, the channel carries each leg, and
`_HANDLERS` says what is recorded of each outcome.

Source: features.md, the relay.
"""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Final

from formedlare import legs, lookup, register, retry, routing
from formedlare.channels import registry
from formedlare.channels.outcome import Batch, NotCarried, Outcome, internal_error, outcome_of
from formedlare.lanes import breaker, leases
from formedlare.legs import LegNote, State
from formedlare.models import AttemptOutcome, Leg
from formedlare.models.channel import LOOKUP_LANE
from infra import clock, trace
from infra.database.errors import DATABASE_UNAVAILABLE
from infra.errors import InternalError
from infra.far_client import Reachability, RegisterRefused
from infra.hooks import disruptions
from infra.texts import EMPTY, Text

logger = logging.getLogger(__name__)

MAX_CLAIMED: Final = 16
"""Legs that a worker claims at a time; of those to be looked up, as many as one question to FaR can hold."""
MAX_TRANS_ID: Final = 100
MAX_SECONDS: Final = 5.0
"""Seconds. Then a worker leaves the lane, so that the process with least to do can take it."""


class LaneProgress(Enum):
    """How a worker's time in a lane ended."""

    NOTHING = "nothing"
    """There was nothing to claim."""
    ALL = "all"
    """Everything that could be claimed has been advanced."""
    SOME = "some"
    """The time was up first."""


def work_lane(lane: str, for_seconds: float = MAX_SECONDS) -> LaneProgress:
    """Advance what is due in the lane, for some seconds at most."""
    ends = time.monotonic() + for_seconds
    max_claimed = lookup.MAX_TOGETHER if lane == LOOKUP_LANE else MAX_CLAIMED
    progress = LaneProgress.NOTHING
    with leases.held_leases() as holder:
        while time.monotonic() < ends:
            claimed = leases.claim_due_legs(lane, holder, max_claimed)
            if not claimed:
                return progress
            _advance(lane, claimed)
            progress = LaneProgress.ALL
    return LaneProgress.SOME


def give_up_overdue() -> None:
    """Pass over Mina meddelanden for legs that are past their deadline while their operator's breaker is open."""
    with leases.held_leases() as holder:
        for leg in leases.claim_overdue_legs(holder):
            with trace.continue_trace(leg.distribution.trace):
                retry.give_up(leg, LegNote(leg.reason), latest=leg.problem or leg.reason)


def _advance(lane: str, claimed: Sequence[Leg]) -> None:
    try:
        _advance_together(lane, claimed)
    except DATABASE_UNAVAILABLE:
        raise
    except Exception:
        # An error of the simulator with one letter must not stop the lane: find that letter, and let it wait.
        logger.exception("legs %s could not be advanced together", [leg.pk for leg in claimed])
        for leg in leases.still_held(claimed):
            _advance_alone(lane, leg)


def _advance_alone(lane: str, leg: Leg) -> None:
    try:
        _advance_together(lane, [leg])
    except DATABASE_UNAVAILABLE:
        raise
    except Exception as problem:
        logger.exception("leg %s could not be advanced", leg.pk)
        for held in leases.still_held([leg]):
            retry.try_later(held, internal_error(problem).note)


def _advance_together(lane: str, claimed: Sequence[Leg]) -> None:
    if lane == LOOKUP_LANE:
        lookup.look_up(claimed)
    else:
        _carry_batch(lane, registry.channel_of(lane)(claimed))


def _carry_batch(lane: str, batch: Batch) -> None:
    """Carry the letters one after the other, until the lane's breaker opens."""
    for place, leg in enumerate(batch.legs):
        with trace.continue_trace(leg.distribution.trace), trace.use_label(leg.distribution.label or None):
            begun = time.monotonic()
            with disruptions.collect_disruptions() as noticed:
                outcome = _attempt(batch, leg, begun)
            # What a tester breaks for the letters of one run says nothing of the operator to the others.
            counts = not any(disruption.run for disruption in noticed)
            is_open = _record(lane, leg, outcome, clock.milliseconds_since(begun), counts=counts)
        if is_open:
            # The other letters would meet the same problem.
            _leave_rest(batch.legs[place + 1 :], outcome.note.text)
            return


def _attempt(batch: Batch, leg: Leg, begun: float) -> Outcome:
    try:
        return batch.carry(leg)
    except NotCarried as problem:
        return outcome_of(problem, begun)


def _record(lane: str, leg: Leg, outcome: Outcome, duration_ms: int, *, counts: bool) -> bool:
    """Record how the attempt ended, of the leg and, where it counts, of its lane.

    Returns whether the lane's breaker is open now.
    """
    if outcome.meaning in NO_USABLE_ANSWER:
        is_open = counts and breaker.record_failure(lane, outcome.note.text, duration_ms)
        retry.try_later(leg, outcome.note)
        return is_open
    if not outcome.is_recorded:
        _HANDLERS[outcome.meaning](leg, outcome)
    if counts:
        breaker.record_answer(lane, duration_ms)
    return False


def _leave_rest(rest: Sequence[Leg], problem: Text) -> None:
    """Release the legs of a batch that were not tried. Those marked as being sent go back to waiting."""
    retry.hold_back([leg for leg in rest if leg.state == State.SENDING], problem)
    leases.release_claims([leg for leg in rest if leg.state != State.WAITING])


def _finish_delivered(leg: Leg, outcome: Outcome) -> None:
    legs.finish_leg(
        leg,
        State.DELIVERED,
        outcome.note,
        attempts=leg.attempts + 1,
        trans_id=outcome.trans_id[:MAX_TRANS_ID],
        notified_by=list(outcome.notified_by),
        reason=EMPTY,
    )


def _pass_over_refused(leg: Leg, outcome: Outcome) -> None:
    leg.attempts += outcome.counts
    routing.pass_over(leg, outcome.obstacle, outcome.note.text, outcome.note)


def _look_up_again(leg: Leg, outcome: Outcome) -> None:
    """The recipient may have moved since the lookup, or may have stopped accepting the sender: ask FaR again."""
    try:
        found = register.reachability_of(leg.distribution.sender, [leg.recipient], fresh=True)[leg.recipient]
    except (InternalError, RegisterRefused) as problem:
        retry.try_later(leg, lookup.note_of(problem))
        return
    leg.attempts += 1
    if _has_moved(leg, found):
        routing.decide_all([leg], {leg.recipient: found}, outcome.note)
    else:
        routing.pass_over(leg, outcome.obstacle, outcome.note.text, outcome.note, found)


def _has_moved(leg: Leg, found: Reachability) -> bool:
    return (found.supplier, found.address) != (leg.operator, leg.address) or not found.sender_accepted


def _try_later(leg: Leg, outcome: Outcome) -> None:
    retry.try_later(leg, outcome.note)


NO_USABLE_ANSWER: Final = frozenset(
    {
        AttemptOutcome.SYSTEM_FAULT,
        AttemptOutcome.NO_CONNECTION,
        AttemptOutcome.NO_ANSWER,
        AttemptOutcome.UNUSABLE_ANSWER,
        AttemptOutcome.CHANNEL_AWAY,
    }
)
"""Failures of the other side itself. Its breaker counts them, and a later attempt may succeed."""

_HANDLERS: Final[Mapping[AttemptOutcome, Callable[[Leg, Outcome], None]]] = {
    AttemptOutcome.DELIVERED: _finish_delivered,
    AttemptOutcome.REFUSED: _pass_over_refused,
    AttemptOutcome.NOT_DELIVERED: _look_up_again,
    AttemptOutcome.POSTPONED: _try_later,
}
"""What is recorded of the leg after each outcome."""
