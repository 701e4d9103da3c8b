"""A typed call to a role of this process gets what the same message gets as bytes: answers and refusals."""

import logging
from collections.abc import Iterator

import pytest
from django.conf import LazySettings, settings
from django.db import IntegrityError, OperationalError, connection

from contracts import authority_service, codec, recipient_v3, service_v3
from infra import far_client
from infra.errors import AccessDenied, InternalError
from infra.pki import store
from infra.pki.peer import Caller, caller_of_identity
from infra.soap import client, local
from infra.soap.endpoint import Endpoint
from infra.soap.messages import envelope
from infra.soap.messages.faults import FaultReceived
from tests import cast
from tests.cast import ARVID, Sender

RECIPIENT = f"{settings.SOAP_BASE_URL}Recipient/v3"
AUTHORITY = f"{settings.SOAP_BASE_URL}Authority"
KOMMUN_A = "162021004748"
NOT_VALID = recipient_v3.IsReachable(sender_org_nr="kommunen", recipient_id=[ARVID])
TOO_MANY = recipient_v3.IsReachable(sender_org_nr=KOMMUN_A, recipient_id=[ARVID] * 1_001)
UNKNOWN_SENDER = recipient_v3.IsReachable(sender_org_nr="165560000000", recipient_id=[ARVID])
WRONG_CHECK_DIGIT = recipient_v3.IsReachable(sender_org_nr=KOMMUN_A, recipient_id=["192705178355"])
OF_ANOTHER_SERVICE = authority_service.GetSenders()
NOT_BUILT = recipient_v3.GetAccountPreferences(recipient_id=ARVID, user_identity=ARVID)


def asker(name: str = "kommun-a") -> store.Identity:
    return store.load_identity(name)


def typed(address: str, question: object, response: type, name: str = "kommun-a") -> object:
    return client.call_service(address, question, response, identity=asker(name))


def as_bytes(address: str, question: object, response: type, name: str = "kommun-a") -> object:
    return client.send_message(
        address, envelope.wrap_element(codec.to_element(question)), response, identity=asker(name)
    )


def refusal(way: object, *question: object) -> tuple[int, str]:
    with pytest.raises(FaultReceived) as refused:
        way(*question)  # type: ignore[operator]  # typed or as_bytes
    return refused.value.fault.code, refused.value.fault.description


@pytest.mark.parametrize(
    ("address", "question", "response"),
    [
        (
            RECIPIENT,
            recipient_v3.IsReachable(sender_org_nr=KOMMUN_A, recipient_id=[ARVID, cast.MARIA, cast.TOLVAN]),
            recipient_v3.IsReachableResponse,
        ),
        (
            RECIPIENT,
            recipient_v3.IsRegistered(recipient_id=[ARVID, cast.TOLVAN]),
            recipient_v3.IsRegisteredResponse,
        ),
        (AUTHORITY, authority_service.GetSenders(), authority_service.GetSendersResponse),
        (AUTHORITY, authority_service.GetDispatchers(), authority_service.GetDispatchersResponse),
        (AUTHORITY, authority_service.IsSenderAccepted(arg0=ARVID), authority_service.IsSenderAcceptedResponse),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, str | type) else "",
)
def test_the_answer_is_the_one_that_the_bytes_get(
    kommun_a: Sender, address: str, question: object, response: type
) -> None:
    assert typed(address, question, response) == as_bytes(address, question, response)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        (NOT_VALID, "kommun-a"),
        (TOO_MANY, "kommun-a"),
        (UNKNOWN_SENDER, "kommun-a"),
        (WRONG_CHECK_DIGIT, "kommun-a"),
        (OF_ANOTHER_SERVICE, "kommun-a"),
        (NOT_BUILT, "kommun-a"),
        (recipient_v3.IsReachable(sender_org_nr=KOMMUN_A, recipient_id=[ARVID]), "obehorig"),
    ],
    ids=["not valid", "too many", "unknown sender", "check digit", "elsewhere", "not built", "no actor"],
)
def test_a_refusal_has_the_code_and_the_words_that_the_bytes_get(
    kommun_a: Sender, question: object, name: str
) -> None:
    asked = (RECIPIENT, question, recipient_v3.IsReachableResponse, name)

    code, words = refusal(typed, *asked)

    assert (code, words) == refusal(as_bytes, *asked)
    assert code > 1
    assert " | " in words


def test_the_older_family_of_faults_has_its_own_code_in_both_ways(kommun_a: Sender) -> None:
    asked = (AUTHORITY, authority_service.GetSenders(), authority_service.GetSendersResponse, "obehorig")

    assert refusal(typed, *asked) == refusal(as_bytes, *asked)


