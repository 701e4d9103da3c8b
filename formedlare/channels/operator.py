"""One try at a mailbox operator: post the sealed bytes, and read what the answer means."""

import time
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from contracts import notification_v3, service, service_v3
from formedlare import register
from formedlare.legs import Note
from formedlare.models import Distribution, Leg
from infra.soap import client

NOT_DELIVERED: Final = (
    "operatören svarade Delivered=false: mottagaren har ingen brevlåda där eller tar inte emot avsändaren | "
    "the operator answered Delivered=false: the recipient has no mailbox there or does not accept the sender"
)

SILENT: Final = "operatören svarar inte", "the operator does not answer"
UNANSWERED: Final = "operatören svarade inte", "the operator did not answer"
"""It may have taken the letter all the same: the request was sent."""
UNUSABLE: Final = "operatören gav inget användbart svar", "the operator gave no usable answer"


class Meaning(Enum):
    """What an answer means for the letter."""

    DELIVERED = "delivered"
    NOT_DELIVERED = "not delivered"
    """An answer without a fault: not here, or not from this sender."""
    REFUSED = "refused"
    """An application fault: the same letter again would be refused again."""
    NO_ANSWER = "no answer"
    """Time-out, the operator's own trouble, or it refuses the relay itself: a later try may succeed."""


@dataclass(frozen=True)
class Outcome:
    """How a try ended."""

    meaning: Meaning
    note: Note
    trans_id: str = ""
    notified_by: list[str] = field(default_factory=list)


def post(leg: Leg, soap: bytes) -> Outcome:
    """Send the bytes to the leg's operator. Never raises for what the other side does."""
    begun = time.monotonic()
    try:
        return _answered(leg, soap, begun)
    except client.FaultReceived as refusal:
        meaning = Meaning.REFUSED if refusal.fault.concerns_the_letter else Meaning.NO_ANSWER
        return Outcome(meaning, _note(leg, begun, refusal.fault.description, refusal.fault.code))
    except client.CallFailed as problem:
        return Outcome(Meaning.NO_ANSWER, _note(leg, begun, _no_answer(leg, problem)))


def _no_answer(leg: Leg, problem: client.CallFailed) -> str:
    """By the operator's name: the note has the address beside it."""
    swedish, english = _opening(problem)
    why = problem.text.replace(leg.address or leg.operator, leg.operator)
    return f"{swedish}: {why.swedish} | {english}: {why.english}"


def _opening(problem: client.CallFailed) -> tuple[str, str]:
    if isinstance(problem, client.Unreached):
        return SILENT
    return UNANSWERED if isinstance(problem, client.NoAnswer) else UNUSABLE


def _answered(leg: Leg, soap: bytes, begun: float) -> Outcome:
    if leg.distribution.kind == Distribution.Kind.NOTIFICATION:
        answer = client.send(leg.address, soap, service_v3.NotifyResponse, identity=register.relay())
        return _notified(leg, answer.return_value, begun)
    answer_secure = client.send(leg.address, soap, service_v3.DeliverSecureResponse, identity=register.relay())
    return _delivered(leg, answer_secure.return_value, begun)


def _delivered(leg: Leg, result: service.DeliveryResult, begun: float) -> Outcome:
    delivered = any(status.delivered for status in result.status if status.recipient_id == leg.recipient)
    return _outcome(leg, delivered, result.trans_id, begun)


def _notified(leg: Leg, result: notification_v3.NotifyResult, begun: float) -> Outcome:
    mine = [status.delivery_status for status in result.status if status.recipient_id == leg.recipient]
    delivered = any(status.delivered_flag for status in mine)
    channels = [channel.value for status in mine for channel in status.notified_by_channel]
    return _outcome(leg, delivered, result.trans_id, begun, channels)


def _outcome(leg: Leg, delivered: bool, trans_id: str, begun: float, channels: list[str] | None = None) -> Outcome:
    if not delivered:
        return Outcome(Meaning.NOT_DELIVERED, _note(leg, begun, NOT_DELIVERED), trans_id)
    return Outcome(Meaning.DELIVERED, _note(leg, begun), trans_id, channels or [])


def _note(leg: Leg, begun: float, words: str = "", code: int | None = None) -> Note:
    return Note(words, code, round((time.monotonic() - begun) * 1000), f"{leg.operator} {leg.address}")
