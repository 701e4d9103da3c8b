"""Signatures moved, doubled and wrapped: refused at the operator's door, and nothing lies in any mailbox.

tests/infra/xmlsig/test_wrapping.py tries the same on the verifier alone. Here the whole letter goes in as bytes,
by way of the schema, whose gaps (Object, KeyInfo, OfficialMatter take any element) are where a signed
original can be hidden.
"""

import copy
from collections.abc import Callable

import pytest
from lxml import etree

from infra.pki import store
from infra.soap.messages.parser import parse_envelope
from infra.xmlsig import sign_element
from infra.xmlsig.names import DS, MESSAGE_V3
from sender import compose
from tests.cast import Reply, Sender
from tests.infra.xmlsig import attacks
from tests.infra.xmlsig.letters import child, find
from tests.mailbox_operator.test_reception import nothing_is_stored

Attack = Callable[[etree._Element], None]


def with_id(sender: Sender) -> etree._Element:
    """A SignedDelivery whose signature refers to its Id."""
    unsigned = compose.unsigned_delivery(sender.delivery())
    unsigned.set("Id", "signed-1")
    return sign_element(unsigned, sender.identity.key, sender.identity.certificate)


def sealed_argument(body: bytes) -> etree._Element:
    """The element of the SOAP message that bears the seal."""
    return parse_envelope(body).body[0]


def posted(sender: Sender, argument: etree._Element, as_: str = "kommun-a") -> Reply:
    return sender.deliver(etree.tostring(argument.getroottree()), as_=store.load_identity(as_))


def forge(signed: etree._Element) -> etree._Element:
    """Let a SignedDelivery say something else; give back the original."""
    original = copy.deepcopy(signed)
    # Under the name that was signed: the schema knows none of the two, so it lets them stand anywhere.
    is_seal = signed.find(f"{{{MESSAGE_V3}}}Seal") is not None
    original.tag = f"{{{MESSAGE_V3}}}{'SealedDelivery' if is_seal else 'SignedDelivery'}"
    attacks.replace_content(signed, attacks.forged(signed))
    signed.attrib.pop("Id", None)
    return original


def hidden_in_an_object(signed: etree._Element) -> None:
    original = forge(signed)
    child(attacks.signature(signed), DS, "Object").append(original)


def hidden_in_key_info(signed: etree._Element) -> None:
    original = forge(signed)
    find(attacks.signature(signed), "KeyInfo").append(original)


def hidden_among_the_certificates(signed: etree._Element) -> None:
    original = forge(signed)
    find(attacks.signature(signed), "X509Data").append(original)


def hidden_in_the_digest_method(signed: etree._Element) -> None:
    original = forge(signed)
    find(attacks.signature(signed), "DigestMethod").append(original)


def hidden_in_the_transform(signed: etree._Element) -> None:
    original = forge(signed)
    find(attacks.signature(signed), "Transform").append(original)


def hidden_in_the_official_matter(signed: etree._Element) -> None:
    original = forge(signed)
    matter = etree.Element(f"{{{MESSAGE_V3}}}OfficialMatter")
    find(signed, "Supportinfo").addnext(matter)
    child(matter, "urn:case-system", "Document").append(original)


def hidden_with_the_id_kept_on_the_forgery(signed: etree._Element) -> None:
    hidden_in_an_object(signed)
    signed.set("Id", "signed-1")


def hidden_with_another_id_on_the_forgery(signed: etree._Element) -> None:
    hidden_in_an_object(signed)
    signed.set("Id", "signed-2")


def only_the_content_hidden(signed: etree._Element) -> None:
    original = forge(signed)
    child(attacks.signature(signed), DS, "Object").append(find(original, "Delivery"))


def signed_by_the_relay_itself(signed: etree._Element) -> None:
    """The relay replaces the sender's signature by one of its own."""
    forge(signed)
    signed.remove(attacks.signature(signed))
    relay = store.load_identity("formedlaren")
    again = sign_element(signed, relay.key, relay.certificate)
    signed.append(attacks.signature(again))


def signed_by_the_relay_beside_the_senders_certificate(signed: etree._Element) -> None:
    certificate = copy.deepcopy(find(signed, "X509Certificate"))
    signed_by_the_relay_itself(signed)
    find(attacks.signature(signed), "X509Data").append(certificate)


def signed_by_the_relay_under_the_senders_certificate(signed: etree._Element) -> None:
    certificate = copy.deepcopy(find(signed, "X509Certificate"))
    signed_by_the_relay_itself(signed)
    find(attacks.signature(signed), "X509Data").insert(0, certificate)


def signature_of_another_letter(signed: etree._Element) -> None:
    forge(signed)


WRAPPINGS = [
    hidden_in_an_object,
    hidden_in_key_info,
    hidden_among_the_certificates,
    hidden_in_the_digest_method,
    hidden_in_the_transform,
    hidden_in_the_official_matter,
    hidden_with_the_id_kept_on_the_forgery,
    hidden_with_another_id_on_the_forgery,
    only_the_content_hidden,
    signature_of_another_letter,
    signed_by_the_relay_itself,
    signed_by_the_relay_beside_the_senders_certificate,
    signed_by_the_relay_under_the_senders_certificate,
]


@pytest.mark.parametrize("has_id", [False, True], ids=["whole document", "by Id"])
@pytest.mark.parametrize("wrap", WRAPPINGS, ids=lambda wrap: wrap.__name__)
def test_a_relay_cannot_have_read_what_the_sender_did_not_sign(
    kommun_a: Sender, wrap: Attack, has_id: bool
) -> None:
    """The seal is genuine, the schema is kept, the relay is approved: only the sender's signature stands."""
    signed = with_id(kommun_a) if has_id else kommun_a.letter().signed
    wrap(signed)
    relay = store.load_identity("formedlaren")

    reply = kommun_a.deliver(compose.wrap_sealed_delivery(compose.seal_delivery(signed, relay)), as_=relay)

    assert reply.fault.code == 5012
    assert nothing_is_stored()


@pytest.mark.parametrize("wrap", WRAPPINGS[:10], ids=lambda wrap: wrap.__name__)
def test_nobody_on_the_way_can_have_read_what_the_relay_did_not_seal(kommun_a: Sender, wrap: Attack) -> None:
    """The same on the seal: a stranger between relay and operator wraps what was sealed."""
    argument = sealed_argument(kommun_a.letter().request)
    wrap(argument)

    reply = posted(kommun_a, argument)

    assert reply.fault.code == 5012
    assert nothing_is_stored()


@pytest.mark.parametrize("attack", attacks.ATTACKS, ids=lambda attack: attack.__name__)
def test_every_attack_on_the_verifier_is_refused_at_the_door_too(kommun_a: Sender, attack: Attack) -> None:
    """Where the schema finds it first the code is 5001, and the element is named."""
    argument = sealed_argument(kommun_a.letter().request)
    attack(argument)

    fault = posted(kommun_a, argument).fault

    assert fault.code == 5012 or (fault.code == 5001 and fault.description.startswith("<"))
    assert nothing_is_stored()
