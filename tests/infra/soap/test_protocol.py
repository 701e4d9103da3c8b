"""What the SOAP endpoint does with any bytes: the right code, words that help, nothing stored."""

from typing import Any

import pytest
from django.conf import settings
from django.urls import resolve
from lxml import etree

from contracts import catalogue, codec, common, recipient, recipient_service, recipient_v2
from infra.pki import store
from infra.soap.messages import faults
from infra.soap.messages.parser import SOAP_11
from infra.texts import Text
from infra.web import soap_urls
from tests import cast
from tests.cast import ARVID, SERVICE, Sender
from tests.infra.soap.questions import QUESTION, RECIPIENT, fault_text, is_reachable, question, soap


def test_without_a_client_certificate_the_answer_says_how_to_present_one(
    kommun_a: Sender, post: cast.Post
) -> None:
    reply = post(RECIPIENT, question(), None)

    assert (reply.status, reply.fault.code) == (500, 3)
    assert reply.element.findtext("faultcode") == "soap:Client"
    assert "var/pki/clients" in reply.fault.description


@pytest.mark.parametrize(("name", "word"), [("aterkallad", "revoked"), ("utgangen", "expired")])
def test_a_certificate_that_no_longer_holds_is_refused_with_the_reason(
    kommun_a: Sender, post: cast.Post, name: str, word: str
) -> None:
    reply = post(RECIPIENT, question(), store.load_identity(name))

    assert reply.fault.code == 3
    assert reply.element.findtext("faultcode") == "soap:Client"
    assert word in reply.fault.description


@pytest.mark.parametrize(
    ("code", "permanent"), [(1, False), (3, True), (5, True), (4999, False), (5000, True), (8004, True)]
)
def test_a_refused_certificate_is_as_final_as_the_codes_from_5000_on(code: int, permanent: bool) -> None:
    fault = faults.Fault(code, Text("nej", "no"), "call")

    assert fault.is_permanent is permanent
    assert faults.to_element(fault).findtext("faultcode") == ("soap:Client" if permanent else "soap:Server")


