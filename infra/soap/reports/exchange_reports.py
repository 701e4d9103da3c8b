"""Reports exchanges: each SOAP message that came in, was sent to another system, or was refused unread."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings

from infra import trace
from infra.errors import InvalidInput, MinaMeddelandenError
from infra.errors.explanation import Check
from infra.hooks import exchanges
from infra.hooks.exchanges import Direction, Edge, Exchange, Verdict
from infra.pki.peer import Caller
from infra.pki.store import Identity
from infra.soap.messages.faults import Fault, FaultReceived

XML: Final = "text/xml; charset=utf-8"
OK: Final = 200
FAULT_STATUS: Final = 500


@exchanges.log_failures
def report_incoming(
    address: str,
    service: str,
    begun: float,
    *,
    status: int,
    request: bytes,
    response: bytes,
    operation: str = "",
    caller: Caller | None = None,
    fault: Fault | MinaMeddelandenError | None = None,
    content_type: str = XML,
) -> None:
    """Tell of a call that a service here has answered. `begun`: by time.monotonic.

    `fault`: why it was refused; an error where the caller was told nothing of it, for the connection broke.
    `caller`: of a call that was refused, as its certificate says, also where that is not accepted.
    """
    exchanges.report_exchange(
        Exchange(
            Edge.SOAP,
            Direction.IN,
            address,
            verdict=_verdict_of(fault),
            service=service,
            operation=operation,
            caller=caller.organisation.value if caller else "",
            certificate=serial_of(caller.certificate.serial_number) if caller else "",
            status=status,
            request=request,
            response=response,
            content_type=content_type,
            begun=begun,
            **_reasons_of(fault),
        )
    )


@exchanges.log_failures
def report_handshake_failure(peer: str, problem: OSError) -> None:
    """Report a caller that could not agree with the SOAP port on TLS, and so got no answer."""
    if not exchanges.has_listeners():
        return
    refusal = InvalidInput(
        f"TLS-handskakningen med {peer} misslyckades: {problem}. Anropa med TLS 1.2 eller nyare, och lita på "
        "simulatorns rot (/pki/ca.pem).",
        f"The TLS handshake with {peer} failed: {problem}. Call with TLS 1.2 or newer, and trust the simulator's "
        "root (/pki/ca.pem).",
        slug="tls-handshake-failed",
        check=Check.TRANSPORT,
    )
    with trace.use_trace():
        exchanges.report_exchange(
            Exchange(
                Edge.SOAP,
                Direction.IN,
                settings.SOAP_BASE_URL,
                verdict=Verdict.REFUSED,
                **exchanges.reasons_of(refusal),
            )
        )


@dataclass
class OutgoingCall:
    """A call of another system that is under way."""

    answer: bytes = b""


@contextmanager
def reporting_outgoing(address: str, request: bytes, identity: Identity) -> Iterator[OutgoingCall]:
    """Report a call that is made, and its answer read, within this context."""
    if not exchanges.has_listeners():
        yield OutgoingCall()
        return
    call, begun = OutgoingCall(), time.monotonic()
    try:
        yield call
    except FaultReceived as refusal:
        _report_outgoing(address, request, identity, call, begun, refusal.fault)
        raise
    except MinaMeddelandenError as problem:
        _report_outgoing(address, request, identity, call, begun, problem)
        raise
    _report_outgoing(address, request, identity, call, begun, None)


def serial_of(number: int) -> str:
    """A certificate's serial number as pages and REST write it."""
    return f"{number:x}"


@exchanges.log_failures
def _report_outgoing(
    address: str,
    request: bytes,
    identity: Identity,
    call: OutgoingCall,
    begun: float,
    problem: Fault | MinaMeddelandenError | None,
) -> None:
    exchanges.report_exchange(
        Exchange(
            Edge.SOAP,
            Direction.OUT,
            address,
            verdict=_verdict_of(problem),
            caller=identity.organisation.value,
            certificate=serial_of(identity.certificate.serial_number),
            status=_status_of(call.answer, problem),
            request=request,
            response=call.answer,
            begun=begun,
            **_reasons_of(problem),
        )
    )


def _verdict_of(problem: Fault | MinaMeddelandenError | None) -> Verdict:
    if problem is None:
        return Verdict.ACCEPTED
    return exchanges.verdict_of_code(problem.code) if isinstance(problem, Fault) else Verdict.FAILED


def _status_of(answer: bytes, problem: Fault | MinaMeddelandenError | None) -> int:
    if not answer:
        return 0
    return FAULT_STATUS if isinstance(problem, Fault) else OK


def _reasons_of(problem: Fault | MinaMeddelandenError | None) -> dict[str, Any]:
    if not isinstance(problem, Fault):
        return exchanges.reasons_of(problem)
    return {
        "code": problem.code,
        "text": problem.text,
        "explanation": problem.explanation,
        "reason": problem.reason,
        "call_id": problem.call_id,
    }
