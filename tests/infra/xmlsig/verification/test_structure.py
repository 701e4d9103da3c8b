"""Where a signature may stand, and which element it may refer to: everything else could be signature wrapping."""

from collections.abc import Callable
from functools import partial

import pytest
from lxml import etree

from infra.errors import SignatureFault
from infra.errors.codes import ErrorCode
from infra.pki import store
from infra.xmlsig.names import DS, MESSAGE_V3, SignedName
from infra.xmlsig.normalise import own_signatures
from infra.xmlsig.verification import structure
from tests.cast import ARVID, Sender

SIGNED, SEALED = SignedName.SIGNED_DELIVERY_V3, SignedName.SEALED_DELIVERY_V3
SIGNATURE = f'<Signature xmlns="{DS}"/>'


def element(name: str, *content: str) -> etree._Element:
    return etree.fromstring(f'<{name} xmlns="{MESSAGE_V3}">{"".join(content)}</{name}>')


def signed(*content: str) -> etree._Element:
    return element("SignedDelivery", *content)


def sealed(*content: str) -> etree._Element:
    return element("SealedDelivery", *content)


def reason_of(check: Callable[[], object]) -> str:
    """Why the check refuses; it says so in both languages."""
    with pytest.raises(SignatureFault) as refused:
        check()
    assert refused.value.code == ErrorCode.SIGNATURE_ERROR
    assert refused.value.text.swedish != refused.value.text.english
    return refused.value.explanation.reason


@pytest.fixture
def letter(kommun_a: Sender) -> etree._Element:
    """A sealed delivery as it is made by the simulator."""
    return kommun_a.letter(ARVID, relay=store.load_identity("formedlaren")).sealed


@pytest.mark.parametrize("name", SignedName)
def test_an_element_may_have_each_of_its_names_on_the_wire(name: SignedName) -> None:
    for tag in name.travels_as:
        structure.require_name(etree.Element(tag), name)


@pytest.mark.parametrize("tag", ["SignedDelivery", f"{{{MESSAGE_V3}}}Delivery", f"{{{MESSAGE_V3}}}SEALEDDELIVERY"])
def test_an_element_with_another_name_is_neither_signed_nor_sealed(tag: str) -> None:
    for name in SignedName:
        check = partial(structure.require_name, etree.Element(tag), name)
        assert reason_of(check) == "signed-element-wrong"


def test_a_name_of_any_length_is_repeated_in_part_only() -> None:
    with pytest.raises(SignatureFault) as refused:
        structure.require_name(etree.Element("a" * 10_000), SIGNED)

    assert len(refused.value.text.english) < 400


def test_a_document_type_is_refused_and_its_absence_passes() -> None:
    plain = etree.fromstring("<a/>")
    with_type = etree.fromstring('<!DOCTYPE a [<!ATTLIST a Id ID "x">]><a/>')

    structure.require_no_document_type(plain)
    assert reason_of(lambda: structure.require_no_document_type(with_type)) == "signed-xml-doctype"


def test_the_signatures_of_a_letter_stand_where_they_belong(letter: etree._Element) -> None:
    inner = structure.require_only_signed_delivery(letter, SEALED)

    assert structure.require_only_signature(letter, SEALED) in own_signatures(letter)
    assert structure.require_only_signature(inner, SIGNED) in own_signatures(inner)


@pytest.mark.parametrize("count", [0, 2, 3])
def test_a_seal_holds_exactly_one_signed_delivery(count: int) -> None:
    seal = sealed(*["<SignedDelivery/>"] * count)

    assert reason_of(lambda: structure.require_only_signed_delivery(seal, SEALED)) == "signed-delivery-not-one"


def test_a_signed_delivery_deeper_down_is_not_the_one_of_the_seal() -> None:
    seal = sealed("<Other><SignedDelivery/></Other>")

    assert reason_of(lambda: structure.require_only_signed_delivery(seal, SEALED)) == "signed-delivery-not-one"


def test_a_signed_delivery_of_the_other_version_is_not_the_one_of_the_seal() -> None:
    seal = sealed('<SignedDelivery xmlns="http://minameddelanden.gov.se/schema/Message"/>')

    assert reason_of(lambda: structure.require_only_signed_delivery(seal, SEALED)) == "signed-delivery-not-one"


@pytest.mark.parametrize("count", [0, 2])
def test_a_signed_element_carries_exactly_one_signature(count: int) -> None:
    assert reason_of(lambda: structure.require_only_signature(signed(SIGNATURE * count), SIGNED)) == (
        "signature-not-one"
    )


@pytest.mark.parametrize(
    "wrapped",
    [
        f"<Delivery>{SIGNATURE}</Delivery>{SIGNATURE}",
        f'<Signature xmlns="{DS}"><Object>{SIGNATURE}</Object></Signature>',
        f"{SIGNATURE}<Delivery><a><b>{SIGNATURE}</b></a></Delivery>",
    ],
)
def test_a_signature_anywhere_below_is_refused_beside_the_own_one(wrapped: str) -> None:
    assert reason_of(lambda: structure.require_only_signature(signed(wrapped), SIGNED)) == "signature-misplaced"


def test_the_seals_signature_does_not_stand_before_the_senders() -> None:
    seal = sealed(SIGNATURE, f"<SignedDelivery>{SIGNATURE}</SignedDelivery>")

    assert reason_of(lambda: structure.require_only_signature(seal, SEALED)) == "signature-misplaced"


def test_a_seal_around_a_delivery_that_nobody_signed_is_refused() -> None:
    seal = sealed("<SignedDelivery/>", SIGNATURE)

    assert reason_of(lambda: structure.require_only_signature(seal, SEALED)) == "signature-not-one"