def test_an_organisation_that_is_no_actor_may_not_ask(kommun_a: Sender, post: cast.Post) -> None:
    reply = post(RECIPIENT, question(), store.load_identity("obehorig"))

    assert reply.fault.code == 5002


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"", "no content"),
        (b"hello", "not well-formed"),
        (b'{"json": true}', "not well-formed"),
        (b"<s:Envelope", "not well-formed"),
        (soap("<x/>")[:-10], "not well-formed"),
        (b"<Envelope/>", "not a SOAP 1.1 envelope"),
        (soap(""), "one Body with one element"),
        (soap("<a/><b/>"), "one Body with one element"),
        (b'<!DOCTYPE a [<!ENTITY e "x">]>' + soap("<a/>"), "DOCTYPE"),
        (soap("<a>" * 300 + "</a>" * 300), "deeper"),
        (soap("<a>" * 150 + "</a>" * 150), "deeper"),
        (soap("<a>" * 10_000 + "</a>" * 10_000), "deeper"),
        (soap("<a" + "".join(f" xmlns:p{number}='u'" for number in range(16_000)) + "/>"), "200 namespaces"),
        (soap("<a" + "".join(f" b{number}='u'" for number in range(16_000)) + "/>"), "200 attributes"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_a_soap_message_is_refused_by_name(
    kommun_a: Sender, post: cast.Post, body: bytes, word: str
) -> None:
    reply = post(RECIPIENT, body, kommun_a.identity)

    assert (reply.status, reply.fault.code) == (500, 5001)
    assert word in reply.fault.description


def test_an_entity_bomb_is_refused_at_once(kommun_a: Sender, post: cast.Post) -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    body = f'<!DOCTYPE x [<!ENTITY a0 "ha">{bomb}]>'.encode() + soap("<x>&a11;</x>")

    fault = post(RECIPIENT, body, kommun_a.identity).fault

    assert fault.code == 5001
    assert "Ta bort DOCTYPE" in fault.description


@pytest.mark.parametrize(
    ("body", "swedish"),
    [
        (b"hello", "här skulle det första elementet börja (<)"),
        (soap("<a>")[:-22], "innehållet tar slut inuti elementet"),
        (soap("<a></b>"), "elementet a avslutas med sluttaggen för b"),
        (soap("<w:a/>"), "prefixet w är inte deklarerat"),
        (soap("<a/>") + b"<b/>", "det står mer efter rotelementets slut"),
        (soap("<å/>").decode().encode("latin-1"), "här står byte som inte hör till teckenkodningen"),
        (b"\r\n<?xml version='1.0'?>" + soap("<a/>"), "XML-deklarationen ska stå allra först, utan något före"),
        (soap("<a>Plan & bygg</a>"), "i text ska tecknet & skrivas &amp;"),
        (soap("<a>&nbsp;</a>"), "entiteten nbsp är inte deklarerad; skriv tecknet självt"),
        (soap("<a>\x08</a>"), "tecknet med nummer 8 får inte finnas i XML"),
        (soap("<a>&#8;</a>"), "tecknet med nummer 8 får inte finnas i XML"),
        (soap("<a b='1' b='2'/>"), "attributet b står två gånger"),
        (soap("<a b=1/>"), "ett attributs värde ska stå inom citattecken"),
        (soap("<a>1 < 2</a>"), "i text ska tecknet & skrivas &amp; och tecknet < skrivas &lt;"),
        (soap("<a/>")[:-1], "här skulle taggens slut (>) stå"),
    ],
)
def test_what_is_not_xml_is_told_in_swedish(kommun_a: Sender, post: cast.Post, body: bytes, swedish: str) -> None:
    assert swedish in post(RECIPIENT, body, kommun_a.identity).fault.description


def test_soap_1_2_is_told_from_soap_1_1(kommun_a: Sender, post: cast.Post) -> None:
    body = b'<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body><a/></e:Body></e:Envelope>'

    reply = post(RECIPIENT, body, kommun_a.identity)

    assert reply.status == 500
    assert reply.element.findtext("faultcode") == "soap:VersionMismatch"
    assert f"Kuvertet ska ha namnrymden {SOAP_11}." in fault_text(reply)


def test_a_header_that_must_be_understood_is_not(kommun_a: Sender, post: cast.Post) -> None:
    header = '<s:Header><w:Security xmlns:w="urn:w" s:mustUnderstand="1"/></s:Header>'

    reply = post(RECIPIENT, soap("<a/>", header), kommun_a.identity)

    assert reply.element.findtext("faultcode") == "soap:MustUnderstand"
    assert "{urn:w}Security" in fault_text(reply)


@pytest.mark.parametrize("header", ["", "<s:Header/>", '<s:Header><w:x xmlns:w="urn:w"/></s:Header>'])
def test_an_empty_or_optional_header_does_not_matter(kommun_a: Sender, post: cast.Post, header: str) -> None:
    body = etree.tostring(codec.to_element(QUESTION)).decode()

    assert post(RECIPIENT, soap(body, header), kommun_a.identity).status == 200


def test_an_unknown_operation_is_answered_with_those_that_exist(kommun_a: Sender, post: cast.Post) -> None:
    reply = post(RECIPIENT, soap('<isUnreachable xmlns="urn:wrong"/>'), kommun_a.identity)

    assert reply.fault.code == 5001
    assert "{urn:wrong}isUnreachable" in reply.fault.description
    assert "isRegistered" in reply.fault.description


def test_an_operation_in_another_namespace_is_answered_with_the_right_name(
    kommun_a: Sender, post: cast.Post
) -> None:
    reply = post(
        SERVICE, soap('<deliverSecure xmlns="http://minameddelanden.gov.se/Service"/>'), kommun_a.identity
    )

    assert "{http://minameddelanden.gov.se/schema/Service/v3}deliverSecure" in reply.fault.description
    assert "notify" not in reply.fault.description


def test_an_operation_of_another_service_is_answered_with_where_it_lives(
    kommun_a: Sender, post: cast.Post
) -> None:
    reply = post(SERVICE, question(), kommun_a.identity)

    assert reply.fault.code == 5001
    assert (
        "isReachable finns inte i Service/v3. Den finns på /webservice/accao/Recipient/v3."
        in reply.fault.description
    )


def test_a_schema_violation_names_the_element_and_the_line(kommun_a: Sender, post: cast.Post) -> None:
    reply = post(RECIPIENT, is_reachable("\n<recipientId>19270517</recipientId>"), kommun_a.identity)

    assert reply.fault.code == 5001
    assert "recipientId" in reply.fault.description
    assert "2" in reply.fault.description


def test_1001_recipients_are_too_many(kommun_a: Sender, post: cast.Post) -> None:
    reply = post(RECIPIENT, is_reachable(f"<recipientId>{ARVID}</recipientId>" * 1_001), kommun_a.identity)

    assert reply.fault.code == 5005
    assert "minst 1001 stycken; högst 1000" in reply.fault.description


@pytest.mark.parametrize("path", sorted(catalogue.ALL_SERVICES))
def test_every_operation_of_a_service_is_answered(path: str, kommun_a: Sender) -> None:
    service, post = catalogue.ALL_SERVICES[path], f"{settings.SOAP_BASE_PATH}{path}"
    found = resolve(post, soap_urls.__name__)
    view: Any = found.func
    endpoint = view.endpoint(**found.kwargs)

    assert service.operations
    for operation in service.operations.values():
        assert callable(endpoint.handler_of(operation.name))


def test_an_operation_of_several_versions_is_answered_with_all_places(kommun_a: Sender) -> None:
    asked = recipient_service.IsRegistered(arg0=[ARVID])

    fault = kommun_a.ask("Recipient/v3", asked).fault

    assert fault.code == 5001
    assert "Det finns på" not in fault.description
    assert "/webservice/accao/Recipient, /webservice/accao/Recipient/v2." in fault.description


@pytest.mark.parametrize(
    ("path", "fault_name"),
    [
        ("Recipient/v2", "{http://minameddelanden.gov.se/Recipient}storeAccountPreferencesFault"),
        ("Recipient/v3", "{http://minameddelanden.gov.se/schema/Common/v3}applicationFault"),
    ],
)
def test_an_element_that_two_versions_share_is_answered_by_the_version_of_the_path(
    path: str, fault_name: str, kommun_a: Sender
) -> None:
    nobody = recipient_v2.StoreAccountPreferences(
        id=recipient_v2.Id(value=ARVID),
        user_identity=recipient_v2.UserIdentity(value=ARVID),
        preferences=recipient.AccountPreferences(id=ARVID),
        agreement_text="Jag tar emot post.",
        signature_data=[common.SignatureData(signature=b"x", certificate="y")],
    )

    detail = kommun_a.ask(path, nobody).element.find("detail/*")

    assert detail is not None
    assert detail.tag == fault_name


def test_the_first_version_takes_no_organisation_whose_third_digit_is_below_2(kommun_a: Sender) -> None:
    refused = kommun_a.ask("Recipient", recipient_service.IsRegistered(arg0=["161120210037"]))
    taken = kommun_a.ask("Recipient/v2", recipient_service.IsRegistered(arg0=["161120210037"]))

    assert "arg0" in refused.fault.description
    assert refused.fault.reason != taken.fault.reason == "recipient-check-digit-wrong", (
        "the schema lets it through"
    )


def test_every_fault_has_a_call_id_of_its_own(kommun_a: Sender, post: cast.Post) -> None:
    ids = {post(RECIPIENT, b"x", kommun_a.identity).fault.call_id for _ in range(3)}

    assert len(ids) == 3
    assert all(20 <= len(call) <= 50 for call in ids)


def test_authority_answers_faults_of_its_own_operations(kommun_a: Sender, post: cast.Post) -> None:
    body = soap('<getSenders xmlns="http://minameddelanden.gov.se/Authority"><surplus/></getSenders>')

    detail = post("/webservice/accao/Authority", body, kommun_a.identity).element.find("detail/*")

    assert detail is not None
    assert detail.tag == "{http://minameddelanden.gov.se/Authority}getSendersFault"
