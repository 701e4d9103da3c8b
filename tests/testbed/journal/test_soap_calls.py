"""What comes in over SOAP stands in the journal: answered, refused, and refused before it was read."""

import pytest
from django.test import Client

from infra.pki import store
from tests import cast
from tests.cast import ARVID, SERVICE
from tests.infra.soap.questions import RECIPIENT, question, soap
from tests.testbed.journal.conftest import Journal

pytestmark = pytest.mark.usefixtures("world")
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


def test_a_question_is_found_by_the_trace_that_its_caller_chose(
    journal: Journal, client: Client, post: cast.Post
) -> None:
    headers = {"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01", "X-MM-Label": "körning 7"}
    client.post(RECIPIENT, question(), "text/xml", headers=headers)

    found = journal.only(trace=TRACE)
    assert (found["edge"], found["direction"], found["label"]) == ("soap", "in", "körning 7")
    assert found["operation"] == "isReachable"
    assert (found["octets_in"], found["status"]) == (len(question()), 500)
    assert (found["verdict"], found["check"], found["code"]) == ("refused", "certificate", 3)
    assert journal.find(trace="0" * 32) == []


def test_a_delivery_is_recorded_with_all_that_it_says(journal: Journal, kommun_a: cast.Sender) -> None:
    letter = kommun_a.letter()
    assert kommun_a.deliver(letter).delivered

    found = journal.only(operation="deliverSecure")
    assert (found["verdict"], found["status"], found["reason"]) == ("accepted", 200, "")
    assert found["caller"] == found["sender"] == kommun_a.identity.organisation.value
    assert found["certificate"] == f"{kommun_a.identity.certificate.serial_number:x}"
    assert (found["recipient"], found["recipients"]) == ("19270517****", 1)
    assert found["subject"] == "Beslut om förskoleplats"
    assert found["duration_ms"] > 0


def test_the_bytes_are_kept_as_they_were(journal: Journal, kommun_a: cast.Sender) -> None:
    request = kommun_a.letter().request
    reply = kommun_a.post(SERVICE, request, kommun_a.identity)

    found = journal.only(operation="deliverSecure")
    assert journal.bytes_at(found["request"]) == request
    assert journal.bytes_at(found["response"]) == reply.body


def test_the_request_is_given_back_in_the_characters_that_its_caller_named(
    journal: Journal, client: Client
) -> None:
    request = question().decode().partition("?>")[2].encode("utf-16")
    client.generic("POST", RECIPIENT, request, "text/xml; charset=utf-16")

    [line] = [
        part for part in journal.only(operation="isReachable")["curl"].split("-H ") if "Content-Type" in part
    ]
    assert "charset=utf-16" in line


def test_a_refusal_is_found_by_the_call_id_of_its_fault(
    journal: Journal, kommun_a: cast.Sender, kommun_b: cast.Sender
) -> None:
    letter = kommun_a.letter()
    fault = kommun_b.post(SERVICE, letter.request, kommun_b.identity).fault

    found = journal.only(call_id=fault.call_id)
    assert (found["verdict"], found["reason"], found["code"]) == ("refused", fault.reason, fault.code)
    assert found["at_fault"] == "you"
    assert found["retry"] is False
    assert found["docs"].endswith(f"/{fault.reason}")
    assert fault.text.english in found["text"]


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", "text/xml"),
        (b"this is no XML", "text/xml"),
        (b"{}", "application/json"),
        (soap("<nonsense/>"), "text/xml"),
    ],
)
def test_what_is_refused_unread_is_recorded_too(
    journal: Journal, client: Client, body: bytes, content_type: str
) -> None:
    client.post(RECIPIENT, body, content_type)

    found = journal.only(verdict="refused")
    assert (found["address"], found["service"]) == (RECIPIENT, "Recipient/v3")
    assert found["code"] == 5001
    assert found["call_id"]


@pytest.mark.parametrize("body", [b"", b"this is no XML", soap("<nonsense/>")])
def test_what_is_refused_unread_is_its_callers_as_the_certificate_says(
    journal: Journal, kommun_a: cast.Sender, body: bytes
) -> None:
    kommun_a.post(RECIPIENT, body, kommun_a.identity)

    found = journal.only(organisation=kommun_a.identity.organisation.value)
    assert found["verdict"] == "refused"
    assert found["certificate"] == f"{kommun_a.identity.certificate.serial_number:x}"


@pytest.mark.parametrize("name", ["aterkallad", "utgangen"])
def test_a_certificate_that_is_not_accepted_is_found_by_its_organisation(
    journal: Journal, post: cast.Post, name: str
) -> None:
    identity = store.load_identity(name)
    post(RECIPIENT, question(), identity)

    found = journal.only(caller=identity.organisation.value)
    assert (found["check"], found["certificate"]) == (
        "certificate",
        f"{identity.certificate.serial_number:x}",
    )


@pytest.mark.parametrize("address", [RECIPIENT, "/webservice/accao/Recipient/v9"])
def test_what_came_in_a_wrong_form_is_kept_to_be_looked_at(journal: Journal, client: Client, address: str) -> None:
    client.post(address, question(), "application/soap+xml; charset=utf-8")

    found = journal.only(verdict="refused")
    assert journal.bytes_at(found["request"]) == question()
    assert "Content-Type: application/soap+xml; charset=utf-8" in found["curl"]


def test_what_is_too_large_is_not_kept(journal: Journal, client: Client) -> None:
    client.post(RECIPIENT, b"<" * (2 * 1_048_576 + 1), "application/json")

    assert journal.only(verdict="refused")["request"] == ""


def test_a_call_to_an_address_without_service_is_recorded(journal: Journal, client: Client) -> None:
    client.post("/webservice/accao/Recipient/v9", question(), "text/xml")

    found = journal.only(verdict="refused")
    assert found["address"] == "/webservice/accao/Recipient/v9"
    assert found["code"] == 5003


def test_calls_between_roles_of_one_process_are_recorded_once(journal: Journal, kommun_a: cast.Sender) -> None:
    assert kommun_a.deliver(kommun_a.letter()).delivered

    asked = journal.find(direction="in", q="-operation:deliverSecure")
    assert asked, "the operator asks the register whether the relay may send"
    for exchange in asked:
        assert exchange["caller"] != kommun_a.identity.organisation.value
        assert journal.bytes_at(exchange["request"]).startswith(b"<")
    assert journal.find(direction="out") == []


def test_a_question_about_many_is_found_by_each_of_them(journal: Journal, post: cast.Post) -> None:
    namespace = "http://minameddelanden.gov.se/schema/Recipient/v3"
    ids = "".join(f"<recipientId>{number}</recipientId>" for number in (ARVID, cast.MARIA))
    body = soap(f'<isReachable xmlns="{namespace}"><senderOrgNr>162021004748</senderOrgNr>{ids}</isReachable>')
    assert post(RECIPIENT, body, store.load_identity("kommun-a")).status == 200

    for number in (ARVID, cast.MARIA):
        found = journal.only(recipient=number)
        assert (found["recipients"], found["sender"]) == (2, "162021004748")
    assert journal.find(recipient=cast.TOLVAN) == []
