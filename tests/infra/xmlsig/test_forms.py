"""A signature may hold in the form real signers sign, or in the very form that was received."""

import threading

import pytest
from lxml import etree

from infra.errors import SignatureFault
from infra.xmlsig import SignedForm, SignedName, seal_element, sign_element, verify_sealed, verify_signature
from infra.xmlsig.names import DS, MESSAGE, MESSAGE_V3, SERVICE_V3
from infra.xmlsig.normalise import canonicalise_element, normalise_element, without_signature
from tests.infra.xmlsig.letters import (
    DAY,
    SOAP,
    V3,
    Everyone,
    Signer,
    child,
    delivery,
    enveloped,
    find,
    hand_signed,
    on_the_wire,
    received,
    sealed_letter,
    unsigned_seal,
)

PREFIXES = {"m3": MESSAGE_V3, "m": MESSAGE, "ds": DS}


def prefixed(element: etree._Element) -> etree._Element:
    """The element with prefixes of its own, declared on itself."""
    root = etree.Element(element.tag, dict(element.attrib), nsmap=PREFIXES)
    root.extend(list(element))
    return etree.fromstring(etree.tostring(root))


def test_a_signer_that_kept_its_octets_is_accepted_as_received(sender: Signer, everyone: Everyone) -> None:
    signed = hand_signed(prefixed(delivery()), sender)

    result = verify_signature(signed, V3.inner, everyone)

    assert result.form is SignedForm.AS_RECEIVED
    assert {part.prefix for part in result.element.iter()} == {None}
    assert canonicalise_element(result.element) == canonicalise_element(normalise_element(delivery(), V3.inner))


def test_a_signer_that_signed_inside_its_envelope_is_accepted_as_received(
    sender: Signer, everyone: Everyone
) -> None:
    envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soap": SOAP, "m3": MESSAGE_V3, "unused": "urn:u"})
    wrapper = child(child(envelope, SOAP, "Body"), MESSAGE_V3, "distributeSecure")
    wrapper.append(delivery())
    over = etree.fromstring(etree.tostring(wrapper[0]))
    value = hand_signed(delivery(), sender, over=canonicalise_element(over))[-1]
    wrapper[0].append(value)

    result = verify_signature(received(etree.tostring(envelope)), V3.inner, everyone)

    assert result.form is SignedForm.AS_RECEIVED


def test_a_relay_may_sign_the_argument_as_it_stands(sender: Signer, relay: Signer, everyone: Everyone) -> None:
    """By the book: under the SOAP argument's name and with its prefixes. The contract's name comes back."""
    signed = sign_element(delivery(), sender.key, sender.certificate)
    argument = unsigned_seal(signed)
    argument.tag = f"{{{SERVICE_V3}}}deliverSecure"
    wrapper = etree.Element(f"{{{SERVICE_V3}}}deliverSecure")
    wrapper.append(hand_signed(etree.fromstring(etree.tostring(argument)), relay))

    result = verify_sealed(enveloped(wrapper), V3, everyone)

    assert (result.outer.form, result.inner.form) == (SignedForm.AS_RECEIVED, SignedForm.NORMALISED)
    assert result.outer.element.tag == V3.value


def test_a_sender_s_kept_octets_hold_inside_a_seal_made_the_usual_way(
    sender: Signer, relay: Signer, everyone: Everyone
) -> None:
    kept = hand_signed(prefixed(delivery()), sender)
    sealed = seal_element(kept, DAY, relay.key, relay.certificate)

    result = verify_sealed(received(_with_kept_octets(sealed, kept)), V3, everyone)

    assert (result.outer.form, result.inner.form) == (SignedForm.NORMALISED, SignedForm.AS_RECEIVED)
    assert canonicalise_element(result.inner.element) == canonicalise_element(
        without_signature(normalise_element(find(result.outer.element, "SignedDelivery"), V3.inner))
    )


def _with_kept_octets(sealed: etree._Element, kept: etree._Element) -> bytes:
    """A SOAP message in which the sender's octets stand as they were signed; lxml would tidy them."""
    octets, end = etree.tostring(sealed), b"</SignedDelivery>"
    before, after = octets[: octets.index(b"<SignedDelivery")], octets[octets.index(end) + len(end) :]
    return b"<e xmlns='urn:e'><b><w>" + before + etree.tostring(kept) + after + b"</w></b></e>"


@pytest.mark.parametrize("name", list(SignedName))
def test_normalising_twice_changes_nothing(sender: Signer, relay: Signer, name: SignedName) -> None:
    letter = on_the_wire(sealed_letter(sender, relay))

    once = normalise_element(letter, name)

    assert etree.tostring(normalise_element(once, name)) == etree.tostring(once)
    assert once.tag == name.value


def test_attributes_in_a_namespace_keep_a_prefix_and_unused_declarations_go() -> None:
    element = etree.fromstring(
        '<p:a xmlns:p="urn:p" xmlns:unused="urn:u" xmlns:x="urn:x" p:one="1" x:two="2" xml:space="preserve">'
        "<b/>tail&#13;<!--c--><?pi?></p:a>"
    )

    octets = etree.tostring(normalise_element(element, V3))

    assert (
        octets
        == (
            f'<SealedDelivery xmlns="{MESSAGE_V3}" xmlns:p="urn:p" xmlns:x="urn:x" p:one="1" x:two="2" '
            'xml:space="preserve"><b xmlns=""/>tail&#13;<!--c--><?pi?></SealedDelivery>'
        ).encode()
    )


def test_removing_a_signature_keeps_the_text_around_it() -> None:
    element = etree.fromstring(
        f'<a>one<Signature xmlns="{DS}"/>two<b/>three<Signature xmlns="{DS}"><c/></Signature>four</a>'
    )

    assert etree.tostring(without_signature(element)) == b"<a>onetwo<b/>threefour</a>"


def test_many_threads_verify_at_once(sender: Signer, relay: Signer) -> None:
    octets = etree.tostring(on_the_wire(sealed_letter(sender, relay)).getroottree())
    outcomes: list[SignedForm] = []

    def work() -> None:
        outcomes.extend(verify_sealed(received(octets), V3, Everyone()).inner.form for _ in range(20))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert outcomes == [SignedForm.NORMALISED] * 80


def test_a_delivery_that_a_seal_does_not_cover_is_not_accepted(
    sender: Signer, relay: Signer, everyone: Everyone
) -> None:
    """The seal holds; the received sender's signature holds; but they are of two deliveries."""
    sealed = seal_element(
        hand_signed(delivery(), sender, over=b"something else"), DAY, relay.key, relay.certificate
    )

    with pytest.raises(SignatureFault):
        verify_sealed(on_the_wire(sealed), V3, everyone)


def test_text_after_the_element_is_none_of_its_own(letter: etree._Element, everyone: Everyone) -> None:
    letter.tail = "outside"
    find(letter, "Subject").text = "Något helt annat"

    with pytest.raises(SignatureFault, match="Neither the seal nor the sender's signature holds"):
        verify_sealed(letter, V3, everyone)

    find(letter, "Subject").text = "Välkommen till förskolan"
    assert verify_sealed(letter, V3, everyone).inner.form is SignedForm.NORMALISED
