"""Advance the legs that are due in a lane: one step each, claimed by one worker at a time.

Source: house.md, "The way of a letter", 4; features.md, the relay.
"""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Final

from django.db import DatabaseError

from formedlare import legs, lookup, register, routing, sealing
from formedlare.channels import operator, own_lanes
from formedlare.channels.operator import Meaning, Outcome
from formedlare.lanes import breaker, leases, retry
from formedlare.legs import Note, State
from formedlare.models import Leg
from formedlare.models.channel import LOOKUP_LANE, OWN_LANES, Channel
from infra import trace
from infra.errors import ErrorCode, InternalError
from infra.far_client import RegisterRefused, Whereabouts

logger = logging.getLogger(__name__)

BATCH: Final = 16
"""Legs that a worker claims at a time; looked up are up to a thousand at once."""
SLICE: Final = 5.0
"""Seconds after which a worker lets others have a turn: whichever process has least to do takes it."""


class Worked(Enum):
    """How a turn in a lane ended."""

    NOTHING = "nothing"
    """There was nothing to claim."""
    ALL = "all"
    """Everything that could be claimed has been advanced."""
    SOME = "some"
    """The time was up first."""


def work(lane: str, for_seconds: float = SLICE) -> Worked:
    """Advance what is due in the lane, for some seconds at most."""
    ends = time.monotonic() + for_seconds
    most = lookup.BATCH if lane == LOOKUP_LANE else BATCH
    worked = Worked.NOTHING
    with leases.claimant() as claimant:
        while time.monotonic() < ends:
            claimed = leases.take(lane, claimant, most)
            if not claimed:
                return worked
            _carry(lane, claimed)
            worked = Worked.ALL
    return Worked.SOME


def _carry(lane: str, claimed: Sequence[Leg]) -> None:
    advance = _BY_LANE.get(lane, _to_operator)
    try:
        advance(claimed)
    except DatabaseError:
        raise
    except Exception:
        # A mistake of ours in one letter must not stop the lane: find out which, and let that one wait.
        logger.exception("legs %s could not be advanced together", [leg.pk for leg in claimed])
        for leg in leases.still_held(claimed):
            _carry_alone(advance, leg)


def _carry_alone(advance: Callable[[Sequence[Leg]], None], leg: Leg) -> None:
    try:
        advance([leg])
    except DatabaseError:
        raise
    except Exception as problem:
        logger.exception("leg %s could not be advanced", leg.pk)
        words = f"fel i simulatorn: {problem!r} | error in the simulator: {problem!r}"
        for held in leases.still_held([leg]):
            retry.later(held, Note(words, int(ErrorCode.INTERNAL_ERROR)))


def _to_operator(claimed: Sequence[Leg]) -> None:
    soap = sealing.sealed_bytes(claimed)
    sending = legs.move([leg for leg in claimed if leg.pk in soap], State.SENDING)
    for place, leg in enumerate(sending):
        with trace.follow(leg.distribution.trace), trace.use_label(leg.distribution.label or None):
            outcome = operator.post(leg, soap[leg.pk])
            keeps_on = _record(leg, outcome)
        if not keeps_on:
            # The breaker is open: the rest of the batch need not find out for themselves.
            retry.hold_back(sending[place + 1 :], outcome.note.words)
            return


def _record(leg: Leg, outcome: Outcome) -> bool:
    """Write down how the try ended. Returns whether the lane can go on."""
    if outcome.meaning is Meaning.NO_ANSWER:
        is_open = breaker.failed(leg.operator, outcome.note.words, outcome.note.duration_ms or 0)
        retry.later(leg, outcome.note)
        return not is_open
    lane = leg.operator
    _DONE[outcome.meaning](leg, outcome)
    breaker.answered(lane, outcome.note.duration_ms or 0)
    return True


def _delivered(leg: Leg, outcome: Outcome) -> None:
    legs.finish(
        leg,
        State.DELIVERED,
        outcome.note,
        attempts=leg.attempts + 1,
        trans_id=outcome.trans_id[:100],
        notified_by=outcome.notified_by,
        reason="",
    )


def _refused(leg: Leg, outcome: Outcome) -> None:
    leg.attempts += 1
    routing.pass_over(leg, outcome.note.words, outcome.note)


def _not_delivered(leg: Leg, outcome: Outcome) -> None:
    """The recipient may have moved since the lookup, or may not want the sender any more: ask FaR anew."""
    try:
        found = register.whereabouts(leg.distribution.sender, [leg.recipient], fresh=True)[leg.recipient]
    except InternalError as problem:
        retry.later(leg, Note(problem.text.on_wire, int(problem.code), where="FaR"))
        return
    except RegisterRefused as refusal:
        retry.later(leg, Note(refusal.text.on_wire, refusal.fault_code, where="FaR"))
        return
    leg.attempts += 1
    if _has_moved(leg, found):
        routing.decide_all([leg], {leg.recipient: found}, outcome.note)
    else:
        routing.pass_over(leg, outcome.note.words, outcome.note, found)


def _has_moved(leg: Leg, found: Whereabouts) -> bool:
    return (found.supplier, found.address) != (leg.operator, leg.address) or not found.sender_accepted


_DONE: Final[Mapping[Meaning, Callable[[Leg, Outcome], None]]] = {
    Meaning.DELIVERED: _delivered,
    Meaning.REFUSED: _refused,
    Meaning.NOT_DELIVERED: _not_delivered,
}

_BY_LANE: Final[Mapping[str, Callable[[Sequence[Leg]], None]]] = {
    LOOKUP_LANE: lookup.look_up,
    OWN_LANES[Channel.EMAIL]: own_lanes.by_email,
    OWN_LANES[Channel.SMS]: own_lanes.by_sms,
    OWN_LANES[Channel.PRINT]: own_lanes.to_print,
}


def give_up_overdue() -> None:
    """Pass over Mina meddelanden for legs whose deadline has passed while their operator's breaker was open."""
    with leases.claimant() as claimant:
        for leg in leases.take_overdue(claimant):
            with trace.follow(leg.distribution.trace):
                retry.give_up(leg, Note(leg.reason, where=leg.operator))
