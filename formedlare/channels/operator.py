"""The channel to a mailbox operator: seal the letters, post the sealed bytes, and read what the answer means."""

import time
from collections.abc import Callable, Sequence
from typing import Any, Final

from contracts import notification_v3, service, service_v3
from formedlare import legs, register, sealing
from formedlare.channels.outcome import Batch, Outcome
from formedlare.legs import LegNote, State
from formedlare.models import AttemptOutcome, Distribution, Leg, Obstacle
from infra import clock
from infra.soap import call_failures, client
from infra.soap.messages import faults
from infra.texts import EMPTY, Text

NOT_DELIVERED: Final = Text(
    "operatören svarade Delivered=false: mottagaren har ingen brevlåda där eller tar inte emot avsändaren",
    "the operator answered Delivered=false: the recipient has no mailbox there or does not accept the sender",
)
NO_CONNECTION: Final = Text("operatören svarar inte: ", "the operator does not answer: ")
NO_ANSWER: Final = Text("operatören svarade inte: ", "the operator did not answer: ")
UNUSABLE_ANSWER: Final = Text("operatören gav inget användbart svar: ", "the operator gave no usable answer: ")


def prepare_batch(claimed: Sequence[Leg]) -> Batch:
    """Seal the letters that are not sealed yet, and write down that they are being sent."""
    soap = sealing.sealed_bytes(claimed)
    sending = legs.move_legs([leg for leg in claimed if leg.pk in soap], State.SENDING)
    return Batch(sending, lambda leg: post_letter(leg, soap[leg.pk]))


def post_letter(leg: Leg, soap: bytes) -> Outcome:
    """Send the bytes to the leg's operator. Does not raise for errors of the other side."""
    begun = time.monotonic()
    try:
        return _post_delivery(leg, soap, begun)
    except faults.FaultReceived as refusal:
        concerns_letter = refusal.fault.concerns_the_letter
        meaning = AttemptOutcome.REFUSED if concerns_letter else AttemptOutcome.SYSTEM_FAULT
        note = _note(leg, begun, refusal.fault.text, refusal.fault.code)
        return Outcome.of(meaning, note, Obstacle.REFUSED)
    except call_failures.CallFailed as problem:
        meaning, beginning = _failure(problem)
        # The operator's name stands for the address: the note has the address beside the text.
        reason = problem.text.replace(leg.address or leg.operator, leg.operator)
        return Outcome.of(meaning, _note(leg, begun, beginning + reason))


def _failure(problem: call_failures.CallFailed) -> tuple[AttemptOutcome, Text]:
    if isinstance(problem, call_failures.Unreached):
        return AttemptOutcome.NO_CONNECTION, NO_CONNECTION
    if isinstance(problem, call_failures.NoAnswer):
        return AttemptOutcome.NO_ANSWER, NO_ANSWER
    return AttemptOutcome.UNUSABLE_ANSWER, UNUSABLE_ANSWER


def _post_delivery(leg: Leg, soap: bytes, begun: float) -> Outcome:
    kind = Distribution.Kind(leg.distribution.kind)
    response, read = _RESPONSES[kind]
    answer = client.send_message(leg.address, soap, response, identity=register.relay_identity()).return_value
    delivered, notified_by = read(leg, answer)
    if not delivered:
        note = _note(leg, begun, NOT_DELIVERED)
        return Outcome.of(AttemptOutcome.NOT_DELIVERED, note, Obstacle.NOT_DELIVERED)
    note = _note(leg, begun, outcome=AttemptOutcome.DELIVERED)
    return Outcome(AttemptOutcome.DELIVERED, note, answer.trans_id, notified_by)


def _read_secure(leg: Leg, result: service.DeliveryResult) -> tuple[bool, list[str]]:
    return any(status.delivered for status in result.status if status.recipient_id == leg.recipient), []


def _read_notification(leg: Leg, result: notification_v3.NotifyResult) -> tuple[bool, list[str]]:
    mine = [status.delivery_status for status in result.status if status.recipient_id == leg.recipient]
    channels = [channel.value for status in mine for channel in status.notified_by_channel]
    return any(status.delivered_flag for status in mine), channels


_RESPONSES: Final[dict[Distribution.Kind, tuple[type[Any], Callable[[Leg, Any], tuple[bool, list[str]]]]]] = {
    Distribution.Kind.SECURE: (service_v3.DeliverSecureResponse, _read_secure),
    Distribution.Kind.NOTIFICATION: (service_v3.NotifyResponse, _read_notification),
}
"""The answer of each kind of delivery, and what reads from it: delivered or not, and by which channels."""


def _note(
    leg: Leg, begun: float, text: Text = EMPTY, code: int | None = None, outcome: AttemptOutcome | None = None
) -> LegNote:
    return LegNote(text, outcome, code, clock.milliseconds_since(begun), leg.operator, leg.address)
