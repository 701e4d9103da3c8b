"""The strict operator takes what a real operator's verifier takes, and refuses what it refuses."""

import copy
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from lxml import etree
from signxml.algorithms import DigestAlgorithm

from contracts import message_v3
from infra.pki import store
from infra.soap import client
from infra.soap.messages import envelope
from infra.xmlsig import SignedName
from infra.xmlsig.normalise import canonicalise_element, normalise_element
from infra.xmlsig.sign import sign_element
from mailbox_operator.models import Delivery
from sender import compose
from testbed.world.actors import STRICT
from tests import cast
from tests.infra.xmlsig.letters import Signer, hand_signed
from tests.relay import Relay, leg_of, work

MELKER = "199502012389"
PATH = f"/webservice/accao/operators/{STRICT}/Service/v3"
VALID_HTML = (
    "<!DOCTYPE html><html><head><title>Beslut</title></head>"
    "<body><section><p>Hej &amp; hå</p></section></body></html>"
)


def deliver(kommun_a: cast.Sender, **text: object) -> cast.Reply:
    return kommun_a.deliver(kommun_a.letter(MELKER, kommun_a.text(**text)), path=PATH)


def test_a_letter_as_it_should_be_is_taken_and_kept(kommun_a: cast.Sender) -> None:
    answer = deliver(kommun_a)

    assert answer.delivered
    assert Delivery.objects.get().recipient == MELKER


class OverTheWire:
    """Carries the relay's calls to the operator as a socket would."""

    def __init__(self, post: cast.Post) -> None:
        self._post = post

    def post(self, address: str, body: bytes) -> bytes:
        return self._post(urlsplit(address).path, body, store.load_identity("formedlaren")).body


def test_what_the_simulators_relay_seals_is_taken(
    relay: Relay, post: cast.Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(client.transports, f"https://localhost:8443{PATH}", OverTheWire(post))
    sent = relay.distribute(MELKER)

    work()

    assert leg_of(sent).state == "delivered"
    assert Delivery.objects.get().operator.name == STRICT


def test_a_signature_with_sha_512_is_refused(kommun_a: cast.Sender) -> None:
    identity = kommun_a.identity
    signed = sign_element(
        compose.unsigned_delivery(kommun_a.delivery(MELKER)),
        identity.key,
        identity.certificate,
        digest=DigestAlgorithm.SHA512,
    )

    fault = kommun_a.deliver(
        compose.wrap_sealed_delivery(compose.seal_delivery(signed, identity)), path=PATH
    ).fault

    assert fault.code == 5012
    assert "SHA-512" in fault.description


def test_an_added_exclusive_c14n_transform_is_refused(kommun_a: cast.Sender) -> None:
    identity = kommun_a.identity
    signer = Signer(identity.key, identity.certificate)
    unsigned = normalise_element(
        compose.unsigned_delivery(kommun_a.delivery(MELKER)), SignedName.SIGNED_DELIVERY_V3
    )
    signed = hand_signed(unsigned, signer, signed_info=with_exclusive_c14n)

    fault = kommun_a.deliver(
        compose.wrap_sealed_delivery(compose.seal_delivery(signed, identity)), path=PATH
    ).fault

    assert fault.code == 5012
    assert "C14N" in fault.description


def with_exclusive_c14n(info: etree._Element) -> bytes:
    [transforms] = info.iter("{http://www.w3.org/2000/09/xmldsig#}Transforms")
    transform = copy.deepcopy(transforms[0])
    transform.set("Algorithm", "http://www.w3.org/2001/10/xml-exc-c14n#")
    transforms.append(transform)
    return canonicalise_element(info, exclusive=True)


def test_a_signature_in_a_default_namespace_is_refused(kommun_a: cast.Sender) -> None:
    letter = kommun_a.letter(MELKER)
    wrapper = etree.Element(
        "{http://minameddelanden.gov.se/schema/Service/v3}deliverSecure",
        nsmap={"s": "http://minameddelanden.gov.se/schema/Service/v3"},
    )
    sealed = letter.sealed
    sealed.tag = "{http://minameddelanden.gov.se/schema/Service/v3}deliverSecure"
    wrapper.append(sealed)

    fault = kommun_a.deliver(envelope.wrap_element(wrapper), path=PATH).fault

    assert fault.code == 5012
    assert "xmlns=" in fault.description


def test_a_carriage_return_in_what_is_signed_is_refused(kommun_a: cast.Sender) -> None:
    def with_carriage_return(content: message_v3.SecureDelivery) -> None:
        content.message[0].header.subject = "Beslut\r\nom plats"

    letter = kommun_a.letter(MELKER, change=with_carriage_return)

    fault = kommun_a.deliver(letter, path=PATH).fault

    assert fault.code == 5012
    assert "&#13;" in fault.description


def wrong_checksum(content: message_v3.SecureDelivery) -> None:
    content.message[0].attachment[0].checksum = "0" * 32


def empty_body(content: message_v3.SecureDelivery) -> None:
    content.message[0].body.body = b""


@pytest.mark.parametrize(("change", "words"), [(wrong_checksum, "Checksum"), (empty_body, "Body")])
def test_content_that_the_others_take_with_a_warning_is_refused(
    kommun_a: cast.Sender, change: Callable[[message_v3.SecureDelivery], None], words: str
) -> None:
    letter = kommun_a.letter(MELKER, change=change)

    fault = kommun_a.deliver(letter, path=PATH).fault

    assert fault.code == 5001
    assert words in fault.description
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("html", "is_taken"),
    [
        (VALID_HTML, True),
        ("<p>Hej</p>", True),
        ("<p>Hej</b></p>", False),
        ("<div><p>Hej</div></span>", False),
    ],
)
def test_html_must_be_valid(kommun_a: cast.Sender, html: str, is_taken: bool) -> None:
    def as_html(content: message_v3.SecureDelivery) -> None:
        content.message[0].body.body = html.encode()
        content.message[0].body.content_type = "text/html"

    answer = kommun_a.deliver(kommun_a.letter(MELKER, change=as_html), path=PATH)

    if is_taken:
        assert answer.delivered
    else:
        assert answer.fault.code == 5001
        assert "HTML" in answer.fault.description


def test_the_other_operators_take_what_the_strict_one_refuses(kommun_a: cast.Sender) -> None:
    assert kommun_a.deliver(kommun_a.letter(cast.ARVID, change=wrong_checksum)).delivered
