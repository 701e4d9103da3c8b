"""A sender of the kit asks the register, and delivers only where letters are taken."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from lxml import etree
from minameddelanden import NoAnswer, Refused, Sender, Unreachable
from minameddelanden.actors import Reachability
from minameddelanden.rest import Rest

from infra.pki import store
from tests.cast import ARVID, MARIA
from tests.kit.answering_server import Answering, answering_server
from tests.servers import free_port

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
RECIPIENT = "http://minameddelanden.gov.se/schema/Recipient/v3"
KOMMUN_A = "162021004748"
STATUS = (
    "<r:return><r:SenderAccepted>{accepted}</r:SenderAccepted><r:AccountStatus><r:Type>{kind}</r:Type>"
    "<r:Pending>{pending}</r:Pending><r:ServiceSupplier><r:Name>Kivra</r:Name>"
    "<r:ServiceAdress>{address}</r:ServiceAdress></r:ServiceSupplier></r:AccountStatus></r:return>"
)


@pytest.fixture(scope="module")
def server() -> Iterator[Answering]:
    with answering_server() as found:
        yield found


@pytest.fixture(scope="module")
def papers() -> dict[str, str]:
    store.ensure_identities(settings.PKI_DIR)
    folder = Path(store.load_identity("kommun-a").folder)
    pem, key = (folder / "leaf.pem").read_text(), (folder / "client.key").read_text()
    own = {"organisation": KOMMUN_A, "name": "Kommun A", "serial": "1"}
    return {**own, "certificate_pem": pem, "chain_pem": "", "ca_pem": pem, "key_pem": key}


@pytest.fixture
def sender(server: Answering, papers: dict[str, str]) -> Sender:
    server.asked.clear()
    return Sender(Rest(server.url), f"{server.url}/", papers)


def envelope(content: str) -> bytes:
    return f'<s:Envelope xmlns:s="{SOAP}"><s:Body>{content}</s:Body></s:Envelope>'.encode()


def register_answers(server: Answering, *statuses: str) -> None:
    content = f'<r:isReachableResponse xmlns:r="{RECIPIENT}">{"".join(statuses)}</r:isReachableResponse>'
    server.will(body=envelope(content))


def status(*, accepted: str = "true", kind: str = "Secure", pending: str = "false", address: str = "") -> str:
    return STATUS.format(accepted=accepted, kind=kind, pending=pending, address=address)


def fault_answers(server: Answering, code: str, words: str) -> None:
    detail = f"<detail><ErrorCode>{code}</ErrorCode><Description>{words}</Description></detail>"
    server.will(500, envelope(f"<s:Fault><faultcode>s:Client</faultcode>{detail}</s:Fault>"))


def test_the_register_is_asked_about_all_recipients_in_their_order(sender: Sender, server: Answering) -> None:
    register_answers(server, status(address="https://a/"), status(kind="Not", accepted="false"))

    found = sender.reachability(ARVID, MARIA)

    assert found == [
        Reachability("Secure", pending=False, accepted=True, operator="Kivra", address="https://a/"),
        Reachability("Not", pending=False, accepted=False, operator="Kivra", address=""),
    ]
    assert server.last.path == "/Recipient/v3"
    asked = etree.fromstring(server.last.body)
    assert [each.text for each in asked.iter(f"{{{RECIPIENT}}}recipientId")] == [ARVID, MARIA]
    assert [each.text for each in asked.iter(f"{{{RECIPIENT}}}senderOrgNr")] == [KOMMUN_A]


def test_what_the_register_leaves_out_is_empty_and_nobody_is_reached_there(
    sender: Sender, server: Answering
) -> None:
    register_answers(server, "<r:return/>")

    [found] = sender.reachability(ARVID)

    assert found == Reachability("", pending=False, accepted=False, operator="", address="")
    assert not found.is_reachable


@pytest.mark.parametrize(
    "answer",
    [
        status(kind="Not"),
        status(address="https://a/", accepted="false"),
        status(address="https://a/", pending="true"),
    ],
    ids=["no mailbox", "sender not accepted", "waits for a signature"],
)
def test_nothing_is_delivered_to_a_recipient_that_cannot_be_reached(
    sender: Sender, server: Answering, answer: str
) -> None:
    register_answers(server, answer)

    with pytest.raises(Unreachable, match=f"{ARVID}: "):
        sender.send(ARVID)

    assert [each.path for each in server.asked] == ["/Recipient/v3"]


def test_a_refusal_of_the_register_is_the_letters_refusal(sender: Sender, server: Answering) -> None:
    fault_answers(server, "6002", "Nej | No [sender-unknown]")

    refused = sender.refusal(ARVID)

    assert (refused.code, refused.reason) == (6002, "sender-unknown")
    with pytest.raises(Refused):
        sender.send(ARVID)


@pytest.mark.parametrize(
    ("said", "delivered"), [("true", True), ("1", True), (" true ", True), ("false", False), ("", False)]
)
def test_an_operator_says_whether_it_took_the_letter(
    sender: Sender, server: Answering, said: str, delivered: bool
) -> None:
    server.will(body=envelope(f"<a><TransId>T-1</TransId><Delivered>{said}</Delivered></a>"), X_Trace_Id="abc")

    sent = sender.deliver(b"<request/>", f"{server.url}/Service/v3")

    assert (sent.id, sent.delivered, sent.trace, sent.request) == ("T-1", delivered, "abc", b"<request/>")


def test_the_relay_gets_a_signed_letter_and_answers_its_id(sender: Sender, server: Answering) -> None:
    server.will(body=envelope("<a><return>D-1</return></a>"))

    sent = sender.send_by_relay(MARIA, "Kallelse", body="Välkommen")

    assert (sent.id, sent.delivered) == ("D-1", True)
    assert server.last.path == "/Message/v3"
    assert server.last.body == sent.request
    assert b"Kallelse" in sent.request
    assert MARIA.encode() in sent.request


def test_a_relay_that_does_not_listen_gives_no_answer(papers: dict[str, str], server: Answering) -> None:
    sender = Sender(Rest(server.url), f"http://127.0.0.1:{free_port()}/", papers)

    with pytest.raises(NoAnswer, match="Message/v3"):
        sender.send_by_relay(MARIA)


def test_a_sealed_letter_holds_the_signed_one(sender: Sender) -> None:
    request = sender.sealed(ARVID, "Beslut")

    names = [etree.QName(each).localname for each in etree.fromstring(request).iter(etree.Element)]
    assert names.count("Signature") == 2
    assert names.index("SignedDelivery") < names.index("Seal")


def test_a_whole_address_is_called_as_it_is(sender: Sender, server: Answering) -> None:
    server.will(body=envelope("<a/>"))

    sender.call(f"{server.url}/elsewhere", b"<request/>")

    assert server.last.path == "/elsewhere"
