"""Service, version 3, at the address of each operator: each answers there with its own mailboxes."""

import pytest
from django.http import Http404
from django.test import Client
from lxml import etree

from contracts import service_v3
from contracts.codec import from_element
from infra.pki import store
from infra.soap.messages import envelope
from infra.versions import register_version
from mailbox_operator.models import Message, Operator
from mailbox_operator.soap import register_calls, service
from tests.cast import ARVID, MARIA, SERVICE, Sender
from tests.far.accounts.cast import JOHAN, KIVRA

AT_KIVRA = "/webservice/accao/operators/kivra.com/Service/v3"


def test_the_state_s_operator_answers_at_the_plain_address_and_at_its_own(kommun_a: Sender) -> None:
    own = "/webservice/accao/operators/minmyndighetspost.se/Service/v3"
    letter = kommun_a.letter(to=ARVID)

    answers = [kommun_a.deliver(letter, path=path) for path in (SERVICE, own)]

    assert [answer.delivered for answer in answers] == [True, True]
    assert answers[0].trans_id == answers[1].trans_id, "it is the same operator, and the same delivery"


def test_each_operator_delivers_into_its_own_mailboxes(kommun_a: Sender) -> None:
    assert kommun_a.deliver(kommun_a.letter(to=JOHAN), path=AT_KIVRA).delivered
    assert not kommun_a.deliver(kommun_a.letter(to=JOHAN)).delivered

    assert [letter.mailbox.operator.name for letter in Message.objects.all()] == [KIVRA]


def test_a_receipt_names_the_recipient_and_a_number_of_its_own(kommun_a: Sender) -> None:
    answers = [kommun_a.deliver(kommun_a.letter(to=to)) for to in (ARVID, MARIA)]

    assert [answer.result.status[0].recipient_id for answer in answers] == [ARVID, MARIA]
    assert answers[0].trans_id != answers[1].trans_id


def test_the_receipt_is_of_the_contract(kommun_a: Sender) -> None:
    answer = kommun_a.deliver(kommun_a.letter())

    assert answer.element.tag == "{http://minameddelanden.gov.se/schema/Service/v3}deliverSecureResponse"
    assert from_element(service_v3.DeliverSecureResponse, answer.element).return_value.status


@pytest.mark.parametrize("name", ["nowhere.example", "KIVRA.COM", "kivra.com.", ""])
def test_an_operator_that_is_not_played_here_is_not_found(world: None, name: str) -> None:
    for find in (service.operator_named, service.endpoint_of, register_calls.register_endpoint_of):
        with pytest.raises(Http404):
            find(name)


def test_an_endpoint_is_kept_until_an_actor_changes(world: None) -> None:
    first = service.endpoint_of(KIVRA)
    assert service.endpoint_of(KIVRA) is first

    register_version.advance()

    assert service.endpoint_of(KIVRA) is not first


def test_an_operator_that_comes_with_an_old_name_has_its_own_endpoint(world: None, kommun_a: Sender) -> None:
    service.endpoint_of(KIVRA)
    Operator.objects.filter(name=KIVRA).update(name="gammal.example")
    register_version.advance()

    with pytest.raises(Http404):
        service.endpoint_of(KIVRA)


@pytest.mark.parametrize("body", [b"", b"<", b"<x/>", b"not xml", envelope.wrap_element(etree.Element("x"))])
def test_what_is_no_call_is_refused_and_nothing_is_stored(kommun_a: Sender, body: bytes) -> None:
    answer = kommun_a.post(SERVICE, body, store.load_identity("kommun-a"))

    assert answer.status in {400, 500}
    assert answer.fault.text.swedish
    assert answer.fault.text.english
    assert not Message.objects.exists()


def test_the_contract_is_served_at_each_operator_s_address(world: None, client: Client) -> None:
    description = client.get(f"{AT_KIVRA}?wsdl").content.decode()

    assert "operators/kivra.com/Service/v3" in description
    for operation in ("deliverSecure", "deliverForward", "notify"):
        assert operation in description
