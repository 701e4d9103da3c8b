"""Where operators of each behaviour are called, and how each of them says what it does."""

import pytest
from django.conf import LazySettings
from django.test import Client

from mailbox_operator.models import Message
from testbed.operators import faulty_tls, holding
from testbed.operators.behaviours import CERTIFICATES, DESCRIPTIONS, Behaviour
from testbed.operators.endpoints import endpoint_with
from testbed.operators.views import GARBAGE
from testbed.world import actors
from tests import cast
from tests.testbed.journal.conftest import Journal, journal

__all__ = ["journal"]

BASE = "/webservice/accao/behaviours"


def path(behaviour: str, operator: str = "en.example") -> str:
    return f"{BASE}/{behaviour}/{operator}/Service/v3"


@pytest.mark.parametrize("behaviour", Behaviour)
def test_every_behaviour_is_described_in_both_languages(behaviour: Behaviour) -> None:
    swedish, english = DESCRIPTIONS[behaviour].text

    assert swedish
    assert english
    assert swedish != english
    assert not swedish.endswith(".")


def test_those_that_keep_letters_are_those_with_mailboxes_in_the_demo_world() -> None:
    keeping = {behaviour for behaviour in Behaviour if DESCRIPTIONS[behaviour].keeps_letters}

    shown = {actors.BEHAVIOURS.get(name, Behaviour.ACCEPTING) for name in actors.WITH_MAILBOXES}
    assert shown == keeping


def test_the_demo_world_has_an_operator_of_every_behaviour() -> None:
    shown = {*actors.BEHAVIOURS.values(), *actors.CERTIFICATES}

    assert set(Behaviour) - shown == {Behaviour.ACCEPTING, Behaviour.DOWN}
    assert actors.DOWN in {supplier.name for supplier in actors.SUPPLIERS}


@pytest.mark.parametrize("behaviour", CERTIFICATES)
def test_each_faulty_certificate_has_a_port_of_its_own(settings: LazySettings, behaviour: Behaviour) -> None:
    settings.FAULTY_TLS_PORT = 9_000

    address = faulty_tls.address_of(behaviour, "en.example")

    assert f":{9_000 + CERTIFICATES.index(behaviour)}/" in address
    assert address.endswith(path(behaviour))


@pytest.mark.parametrize("behaviour", CERTIFICATES)
def test_without_a_port_the_address_has_a_host_that_nobody_can_have(
    settings: LazySettings, behaviour: Behaviour
) -> None:
    settings.FAULTY_TLS_PORT = 0

    host = faulty_tls.address_of(behaviour, "en.example").split("/")[2]

    assert host == f"{behaviour.value.replace('_', '-')}.invalid"


@pytest.mark.parametrize("behaviour", ["kind", "", "NOT_DELIVERED", "not-delivered", "../reset"])
def test_a_behaviour_that_there_is_not_is_not_found(kommun_a: cast.Sender, behaviour: str) -> None:
    answer = kommun_a.deliver(kommun_a.letter(), path=path(behaviour))

    assert (answer.fault.code, answer.fault.reason) == (5003, "address-unknown")
    assert not Message.objects.exists()


@pytest.mark.parametrize("behaviour", [Behaviour.STRICT, Behaviour.SLOW_THEN_WELL])
def test_one_that_keeps_letters_needs_an_operator_to_keep_them(
    kommun_a: cast.Sender, behaviour: Behaviour
) -> None:
    answer = kommun_a.deliver(kommun_a.letter(), path=path(behaviour, "ingen.example"))

    assert (answer.fault.code, answer.fault.reason) == (5003, "address-unknown")
    assert not Message.objects.exists()


@pytest.mark.parametrize("operator", ["en.example", "en-annan.example"])
def test_one_that_keeps_nothing_may_have_any_name(kommun_a: cast.Sender, operator: str) -> None:
    answer = kommun_a.deliver(kommun_a.letter(), path=path(Behaviour.NOT_DELIVERED, operator))

    assert answer.status == 200
    assert not answer.delivered


def test_garbage_is_no_soap_and_comes_with_status_200(kommun_a: cast.Sender) -> None:
    answer = kommun_a.deliver(kommun_a.letter(), path=path(Behaviour.GARBAGE))

    assert (answer.status, answer.body) == (200, GARBAGE)


def test_one_that_breaks_off_answers_nothing(kommun_a: cast.Sender) -> None:
    answer = kommun_a.deliver(kommun_a.letter(), path=path(Behaviour.BREAKING_OFF))

    assert (answer.status, answer.body) == (500, b"")


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [(Behaviour.GARBAGE, "test-operator-answers-garbage"), (Behaviour.BREAKING_OFF, "test-operator-breaks-off")],
)
def test_what_is_answered_without_soap_is_in_the_journal(
    kommun_a: cast.Sender, journal: Journal, behaviour: Behaviour, reason: str
) -> None:
    letter = kommun_a.letter()
    kommun_a.deliver(letter, path=path(behaviour))

    found = journal.only(operation="deliverSecure")
    assert (found["verdict"], found["reason"], found["at_fault"]) == ("failed", reason, "operator")
    assert found["caller"] == kommun_a.identity.organisation.value
    assert journal.bytes_at(found["request"]) == letter.request


@pytest.mark.parametrize("behaviour", [Behaviour.NOT_DELIVERED, Behaviour.FAULTING])
def test_its_description_can_be_read_by_anybody(client: Client, behaviour: Behaviour) -> None:
    answer = client.get(f"{path(behaviour)}?wsdl")

    assert answer.status_code == 200
    assert b"deliverSecure" in answer.content


def test_a_fault_says_that_it_is_the_operators_and_may_be_repeated(kommun_a: cast.Sender) -> None:
    fault = kommun_a.deliver(kommun_a.letter(), path=path(Behaviour.FAULTING)).fault

    assert fault.code == 4999
    assert "[test-operator-always-faults]" in fault.description
    assert "Den här operatören svarar alltid med ett systemfel" in fault.description
    assert "This operator always answers with a system fault" in fault.description


def test_operators_that_keep_nothing_share_one_endpoint() -> None:
    first = endpoint_with(Behaviour.FAULTING, "en.example")

    assert endpoint_with(Behaviour.FAULTING, "en-annan.example") is first
    assert endpoint_with(Behaviour.NOT_DELIVERED, "en.example") is not first


def test_a_call_that_is_held_for_no_time_returns_and_leaves_its_place() -> None:
    for _ in range(holding.MAX_HELD_CALLS + 1):
        holding.hold_call(0)
