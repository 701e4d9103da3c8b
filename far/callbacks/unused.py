"""Asks operators which of their mailboxes nobody has opened for a long time."""

from collections.abc import Sequence

from contracts import service_service
from far.callbacks.operator_calls import call_operator
from far.models import ServiceSupplier
from infra.errors import ApplicationError, InternalError, MinaMeddelandenError
from infra.errors.explanation import AtFault, Check
from infra.soap.call_failures import CallFailed
from infra.soap.messages.faults import Fault, FaultReceived

MAX_DAYS = 36_500


def ask_for_unused_mailboxes(supplier: ServiceSupplier, days: int) -> Sequence[str]:
    """The holders of mailboxes at the operator that have been unused for so many days, in the operator's order.

    Raises:
        ApplicationError: the operator refuses the question.
        InternalError: the operator did not answer, or has trouble of its own (4999).

    Source: contract Service v1 getUnusedMailboxes; api-6.3 §3.3.
    """
    request = service_service.GetUnusedMailboxes(arg0=days)
    try:
        answer = call_operator(supplier, request, service_service.GetUnusedMailboxesResponse)
    except FaultReceived as refusal:
        raise _in_words(supplier, refusal.fault) from refusal
    except CallFailed as problem:
        raise InternalError(
            f"Operatören {supplier} svarade inte: {problem.text.swedish}. Försök igen senare.",
            f"The operator {supplier} did not answer: {problem.text.english}. Try again later.",
            slug="operator-did-not-answer-unused-mailboxes",
            check=Check.SYSTEM,
            at_fault=AtFault.OPERATOR,
        ) from problem
    return answer.return_value


def _in_words(supplier: ServiceSupplier, fault: Fault) -> MinaMeddelandenError:
    """The meaning of an operator's fault for the caller, and then the operator's own words."""
    swedish, english = (f"”{fault.text.swedish}” ({fault.code})", f"“{fault.text.english}” ({fault.code})")
    if fault.is_permanent:
        return ApplicationError(
            f"Operatören {supplier} tar inte emot frågan om oanvända brevlådor (getUnusedMailboxes i Service "
            f"version 1). Att fråga igen hjälper inte förrän operatören har ändrat det. Den svarade: {swedish}.",
            f"The operator {supplier} does not take the question about unused mailboxes (getUnusedMailboxes of "
            "Service version 1). It is no use to ask again until the operator has changed that. It answered: "
            f"{english}.",
            slug="operator-refused-unused-mailboxes",
            check=Check.STATE,
            at_fault=AtFault.OPERATOR,
        )
    return InternalError(
        f"Operatören {supplier} har ett eget fel och kan inte säga vilka brevlådor som är oanvända. Fråga igen "
        f"senare. Den svarade: {swedish}.",
        f"The operator {supplier} has trouble of its own and cannot say which mailboxes are unused. Ask again "
        f"later. It answered: {english}.",
        slug="operator-failed-unused-mailboxes",
        check=Check.SYSTEM,
        at_fault=AtFault.OPERATOR,
    )
