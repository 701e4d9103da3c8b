"""Listeners hear of every call that is answered or refused, and cannot disturb it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from contracts import codec, message_v3, recipient, recipient_v3
from infra.authorship import Origin, current_actor
from infra.errors import NotFound
from infra.pki import store
from infra.pki.peer import caller_of_identity
from infra.soap.endpoint import Endpoint, HttpAnswer
from infra.soap.messages import envelope
from infra.soap.reports import calls
from infra.soap.reports.calls import Call, Listener
from tests.cast import ARVID

pytestmark = pytest.mark.usefixtures("world")

IS_REGISTERED = recipient_v3.IsRegistered(recipient_id=[ARVID])
STATUS = recipient.AccountStatus(recipient_id=ARVID, type_value=recipient.AccountTypes.NOT, pending=False)
ANSWER = recipient_v3.IsRegisteredResponse(return_value=[STATUS])


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    calls.add_listener(listener)
    try:
        yield
    finally:
        calls.remove_listener(listener)


@pytest.fixture
def heard() -> Iterator[list[Call]]:
    found: list[Call] = []
    with listening(found.append):
        yield found


@pytest.fixture
def endpoint() -> Endpoint:
    """Answers isRegistered of Arvid alone."""
    made = Endpoint("Recipient/v3")

    @made.operation
    def is_registered(request: recipient_v3.IsRegistered, caller: object) -> recipient_v3.IsRegisteredResponse:
        if request.recipient_id != [ARVID]:
            raise NotFound("finns inte", f"not there for {current_actor()}")
        return ANSWER

    return made


def send(endpoint: Endpoint, request: object) -> HttpAnswer:
    caller = caller_of_identity(store.load_identity("kommun-a"))
    return endpoint.handle(envelope.wrap_element(codec.to_element(request)), lambda: caller)


def test_an_answered_call_is_told_with_its_request(heard: list[Call], endpoint: Endpoint) -> None:
    assert send(endpoint, IS_REGISTERED).status == 200

    [call] = heard
    assert (call.service, call.operation, call.caller) == ("Recipient/v3", "isRegistered", "162021004748")
    assert (call.code, call.request) == (calls.ANSWERED, IS_REGISTERED)


def test_a_typed_call_of_this_process_is_told_once(heard: list[Call], endpoint: Endpoint) -> None:
    answer = endpoint.call(IS_REGISTERED, caller_of_identity(store.load_identity("kommun-a")))

    assert answer is ANSWER
    assert [(call.operation, call.code) for call in heard] == [("isRegistered", calls.ANSWERED)]


def test_a_refused_call_is_told_with_its_code(heard: list[Call], endpoint: Endpoint) -> None:
    other = recipient_v3.IsRegistered(recipient_id=["198101052382"])

    assert send(endpoint, other).status == 500
    endpoint.call(other, caller_of_identity(store.load_identity("kommun-a")))

    assert [call.code for call in heard] == [5003, 5003]


def test_a_call_of_nobody_or_of_no_operation_is_not_told(heard: list[Call], endpoint: Endpoint) -> None:
    def nobody() -> None:
        raise NotFound("ingen", "nobody")

    endpoint.handle(envelope.wrap_element(codec.to_element(IS_REGISTERED)), nobody)  # type: ignore[arg-type]  # it raises
    endpoint.handle(b"<nonsense/>", nobody)  # type: ignore[arg-type]  # the same
    send(endpoint, message_v3.CheckDistributionStatus(sender_id="162021004748", distribution_id="x"))

    assert heard == []


def test_a_listener_that_fails_is_logged_and_the_call_is_answered(
    endpoint: Endpoint, heard: list[Call], caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_call: Call) -> None:
        raise ValueError("broken")

    with listening(fail):
        answer = send(endpoint, IS_REGISTERED)

    assert answer.status == 200
    assert len(heard) == 1
    assert "a listener failed" in caplog.text


def test_a_listener_is_told_once_however_often_it_registers(endpoint: Endpoint) -> None:
    heard: list[Call] = []
    listener = heard.append
    with listening(listener), listening(listener):
        send(endpoint, IS_REGISTERED)

    assert len(heard) == 1


def test_a_handler_runs_on_behalf_of_the_caller_and_what_follows_does_not(endpoint: Endpoint) -> None:
    refused = send(endpoint, recipient_v3.IsRegistered(recipient_id=["198101052382"]))

    assert b"not there for 162021004748" in refused.body
    assert current_actor() == Origin.COMMAND
