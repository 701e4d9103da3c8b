"""Asks operators which of their mailboxes nobody has opened for a long time."""

from collections.abc import Sequence

from contracts import service_service
from far.callbacks.asking import call_operator
from far.models import ServiceSupplier
from infra.errors import ApplicationError, InternalError
from infra.explanation import AtFault, Check
from infra.soap.client import CallFailed, FaultReceived

MAX_DAYS = 36_500


def ask_for_unused_mailboxes(supplier: ServiceSupplier, days: int) -> Sequence[str]:
    """The holders whose mailboxes at the operator have been unused for so many days, in the operator's order.

    Raises:
        ApplicationError: the operator refuses the question.
        InternalError: the operator did not answer (4999).

    Source: contract Service v1 getUnusedMailboxes; api-6.3 §3.3.
    """
    request = service_service.GetUnusedMailboxes(arg0=days)
    try:
        answer = call_operator(supplier, request, service_service.GetUnusedMailboxesResponse)
    except FaultReceived as refusal:
        why = refusal.fault.text
        raise ApplicationError(
            f"Operatören {supplier} avvisade frågan ({refusal.fault.code}): {why.swedish}",
            f"The operator {supplier} refused the question ({refusal.fault.code}): {why.english}",
            slug="operator-refused-unused-mailboxes",
            check=Check.STATE,
            at_fault=AtFault.OPERATOR,
        ) from refusal
    except CallFailed as problem:
        raise InternalError(
            f"Operatören {supplier} svarade inte: {problem.text.swedish}. Försök igen senare.",
            f"The operator {supplier} did not answer: {problem.text.english}. Try again later.",
            slug="operator-did-not-answer-unused-mailboxes",
            check=Check.SYSTEM,
            at_fault=AtFault.OPERATOR,
        ) from problem
    return answer.return_value
