"""No way of moving, doubling or hiding signatures and content gets past the verifier.

Each attack starts from a flawless letter and tries to have something read that nobody signed.
"""

import pytest
from lxml import etree

from infra.errors import SignatureFault
from infra.xmlsig import seal_element, verify_sealed
from infra.xmlsig.normalise import normalise_element, own_signatures
from tests.infra.xmlsig.attacks import (
    ATTACKS,
    Attack,
    forgery_beside_a_doubled_id,
    id_spoofed_by_another_attribute,
    id_spoofed_by_xml_id,
    inner,
    reference_to_a_hidden_original,
    signature,
    signed_content_hidden_in_an_object,
)
from tests.infra.xmlsig.letters import DAY, V1, V3, Everyone, Signer, find, on_the_wire


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_a_bent_letter_is_refused(letter: etree._Element, everyone: Everyone, attack: Attack) -> None:
    attack(letter)

    with pytest.raises(SignatureFault) as refused:
        verify_sealed(letter, V3, everyone)

    assert " | " in refused.value.text.on_wire


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_a_bent_letter_of_version_1_is_refused(
    old_letter: etree._Element, everyone: Everyone, attack: Attack
) -> None:
    attack(old_letter)

    with pytest.raises(SignatureFault):
        verify_sealed(old_letter, V1, everyone)


@pytest.mark.parametrize(
    "attack",
    [
        signed_content_hidden_in_an_object,
        reference_to_a_hidden_original,
        forgery_beside_a_doubled_id,
        id_spoofed_by_another_attribute,
        id_spoofed_by_xml_id,
    ],
    ids=lambda attack: attack.__name__,
)
def test_an_id_leads_to_no_other_element(
    letter_with_ids: etree._Element, everyone: Everyone, attack: Attack
) -> None:
    attack(letter_with_ids)

    with pytest.raises(SignatureFault):
        verify_sealed(letter_with_ids, V3, everyone)


@pytest.mark.parametrize(
    "attack",
    [reference_to_a_hidden_original, forgery_beside_a_doubled_id, id_spoofed_by_another_attribute],
    ids=lambda attack: attack.__name__,
)
def test_a_dishonest_relay_cannot_bend_an_id_either(
    letter_with_ids: etree._Element, relay: Signer, everyone: Everyone, attack: Attack
) -> None:
    """Here the seal is genuine: the relay itself sealed the forgery, so only the inner check stands."""
    attack(letter_with_ids)
    inner_forged = normalise_element(inner(letter_with_ids), V3.inner)
    sealed = seal_element(inner_forged, DAY, relay.key, relay.certificate)

    with pytest.raises(SignatureFault):
        verify_sealed(on_the_wire(sealed), V3, everyone)


def test_a_comment_cannot_split_what_is_read(letter: etree._Element, everyone: Everyone) -> None:
    """The signature holds, comments being outside it; what is read must be the whole text as signed."""
    identity = find(letter, "Id")
    assert identity.text is not None
    comment = etree.Comment("x")
    comment.tail, identity.text = identity.text[5:], identity.text[:5]
    identity.append(comment)

    result = verify_sealed(letter, V3, everyone)

    assert find(letter, "Id").text == "16202"
    assert [find(part.element, "Id").text for part in (result.outer, result.inner)] == ["162021004748"] * 2
    assert next(result.inner.element.iter(etree.Comment), None) is None


def test_what_stands_unsigned_inside_the_signature_is_not_handed_back(
    letter: etree._Element, everyone: Everyone
) -> None:
    find(signature(letter), "X509SubjectName").text = "CN=någon annan"

    result = verify_sealed(letter, V3, everyone)

    assert "någon annan" not in etree.tostring(result.outer.element, encoding="unicode")
    assert own_signatures(result.outer.element) == own_signatures(result.inner.element) == []


def test_the_verified_trees_are_not_the_received_one(letter: etree._Element, everyone: Everyone) -> None:
    result = verify_sealed(letter, V3, everyone)
    find(letter, "Subject").text = "ändrat efteråt"

    assert find(result.inner.element, "Subject").text == "Välkommen till förskolan"
    assert (
        len({id(tree.getroottree().getroot()) for tree in (letter, result.outer.element, result.inner.element)})
        == 3
    )


def test_the_signature_s_name_is_not_enough(letter: etree._Element, everyone: Everyone) -> None:
    """Elements called Signature in another namespace are content."""
    signature(letter).tag = "{urn:other}Signature"

    with pytest.raises(SignatureFault, match="exactly"):
        verify_sealed(letter, V3, everyone)


@pytest.mark.parametrize("resolve", [True, False])
def test_entities_are_no_way_in(letter: etree._Element, everyone: Everyone, resolve: bool) -> None:
    """The SOAP parser refuses a document type; this must hold without it."""
    octets = etree.tostring(letter.getroottree()).replace(b"162021004748", b"&who;")
    parser = etree.XMLParser(resolve_entities=resolve)
    document = etree.fromstring(b'<!DOCTYPE e [<!ENTITY who "162021004748">]>' + octets, parser)

    with pytest.raises(SignatureFault, match="DOCTYPE"):
        verify_sealed(document[-1][0][0], V3, everyone)


def test_one_version_does_not_pass_for_the_other(letter: etree._Element, everyone: Everyone) -> None:
    with pytest.raises(SignatureFault):
        verify_sealed(letter, V1, everyone)
