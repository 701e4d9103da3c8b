"""Each call of another system is reported with its bytes, and with how it ended."""

import pytest

from infra.errors import InternalError
from infra.errors.codes import ErrorCode
from infra.hooks.exchanges import Direction, Edge, Exchange, Verdict
from infra.pki import store
from infra.pki.store import Identity
from infra.soap.messages.faults import FaultReceived, fault_of
from infra.soap.reports.exchange_reports import report_handshake_failure, reporting_outgoing, serial_of
from tests.reported_exchanges import reported

__all__ = ["reported"]

ADDRESS = "https://operator.example/Service/v3"


@pytest.fixture
def caller() -> Identity:
    return store.load_identity("kommun-a")


def answer_with_fault(caller: Identity) -> None:
    with reporting_outgoing(ADDRESS, b"", caller) as call:
        call.answer = b"<fault/>"
        raise FaultReceived(fault_of(InternalError("fel", "wrong", slug="made-up")))


def test_an_answered_call_is_reported_with_both_sides_bytes_and_the_caller(
    reported: list[Exchange], caller: Identity
) -> None:
    with reporting_outgoing(ADDRESS, b"<question/>", caller) as call:
        call.answer = b"<answer/>"

    [exchange] = reported
    assert (exchange.edge, exchange.direction, exchange.address) == (Edge.SOAP, Direction.OUT, ADDRESS)
    assert (exchange.verdict, exchange.status) == (Verdict.ACCEPTED, 200)
    assert (exchange.request, exchange.response) == (b"<question/>", b"<answer/>")
    assert exchange.caller == caller.organisation.value
    assert exchange.certificate == serial_of(caller.certificate.serial_number)


def test_a_fault_that_was_answered_is_reported_as_a_refusal_and_reaches_the_caller(
    reported: list[Exchange], caller: Identity
) -> None:
    with pytest.raises(FaultReceived):
        answer_with_fault(caller)

    [exchange] = reported
    assert (exchange.verdict, exchange.status) == (Verdict.FAILED, 500)
    assert (exchange.code, exchange.text.english, exchange.reason) == (4999, "wrong", "made-up")


def test_a_call_without_an_answer_has_failed_with_status_nought(
    reported: list[Exchange], caller: Identity
) -> None:
    with pytest.raises(InternalError), reporting_outgoing(ADDRESS, b"", caller):
        raise InternalError("inget svar", "no answer", slug="made-up")

    [exchange] = reported
    assert (exchange.verdict, exchange.status, exchange.response) == (Verdict.FAILED, 0, b"")


def test_a_failed_handshake_is_reported_with_the_peer_and_what_to_do(reported: list[Exchange]) -> None:
    report_handshake_failure("192.0.2.7", OSError("wrong version"))

    [exchange] = reported
    assert (exchange.direction, exchange.verdict) == (Direction.IN, Verdict.REFUSED)
    assert exchange.code == ErrorCode.INVALID_INPUT
    assert "192.0.2.7" in exchange.text.english
    assert "/pki/ca.pem" in exchange.text.swedish


def test_without_a_listener_a_call_is_made_all_the_same(caller: Identity) -> None:
    with reporting_outgoing(ADDRESS, b"", caller) as call:
        call.answer = b"<answer/>"

    assert call.answer == b"<answer/>"
