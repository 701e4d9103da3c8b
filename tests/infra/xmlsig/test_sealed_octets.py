"""The octets that a sender signed are cut out of those that the seal covers, never guessed wrongly."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from lxml import etree

from infra.errors import SignatureFault
from infra.xmlsig import SignedName, verify_sealed
from infra.xmlsig.names import MESSAGE_V3
from infra.xmlsig.normalise import canonicalise_element, without_signature
from infra.xmlsig.sealed_octets import signed_octets
from tests.infra.xmlsig.letters import V1, V3, Everyone, find, on_the_wire, unsigned_seal
from tests.infra.xmlsig.letters import hand_signed as signed_by
from tests.infra.xmlsig.mutations import apply_all, mutations
from tests.infra.xmlsig.verification.test_direct_verifier import require_same_outcome, sealed, signers


def cut(seal_octets: bytes, version: SignedName = V3) -> bytes | None:
    return signed_octets(seal_octets, inner_of(seal_octets, version), version.inner)


def inner_of(seal_octets: bytes, version: SignedName = V3) -> etree._Element:
    inner = etree.fromstring(seal_octets).find(version.inner.value)
    assert inner is not None
    return inner


def octets_of_seal(letter: etree._Element, version: SignedName = V3) -> bytes:
    return verify_sealed(letter, version, Everyone()).outer.octets


@pytest.mark.parametrize("version", [V3, V1], ids=lambda version: version.name)
def test_a_usual_letter_gives_the_octets_that_its_sender_signed(version: SignedName) -> None:
    letter = sealed(version, None, lambda _content: None)
    verified = verify_sealed(letter, version, Everyone())

    assert cut(verified.outer.octets, version) == verified.inner.octets


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(version=st.sampled_from([V3, V1]), content=mutations)
def test_what_is_cut_out_is_what_canonicalising_gives(version: SignedName, content: Any) -> None:
    try:
        letter = sealed(version, None, lambda element: apply_all(element, content))
        octets = octets_of_seal(letter, version)
    except Exception:
        # What cannot be signed cannot be sealed.
        return
    found = cut(octets, version)
    event("cut out" if found else "not cut out")

    assert found in {None, canonicalise_element(without_signature(copy.deepcopy(inner_of(octets, version))))}


def with_identity(octets: bytes) -> bytes:
    return octets.replace(b"<SignedDelivery>", b'<SignedDelivery Id="a">')


def with_declaration(octets: bytes) -> bytes:
    return octets.replace(b"<SignedDelivery>", b'<SignedDelivery xmlns:a="urn:a">')


def with_instruction(octets: bytes) -> bytes:
    return octets.replace(b"<SignedDelivery>", b"<SignedDelivery><?a <SignedDelivery>?>")


def with_another_inside(octets: bytes) -> bytes:
    return octets.replace(b"<Delivery>", b'<Delivery><a xmlns="urn:a"><SignedDelivery></SignedDelivery></a>')


def with_signed_signature(octets: bytes) -> bytes:
    return octets.replace(b'xmldsig#">', b'xmldsig#" Id="s">')


def without_any_signature(octets: bytes) -> bytes:
    root = etree.fromstring(octets)
    inner = root.find(V3.inner.value)
    assert inner is not None
    without_signature(inner)
    return canonicalise_element(root)


@pytest.mark.parametrize(
    "change",
    [
        with_identity,
        with_declaration,
        with_instruction,
        with_another_inside,
        with_signed_signature,
        without_any_signature,
    ],
)
def test_a_letter_of_an_unusual_form_is_not_cut(change: Callable[[bytes], bytes]) -> None:
    octets = octets_of_seal(sealed(V3, None, lambda _content: None))
    changed = change(octets)

    assert changed != octets
    assert cut(changed) is None


def sealed_again(forge: Callable[[etree._Element, bytes], object]) -> etree._Element:
    """A relay puts a genuine delivery where it is not read, and other content where it is."""
    _sender, relay = signers()
    genuine = octets_of_seal(sealed(V3, None, lambda _content: None))
    inner = inner_of(genuine)
    hidden = genuine[genuine.index(b"<SignedDelivery>") : genuine.index(b"</SignedDelivery>") + 17]
    find(inner, "Subject").text = "Betala till ett annat konto"
    forge(inner, hidden)
    return on_the_wire(signed_by(unsigned_seal(inner), relay))


def in_an_instruction(inner: etree._Element, hidden: bytes) -> None:
    inner.set("Id", "other")
    inner.insert(0, etree.ProcessingInstruction("a", hidden.decode()))


def in_another_namespace(inner: etree._Element, hidden: bytes) -> None:
    inner.set("Id", "other")
    place = etree.SubElement(find(inner, "Delivery"), "{urn:a}a", nsmap={None: "urn:a"})
    place.append(etree.fromstring(hidden.replace(b"<SignedDelivery>", b'<SignedDelivery xmlns="urn:a">')))


@pytest.mark.parametrize("forge", [in_an_instruction, in_another_namespace])
def test_a_genuine_delivery_hidden_in_another_does_not_vouch_for_it(
    forge: Callable[[etree._Element, bytes], object],
) -> None:
    letter = sealed_again(forge)

    refusal = require_same_outcome(letter, V3)

    assert isinstance(refusal, tuple)
    assert refusal[0] == 5012
    with pytest.raises(SignatureFault):
        verify_sealed(letter, V3, Everyone())


def test_the_name_must_be_the_versions_own() -> None:
    octets = octets_of_seal(sealed(V3, None, lambda _content: None))

    assert signed_octets(octets.replace(MESSAGE_V3.encode(), b"urn:other"), inner_of(octets), V1.inner) is None
