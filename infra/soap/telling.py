"""Tells the listeners of exchanges of each SOAP message that came in, was handed over, or was refused unread."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings

from infra import exchanges, trace
from infra.errors import InvalidInput, MinaMeddelandenError
from infra.exchanges import Direction, Edge, Exchange, Verdict
from infra.explanation import Check
from infra.pki.peer import Caller
from infra.pki.store import Identity
from infra.soap.faults import Fault, FaultReceived

XML: Final = "text/xml; charset=utf-8"
OK: Final = 200
FAULT_STATUS: Final = 500


@exchanges.unfailing
def tell_incoming(
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
    exchanges.tell(
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


@exchanges.unfailing
def tell_of_handshake(peer: str, problem: OSError) -> None:
    """Tell of a caller who could not agree with the SOAP port on TLS, and so could be told nothing."""
    if not exchanges.is_heard():
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
        exchanges.tell(
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
def telling_outgoing(address: str, request: bytes, identity: Identity) -> Iterator[OutgoingCall]:
    """Within this, a call is made and its answer read; afterwards the listeners are told how that ended."""
    if not exchanges.is_heard():
        yield OutgoingCall()
        return
    call, begun = OutgoingCall(), time.monotonic()
    try:
        yield call
    except FaultReceived as refusal:
        _tell_outgoing(address, request, identity, call, begun, refusal.fault)
        raise
    except MinaMeddelandenError as problem:
        _tell_outgoing(address, request, identity, call, begun, problem)
        raise
    _tell_outgoing(address, request, identity, call, begun, None)


def serial_of(number: int) -> str:
    """A certificate's serial number as pages and REST write it."""
    return f"{number:x}"


@exchanges.unfailing
def _tell_outgoing(
    address: str,
    request: bytes,
    identity: Identity,
    call: OutgoingCall,
    begun: float,
    problem: Fault | MinaMeddelandenError | None,
) -> None:
    exchanges.tell(
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
