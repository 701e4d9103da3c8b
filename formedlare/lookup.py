"""Legs that have just come in: ask FaR about their recipients, up to 1,000 at a time, and send each leg on."""

import time
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from formedlare import register, retry, routing
from formedlare.lanes import breaker
from formedlare.legs import Note
from formedlare.models import AttemptOutcome, Leg
from formedlare.models.channel import LOOKUP_LANE
from infra import clock
from infra.errors import InternalError
from infra.far_client import RegisterRefused

MAX_TOGETHER: Final = 1_000
"""Source: contract Recipient v3 isReachable, recipientId maxOccurs."""
FAR: Final = "FaR"


def look_up(claimed: Sequence[Leg]) -> None:
    """Send each leg on to the lane that it belongs in; those whose lookup gets no answer wait."""
    for sender, group in groupby(sorted(claimed, key=_sender_of), key=_sender_of):
        _look_up_for(sender, list(group))


def note_of(problem: InternalError | RegisterRefused, duration_ms: int | None = None) -> Note:
    """What the history says of a lookup that failed."""
    code = problem.fault_code if isinstance(problem, RegisterRefused) else int(problem.code)
    return Note(problem.text, AttemptOutcome.LOOKUP_FAILED, code, duration_ms, FAR)


def _sender_of(leg: Leg) -> str:
    return leg.distribution.sender


def _look_up_for(sender: str, group: list[Leg]) -> None:
    begun = time.monotonic()
    try:
        found = register.reachability_of(sender, list(dict.fromkeys(leg.recipient for leg in group)))
    except InternalError as problem:
        duration_ms = clock.milliseconds_since(begun)
        breaker.record_failure(LOOKUP_LANE, problem.text, duration_ms)
        _wait(group, note_of(problem, duration_ms))
    except RegisterRefused as refusal:
        # FaR refuses the sender or the relay, not a recipient: a mistake in FaR must not print all their letters.
        duration_ms = clock.milliseconds_since(begun)
        breaker.record_answer(LOOKUP_LANE, duration_ms)
        _wait(group, note_of(refusal, duration_ms))
    else:
        breaker.record_answer(LOOKUP_LANE, clock.milliseconds_since(begun))
        routing.decide_all(group, found)


def _wait(group: list[Leg], note: Note) -> None:
    for leg in group:
        retry.try_later(leg, note)
