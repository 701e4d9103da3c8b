"""SOAP as the kit reads it: an answer, a fault with its reason, or no answer at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st
from lxml import etree
from minameddelanden import KitError, NoAnswer, Refused, letters
from minameddelanden.soap import Answer, Connection

from infra.errors import InvalidInput
from infra.pki import store
from infra.soap.messages import envelope, faults
from tests.kit.answering_server import Answering, answering_server
from tests.servers import free_port

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"


@pytest.fixture(scope="module")
def server() -> Iterator[Answering]:
    with answering_server() as found:
        yield found


@pytest.fixture(scope="module")
def connection() -> Connection:
    store.ensure_identities(settings.PKI_DIR)
    folder = Path(store.load_identity("kommun-a").folder)
    pem, key = (folder / "leaf.pem").read_text(), (folder / "client.key").read_text()
    return Connection(pem, key, pem, "körning 1")


def body(content: str) -> bytes:
    return f'<s:Envelope xmlns:s="{SOAP}"><s:Body>{content}</s:Body></s:Envelope>'.encode()


def call(connection: Connection, server: Answering, answer: bytes, status: int = 200) -> Answer:
    server.will(status, answer, X_Trace_Id="abc")
    return connection.call(f"{server.url}/Service/v3", b"<request/>")


def test_an_answer_has_its_content_its_bytes_and_its_trace(connection: Connection, server: Answering) -> None:
    octets = body('<m:done xmlns:m="urn:m"><m:TransId>1</m:TransId><m:TransId>2</m:TransId></m:done>')

    found = call(connection, server, octets)

    assert (found.octets, found.trace) == (octets, "abc")
    assert found.content.tag == "{urn:m}done"
    assert (found.text("TransId"), found.text("Nothing")) == ("1", "")


def test_a_call_says_what_a_sender_s_says(connection: Connection, server: Answering) -> None:
    call(connection, server, body("<a/>"))

    headers = {name.lower(): value for name, value in server.last.headers.items()}
    assert server.last.body == b"<request/>"
    assert headers["content-type"] == "text/xml; charset=utf-8"
    assert headers["soapaction"] == '""'
    assert headers["x-mm-label"].encode("latin-1").decode() == "körning 1"


def test_a_fault_of_the_simulator_s_own_is_read_whole(connection: Connection, server: Answering) -> None:
    fault = faults.fault_of(InvalidInput("Fel värde", "Wrong value", slug="wrong-value"))

    with pytest.raises(Refused) as refusal:
        call(connection, server, envelope.wrap_element(faults.to_element(fault)), 500)

    assert (refusal.value.code, refusal.value.reason) == (5001, "wrong-value")
    assert "Fel värde" in refusal.value.description
    assert refusal.value.call_id == fault.call_id
    assert refusal.value.http_status == 500


@pytest.mark.parametrize(
    ("detail", "code", "description", "reason"),
    [
        ("<faultstring>Trasig</faultstring>", 0, "Trasig", ""),
        ("<detail><ErrorCode>x</ErrorCode><Description>Nej [a-b]</Description></detail>", 0, "Nej [a-b]", "a-b"),
        ("<detail><ErrorCode>5012</ErrorCode><Description>Nej</Description></detail>", 5012, "Nej", ""),
        ("<detail><ErrorCode> 5012 </ErrorCode></detail>", 5012, "", ""),
        ("<detail><ErrorCode>²</ErrorCode><Description>Nej</Description></detail>", 0, "Nej", ""),
        ("<detail><Description>[x] nej [y] </Description></detail>", 0, "[x] nej [y] ", "y"),
        ("", 0, "", ""),
    ],
)
def test_a_fault_of_anybody_is_read_as_far_as_it_goes(
    connection: Connection, server: Answering, detail: str, code: int, description: str, reason: str
) -> None:
    with pytest.raises(Refused) as refusal:
        call(connection, server, body(f"<s:Fault>{detail}</s:Fault>"), 500)

    assert (refusal.value.code, refusal.value.description) == (code, description)
    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"<html>",
        b"plain",
        b"\x00\xff",
        b"<a/>",
        f'<s:Envelope xmlns:s="{SOAP}"/>'.encode(),
        f'<s:Envelope xmlns:s="{SOAP}"><s:Body/></s:Envelope>'.encode(),
        b'<Envelope xmlns="http://www.w3.org/2003/05/soap-envelope"><Body><a/></Body></Envelope>',
    ],
)
@pytest.mark.parametrize("status", [200, 404, 500])
def test_what_is_no_soap_is_no_answer_and_is_shown(
    connection: Connection, server: Answering, status: int, answer: bytes
) -> None:
    with pytest.raises(NoAnswer, match=f"HTTP {status}"):
        call(connection, server, answer, status)


@given(st.binary(max_size=100))
@how(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_bytes_are_an_answer_or_an_error_of_the_kit(
    connection: Connection, server: Answering, octets: bytes
) -> None:
    with pytest.raises(KitError):
        call(connection, server, octets)


def test_nobody_at_the_address_is_no_answer(connection: Connection) -> None:
    address = f"http://127.0.0.1:{free_port()}/Service/v3"

    with pytest.raises(NoAnswer, match=address):
        connection.call(address, b"<a/>")


def test_an_entity_of_an_answer_is_not_read_from_this_machine(connection: Connection, server: Answering) -> None:
    doctype = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>'

    found = call(connection, server, doctype.encode() + body("<a>&e;</a>"))

    assert found.text("a") == ""


def test_an_envelope_declares_every_prefix_once_and_keeps_the_content() -> None:
    inner = etree.fromstring('<a xmlns="urn:x" b="1"><c>å &amp; ä</c><d/></a>')

    octets = letters.envelope(inner)

    [content] = etree.fromstring(octets).find(f"{{{SOAP}}}Body")  # type: ignore[misc]  # a body is there, or the test fails
    assert content.get("b") == "1"
    assert [(child.tag, child.text) for child in content] == [("{urn:x}c", "å & ä"), ("{urn:x}d", None)]
    assert octets.count(f'"{SOAP}"'.encode()) == 1


def test_errors_of_the_kit_are_caught_by_one_name() -> None:
    assert issubclass(Refused, KitError)
    assert issubclass(NoAnswer, KitError)
    assert str(Refused(5012, "Nej [x]", "c")) == "5012: Nej [x]"