def test_a_message_whose_handler_reads_its_bytes_goes_as_bytes(kommun_a: Sender) -> None:
    address = f"{settings.SOAP_BASE_URL}Service/v3"
    asked = (address, service_v3.Notify(notify=kommun_a.notification()), service_v3.NotifyResponse)

    answer = typed(*asked)

    assert isinstance(answer, service_v3.NotifyResponse)
    assert answer == as_bytes(*asked)


@pytest.fixture
def broken() -> Iterator[list[Exception]]:
    """What the database raises instead of answering; nothing when the list is empty."""
    problems: list[Exception] = []

    def answer(execute: object, *args: object) -> object:
        if problems:
            raise problems[0]
        return execute(*args)  # type: ignore[operator]  # Django's own wrapper

    with connection.execute_wrapper(answer):
        yield problems


@pytest.mark.parametrize(
    ("problem", "quoted"),
    [(OperationalError("disk I/O error"), True), (IntegrityError("UNIQUE failed: Hemliga"), False)],
)
def test_what_the_database_says_is_told_as_it_is_to_others(
    kommun_a: Sender, broken: list[Exception], problem: Exception, quoted: bool
) -> None:
    question = recipient_v3.IsRegistered(recipient_id=[ARVID])
    asked = (RECIPIENT, question, recipient_v3.IsRegisteredResponse)
    typed(*asked)
    broken.append(problem)

    code, words = refusal(typed, *asked)

    assert (code, words) == refusal(as_bytes, *asked)
    assert code == 4999
    assert (str(problem) in words) is quoted


def test_a_register_without_its_database_may_be_asked_again_later(
    kommun_a: Sender, broken: list[Exception]
) -> None:
    broken.append(OperationalError("database is locked"))

    with pytest.raises(InternalError, match="database is locked"):
        far_client.chosen_operator(asker(), ARVID)


class Asked:
    """A register of one operation, which remembers who asked what."""

    def __init__(self, answer: object) -> None:
        self.callers: list[Caller] = []
        self.messages: list[object] = []
        self.endpoint = Endpoint("Recipient/v3")

        @self.endpoint.operation
        def is_registered(request: recipient_v3.IsRegistered, caller: Caller) -> recipient_v3.IsRegisteredResponse:
            self.callers.append(caller)
            self.messages.append(request)
            if isinstance(answer, Exception):
                raise answer
            return answer  # type: ignore[return-value]  # also answers that the contract does not allow

    def ask(self, number: str = ARVID) -> object:
        return self.endpoint.call(recipient_v3.IsRegistered(recipient_id=[number]), caller_of_identity(asker()))


GOOD = recipient_v3.IsRegisteredResponse(return_value=[])


def test_the_handler_gets_the_callers_identity_and_the_message_itself(kommun_a: Sender) -> None:
    register = Asked(AccessDenied("nej", "no"))

    register.ask()

    assert [caller.organisation.value for caller in register.callers] == [KOMMUN_A]
    assert register.messages == [recipient_v3.IsRegistered(recipient_id=[ARVID])]


def test_a_message_that_the_schema_refuses_reaches_no_handler(kommun_a: Sender) -> None:
    register = Asked(GOOD)

    register.ask("not a number")

    assert register.messages == []


@pytest.mark.parametrize("validate", [True, False])
def test_an_answer_beyond_the_contract_is_caught_where_answers_are_validated(
    kommun_a: Sender, settings: LazySettings, caplog: pytest.LogCaptureFixture, validate: bool
) -> None:
    settings.VALIDATE_ANSWERS = validate
    register = Asked(GOOD)

    with caplog.at_level(logging.ERROR):
        answer = register.ask()

    assert (answer is GOOD) is not validate
    assert ("a call failed in the simulator itself" in caplog.text) is validate


def test_a_fault_in_a_handler_is_logged_with_its_trace_back(
    kommun_a: Sender, caplog: pytest.LogCaptureFixture
) -> None:
    register = Asked(RuntimeError("a mistake of ours"))

    with caplog.at_level(logging.ERROR):
        register.ask()

    assert "a mistake of ours" in caplog.text
    assert "Traceback" in caplog.text


def test_no_endpoint_answers_at_another_port() -> None:
    with pytest.raises(LookupError, match=r"far\.example"):
        local.call_endpoint("https://far.example/Recipient/v3", OF_ANOTHER_SERVICE, caller_of_identity(asker()))
