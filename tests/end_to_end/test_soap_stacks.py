"""The habits of the senders' many SOAP stacks, byte for byte on the wire.

Source: wire.md, Transport and Signatures.
"""

import re
import ssl
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from contracts import codec, recipient_v3
from infra import clock
from infra.soap.messages import envelope
from infra.xmlsig import sign_element
from infra.xmlsig.names import ds
from infra.xmlsig.normalise import rename_root
from sender import compose
from tests.cast import ARVID, Sender
from tests.end_to_end.wire import Store, chunked, head, line, request
from tests.infra.supervisor.simulator import Simulator
from tests.infra.xmlsig.letters import unsigned_seal

RECIPIENT = "/webservice/accao/Recipient/v3"
QUESTION = envelope.wrap_element(
    codec.to_element(recipient_v3.IsReachable(sender_org_nr="162021004748", recipient_id=[ARVID]))
)
Rewrite = Callable[[bytes], bytes]


@pytest.mark.parametrize("header", ["SOAPAction:", 'SOAPAction: ""', "SOAPAction: urn:any", "Accept: */*"])
def test_soapaction_is_of_no_consequence(simulator: Simulator, kommun_a: Sender, header: str) -> None:
    with line(simulator, kommun_a.identity) as call:
        call.say(request(kommun_a.letter().request, header))
        assert call.hear().delivered


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_both_versions_of_tls_are_spoken(simulator: Simulator, kommun_a: Sender, version: ssl.TLSVersion) -> None:
    with line(simulator, kommun_a.identity, version) as call:
        call.say(request(kommun_a.letter().request))
        assert call.hear().delivered


def test_many_calls_go_over_one_connection_whatever_they_are_answered(
    simulator: Simulator, kommun_a: Sender
) -> None:
    with line(simulator, kommun_a.identity) as call:
        for _ in range(30):
            call.say(request(QUESTION, path=RECIPIENT))
            assert call.hear().status == 200
            call.say(request(b"<unfinished", path=RECIPIENT))
            assert call.hear().fault.code == 5001
        call.say(request(kommun_a.letter().request))
        assert call.hear().delivered


def test_a_body_of_unannounced_length_comes_in_chunks(simulator: Simulator, kommun_a: Sender) -> None:
    body = kommun_a.letter().request
    with line(simulator, kommun_a.identity) as call:
        call.say(head("Transfer-Encoding: chunked"), *chunked(body))
        assert call.hear().delivered
        call.say(request(QUESTION, path=RECIPIENT))
        assert call.hear().status == 200


def test_http_1_0_is_answered_and_hung_up_on(simulator: Simulator, kommun_a: Sender) -> None:
    with line(simulator, kommun_a.identity) as call:
        call.say(request(kommun_a.letter().request, protocol="HTTP/1.0"))
        assert call.hear().delivered
        assert call.connection.recv(1) == b""


def test_who_asks_whether_to_continue_is_told_before_the_body(simulator: Simulator, kommun_a: Sender) -> None:
    body = kommun_a.letter().request
    with line(simulator, kommun_a.identity) as call:
        call.say(head(f"Content-Length: {len(body)}", "Expect: 100-continue"))
        assert call.hear_head().startswith(b"HTTP/1.1 100 ")
        call.say(body)
        assert call.hear().delivered


def without_header(body: bytes) -> bytes:
    return body.replace(b"<soap:Body>", b"<soap:Body>", 1)


def with_empty_header(body: bytes) -> bytes:
    return body.replace(b"<soap:Body>", b"<soap:Header/><soap:Body>", 1)


def with_unused_declarations(body: bytes) -> bytes:
    unused = b"".join(b' xmlns:unused%d="urn:unused:%d"' % (number, number) for number in range(20))
    return re.sub(rb"<(\w+):deliverSecure ", rb"<\1:deliverSecure" + unused + b" ", body, count=1)


def under_other_prefixes(body: bytes) -> bytes:
    return re.sub(rb"ns(\d)\b", rb"_\1.x-\1", body)


def under_default_namespaces(body: bytes) -> bytes:
    """As .NET writes: no prefix, a declaration wherever the namespace changes."""
    tree = etree.fromstring(body)
    tree[0][0] = rename_root(tree[0][0], str(tree[0][0].tag))
    return etree.tostring(tree)


def with_a_mark_of_the_byte_order(body: bytes) -> bytes:
    return b"\xef\xbb\xbf" + body


def without_an_xml_declaration(body: bytes) -> bytes:
    return body.partition(b"?>")[2].lstrip()


def with_line_ends_between_envelope_and_body(body: bytes) -> bytes:
    return body.replace(b"<soap:Body>", b"\r\n  <soap:Body>\r\n    ", 1)


@pytest.mark.parametrize(
    "rewrite",
    [
        without_header,
        with_empty_header,
        with_unused_declarations,
        under_other_prefixes,
        under_default_namespaces,
        with_a_mark_of_the_byte_order,
        without_an_xml_declaration,
        with_line_ends_between_envelope_and_body,
    ],
)
def test_the_envelope_is_written_as_the_stack_likes(kommun_a: Sender, rewrite: Rewrite) -> None:
    body = kommun_a.letter().request
    assert kommun_a.deliver(rewrite(body)).delivered


@pytest.mark.parametrize("zone", ["", "Z", "+01:00", "-14:00"])
def test_the_day_of_the_seal_may_have_a_time_zone(kommun_a: Sender, zone: str) -> None:
    me, letter = kommun_a.identity, kommun_a.letter()
    seal = unsigned_seal(letter.signed, f"{clock.today()}{zone}")

    assert kommun_a.deliver(compose.wrap_sealed_delivery(sign_element(seal, me.key, me.certificate))).delivered


def in_lines(signed: etree._Element, end: str) -> etree._Element:
    """Java's XML-DSig writes values in lines of 76 that end in a carriage return."""
    for name in ("SignatureValue", "X509Certificate"):
        value = next(signed.iter(ds(name)))
        text = value.text or ""
        value.text = end.join(text[start : start + 76] for start in range(0, len(text), 76))
    return signed


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_senders_signature_is_written_in_lines(kommun_a: Sender, end: str) -> None:
    letter = kommun_a.letter()
    in_lines(letter.signed, end)

    assert kommun_a.deliver(letter).delivered


def test_the_signature_refers_to_an_id(kommun_a: Sender) -> None:
    me = kommun_a.identity
    unsigned = compose.unsigned_delivery(kommun_a.delivery())
    unsigned.set("Id", "delivery-1")

    sealed = compose.seal_delivery(sign_element(unsigned, me.key, me.certificate), me)

    assert kommun_a.deliver(compose.wrap_sealed_delivery(sealed)).delivered


VECTORS = {
    "deliverSecure-v3-sha1-prefixed.xml": ("/webservice/accao/Service/v3", 5012, "testcert.kivra.net.notvalid"),
    "deliverSecure-v1-sha1-prefixed.xml": ("/webservice/accao/Service/v3", 5001, "deliverSecure"),
}


@pytest.mark.parametrize("name", VECTORS)
def test_real_letters_of_real_makers_are_refused_in_words_they_can_use(
    shared: Path, kommun_a: Sender, kept: Store, name: str
) -> None:
    path, code, word = VECTORS[name]
    before = kept.rows()

    fault = kommun_a.deliver((shared / "vectors" / name).read_bytes(), path=path).fault

    assert fault.code == code
    assert word in fault.description
    assert kept.rows() == before
