"""Legs that have just come in: ask FaR about their recipients, up to 1,000 at a time, and send each leg on."""

import time
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final

from formedlare import register, retry, routing
from formedlare.lanes import breaker
from formedlare.legs import LegNote
from formedlare.models import AttemptOutcome, Leg
from formedlare.models.channel import LOOKUP_LANE, OWN_LANES, PRINT_QUEUE_LANE
from infra import clock, trace
from infra.errors import InternalError
from infra.errors.codes import ErrorCode
from infra.far_client import Reachability, RegisterRefused
from infra.hooks import disruptions
from infra.texts import Text

MAX_TOGETHER: Final = 1_000
"""Source: contract Recipient v3 isReachable, recipientId maxOccurs."""
FAR: Final = "FaR"
OF_A_RECIPIENT: Final = frozenset(
    {
        ErrorCode.INVALID_INPUT,
        ErrorCode.NOT_FOUND,
        ErrorCode.COMPANY_FORM_NOT_SUPPORTED,
        ErrorCode.PROTECTED_IDENTITY,
        ErrorCode.IDENTITY_DOES_NOT_EXIST,
        ErrorCode.ACCOUNT_DOES_NOT_EXIST,
    }
)
"""Codes of refusals that one recipient in the question may be the reason of."""
RELAY_LANES: Final = frozenset({LOOKUP_LANE, PRINT_QUEUE_LANE, *OWN_LANES.values()})
"""Names that no operator may have: its letters would lie in the relay's own lane."""
MAX_NAME: Final = 255
"""Characters that a leg has room for, of its operator's name."""
MAX_ADDRESS: Final = 500
"""Characters that a leg has room for, of its operator's address."""
MAX_SHOWN: Final = 60
NOT_ANSWERED: Final = Text("FaR:s svar saknar mottagaren", "the answer of FaR lacks the recipient")
ODD_OPERATOR: Final = Text(
    "FaR anger en operatör vars namn inte går att använda: {name}",
    "FaR names an operator whose name cannot be used: {name}",
)
ODD_ADDRESS: Final = Text(
    "FaR anger en adress som är för lång: {address}", "FaR gives an address that is too long: {address}"
)


def look_up(claimed: Sequence[Leg]) -> None:
    """Send each leg on to the lane that it belongs in; a leg that FaR gives no answer about waits."""
    for (sender, label), group in groupby(sorted(claimed, key=_question_of), key=_question_of):
        with trace.use_label(label or None):
            _look_up_for(sender, list(group))


def note_of(problem: InternalError | RegisterRefused, duration_ms: int | None = None) -> LegNote:
    """What the history says of a lookup that failed."""
    code = problem.fault_code if isinstance(problem, RegisterRefused) else int(problem.code)
    return LegNote(problem.text, AttemptOutcome.LOOKUP_FAILED, code, duration_ms, FAR)


def _question_of(leg: Leg) -> tuple[str, str]:
    """What must be the same for legs that are asked about together: one run's trouble is not another's."""
    return leg.distribution.sender, leg.distribution.label


def _look_up_for(sender: str, group: list[Leg]) -> None:
    begun = time.monotonic()
    try:
        with disruptions.collect_disruptions() as noticed:
            found = register.reachability_of(sender, list(dict.fromkeys(leg.recipient for leg in group)))
    except InternalError as problem:
        duration_ms = clock.milliseconds_since(begun)
        if not any(disruption.run for disruption in noticed):
            breaker.record_failure(LOOKUP_LANE, problem.text, duration_ms)
        _wait(group, note_of(problem, duration_ms))
    except RegisterRefused as refusal:
        duration_ms = clock.milliseconds_since(begun)
        breaker.record_answer(LOOKUP_LANE, duration_ms)
        if len(group) > 1 and refusal.fault_code in OF_A_RECIPIENT:
            _look_up_halves(sender, group)
            return
        # They wait: a mistake in FaR must not print all letters of a sender.
        _wait(group, note_of(refusal, duration_ms))
    else:
        duration_ms = clock.milliseconds_since(begun)
        breaker.record_answer(LOOKUP_LANE, duration_ms)
        _route(group, found, duration_ms)


def _look_up_halves(sender: str, group: list[Leg]) -> None:
    """Find the recipient because of which FaR refuses the whole question, and let only that one wait."""
    half = len(group) // 2
    _look_up_for(sender, group[:half])
    _look_up_for(sender, group[half:])


def _route(group: list[Leg], found: Mapping[str, Reachability], duration_ms: int) -> None:
    """Send on the legs with a usable answer; the others wait, each with the reason."""
    oddities = {leg.pk: _oddity_of(found.get(leg.recipient)) for leg in group}
    for leg in group:
        if oddity := oddities[leg.pk]:
            _wait([leg], LegNote(oddity, AttemptOutcome.LOOKUP_FAILED, duration_ms=duration_ms, operator=FAR))
    if usable := [leg for leg in group if not oddities[leg.pk]]:
        routing.decide_all(usable, found)


def _oddity_of(answer: Reachability | None) -> Text | None:
    """Why the answer cannot be used; None: it can."""
    if answer is None:
        return NOT_ANSWERED
    name = answer.supplier
    if name is not None and (not name.strip() or len(name) > MAX_NAME or name in RELAY_LANES):
        return ODD_OPERATOR.format(name=name[:MAX_SHOWN])
    if len(answer.address) > MAX_ADDRESS:
        return ODD_ADDRESS.format(address=answer.address[:MAX_SHOWN])
    return None


def _wait(group: list[Leg], note: LegNote) -> None:
    for leg in group:
        retry.try_later(leg, note)
