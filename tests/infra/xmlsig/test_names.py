"""What a signature can cover, and the names that it travels under."""

import pytest
from lxml import etree

from infra.xmlsig.names import DS, SignedName, child_elements, ds, is_element

SEALS = (SignedName.SEALED_DELIVERY_V3, SignedName.SEALED_DELIVERY_V1)
SIGNED = (SignedName.SIGNED_DELIVERY_V3, SignedName.SIGNED_DELIVERY_V1)


@pytest.mark.parametrize("name", SignedName)
def test_a_name_is_its_namespace_and_its_local_name(name: SignedName) -> None:
    assert name.value == f"{{{name.namespace}}}{name.local_name}"
    assert etree.QName(name.value).namespace == name.namespace


@pytest.mark.parametrize(("seal", "inner"), list(zip(SEALS, SIGNED, strict=True)))
def test_a_seal_holds_the_senders_element_of_its_own_version(seal: SignedName, inner: SignedName) -> None:
    assert seal.is_seal
    assert not inner.is_seal
    assert seal.inner is inner
    assert seal.namespace == inner.namespace


@pytest.mark.parametrize("name", SignedName)
def test_every_element_may_travel_under_the_name_that_it_was_signed_with(name: SignedName) -> None:
    assert name.value in name.travels_as


def test_soap_stacks_give_the_elements_names_of_their_own() -> None:
    local = {name: {etree.QName(tag).localname for tag in name.travels_as} for name in SignedName}

    assert local[SignedName.SEALED_DELIVERY_V3] == {"SealedDelivery", "deliverSecure", "OrginalDelivery"}
    assert local[SignedName.SEALED_DELIVERY_V1] == {"SealedDelivery", "arg0", "OrginalDelivery"}
    assert local[SignedName.SIGNED_DELIVERY_V3] == {"SignedDelivery", "signedDelivery"}
    assert local[SignedName.SIGNED_DELIVERY_V1] == {"SignedDelivery", "arg0"}


def test_within_a_version_no_name_on_the_wire_says_both_signed_and_sealed_but_for_arg0() -> None:
    assert SEALS[0].travels_as.isdisjoint(SIGNED[0].travels_as)
    assert SEALS[1].travels_as & SIGNED[1].travels_as == {"arg0"}


def test_the_versions_share_no_name_of_a_namespace() -> None:
    assert SEALS[0].travels_as.isdisjoint(SEALS[1].travels_as)
    assert SIGNED[0].travels_as.isdisjoint(SIGNED[1].travels_as)


def test_names_of_the_signature_stand_in_its_namespace() -> None:
    assert etree.QName(ds("SignedInfo")).namespace == DS
    assert etree.QName(ds("SignedInfo")).localname == "SignedInfo"


def test_comments_and_instructions_are_no_elements() -> None:
    parent = etree.fromstring("<a>text<!-- c --><b/><?pi x?><c><d/></c>tail</a>")

    assert [child.tag for child in child_elements(parent)] == ["b", "c"]
    assert [is_element(child) for child in parent] == [False, True, False, True]
    assert child_elements(parent[1]) == []
