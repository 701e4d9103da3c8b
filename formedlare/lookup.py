"""Legs that have just come in: ask FaR about their recipients, up to 1,000 at a time, and send each leg on."""

import time
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from formedlare import register, routing
from formedlare.lanes import breaker, retry
from formedlare.legs import Note
from formedlare.models import Leg
from formedlare.models.channel import LOOKUP_LANE
from infra.errors import InternalError
from infra.far_client import RegisterRefused

BATCH: Final = 1_000
"""Source: contract Recipient v3 isReachable, recipientId maxOccurs."""


def look_up(claimed: Sequence[Leg]) -> None:
    """Send each leg on to the lane that it belongs in; those whose lookup gets no answer wait."""
    for sender, group in groupby(sorted(claimed, key=_sender), key=_sender):
        _look_up_for(sender, list(group))


def _sender(leg: Leg) -> str:
    return leg.distribution.sender


def _look_up_for(sender: str, group: list[Leg]) -> None:
    begun = time.monotonic()
    try:
        found = register.whereabouts(sender, list(dict.fromkeys(leg.recipient for leg in group)))
    except InternalError as problem:
        _wait(group, problem, _since(begun))
        return
    except RegisterRefused as refusal:
        _hold(group, refusal, _since(begun))
        return
    breaker.answered(LOOKUP_LANE, _since(begun))
    routing.decide_all(group, found)


def _hold(group: list[Leg], refusal: RegisterRefused, duration_ms: int) -> None:
    """FaR refuses the sender or the relay, not a recipient: a mistake in FaR must not print all their letters."""
    breaker.answered(LOOKUP_LANE, duration_ms)
    for leg in group:
        retry.later(leg, Note(refusal.text.on_wire, refusal.fault_code, duration_ms, "FaR"))


def _wait(group: list[Leg], problem: InternalError, duration_ms: int) -> None:
    breaker.failed(LOOKUP_LANE, problem.text.on_wire, duration_ms)
    for leg in group:
        retry.later(leg, Note(problem.text.on_wire, int(problem.code), duration_ms, "FaR"))


def _since(begun: float) -> int:
    return round((time.monotonic() - begun) * 1000)
