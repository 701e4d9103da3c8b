"""An element that a SOAP stack rewrote gets back the form in which it was signed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from infra.xmlsig.faults import MAX_QUOTED, quote
from infra.xmlsig.names import DS, MESSAGE_V3, SignedName
from infra.xmlsig.normalise import (
    as_root,
    canonicalise_element,
    normalise_element,
    own_signatures,
    rename_root,
    signed_info,
    without_signature,
)

SIGNED = SignedName.SIGNED_DELIVERY_V3
PLAIN = f'<SignedDelivery xmlns="{MESSAGE_V3}"><Delivery><Subject>Hej</Subject></Delivery></SignedDelivery>'
PREFIXED = re.sub(r"<(/?)(?=\w)", r"<\1x:", PLAIN.replace("xmlns=", "xmlns:x="))
RENAMED = PREFIXED.replace("x:SignedDelivery", "x:signedDelivery").replace(">", ' xmlns:unused="urn:x">', 1)
SIGNATURE = f'<Signature xmlns="{DS}"/>'
WORDS = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cn"]), max_size=30)


@pytest.mark.parametrize(
    "written",
    [
        PLAIN,
        PREFIXED,
        RENAMED,
    ],
)
def test_prefixes_and_names_of_soap_stacks_make_no_difference(written: str) -> None:
    assert canonicalise_element(normalise_element(etree.fromstring(written), SIGNED)) == PLAIN.encode()


def test_the_element_itself_is_not_changed() -> None:
    element = etree.fromstring(f'<x:signedDelivery xmlns:x="{MESSAGE_V3}"/>')
    before = etree.tostring(element)

    normalise_element(element, SIGNED)

    assert etree.tostring(element) == before


def test_an_element_within_an_envelope_is_taken_out_without_what_stands_around_it() -> None:
    envelope = etree.fromstring(f'<s:Body xmlns:s="urn:soap">before{PLAIN}after</s:Body>')

    alone = normalise_element(envelope[0], SIGNED)

    assert alone.getparent() is None
    assert canonicalise_element(alone) == PLAIN.encode()


@given(text=WORDS, attribute=WORDS)
def test_texts_and_attributes_stay_as_they_were(text: str, attribute: str) -> None:
    element = etree.Element(SIGNED.value, Id=attribute)
    etree.SubElement(element, f"{{{MESSAGE_V3}}}Subject").text = text

    found = normalise_element(element, SIGNED)

    assert (found[0].text or "") == text
    assert found.get("Id") == attribute


def test_carriage_returns_comments_and_instructions_stay() -> None:
    element = etree.fromstring(f'<SignedDelivery xmlns="{MESSAGE_V3}">a&#13;<!-- c --><?pi x?></SignedDelivery>')

    written = etree.tostring(normalise_element(element, SIGNED))

    assert b"a&#13;<!-- c --><?pi x?>" in written


def test_attributes_in_a_namespace_keep_the_prefix_that_they_need() -> None:
    xsi = "http://www.w3.org/2001/XMLSchema-instance"
    element = etree.fromstring(f'<SignedDelivery xmlns="{MESSAGE_V3}" xmlns:xsi="{xsi}" xsi:nil="true"/>')

    assert normalise_element(element, SIGNED).get(f"{{{xsi}}}nil") == "true"


def test_a_root_can_have_a_name_without_a_namespace() -> None:
    assert etree.tostring(rename_root(etree.fromstring("<x:a xmlns:x='urn:x'/>"), "b")) == b"<b/>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"<a>1{SIGNATURE}2<b/>3</a>", "<a>12<b/>3</a>"),
        (f"<a><b/>1{SIGNATURE}2</a>", "<a><b/>12</a>"),
        (f"<a>{SIGNATURE}{SIGNATURE}</a>", "<a/>"),
        (f"<a>\n  {SIGNATURE}\n</a>", "<a>\n  \n</a>"),
        (f"<a><b>{SIGNATURE}</b></a>", f"<a><b>{SIGNATURE}</b></a>"),
        ("<a>1</a>", "<a>1</a>"),
    ],
)
def test_only_the_own_signature_is_removed_and_the_text_around_it_stays(before: str, after: str) -> None:
    assert etree.tostring(without_signature(etree.fromstring(before))).decode() == after


def test_only_direct_children_are_own_signatures() -> None:
    element = etree.fromstring(f"<a>{SIGNATURE}<b>{SIGNATURE}</b><Signature/></a>")

    assert own_signatures(element) == [element[0]]


def test_the_signed_info_is_found_behind_comments() -> None:
    signature = etree.fromstring(f'<Signature xmlns="{DS}"><!-- c --><?p i?><SignedInfo/></Signature>')

    assert signed_info(signature).tag == f"{{{DS}}}SignedInfo"


def test_a_part_becomes_a_root_with_the_declarations_that_it_uses_and_a_root_stays_itself() -> None:
    tree = etree.fromstring('<x:a xmlns:x="urn:x"><x:b>1</x:b>tail</x:a>')

    assert as_root(tree) is tree
    alone = as_root(tree[0])
    assert alone.getparent() is None
    assert alone.tag == "{urn:x}b"
    assert alone.tail is None


def test_exclusive_octets_leave_out_declarations_that_nothing_uses() -> None:
    element = etree.fromstring('<a xmlns:unused="urn:x"><b/></a>')

    assert canonicalise_element(element) == b'<a xmlns:unused="urn:x"><b></b></a>'
    assert canonicalise_element(element, exclusive=True) == b"<a><b></b></a>"


@given(st.text(max_size=600))
def test_a_quoted_text_is_whole_where_it_is_short_and_ends_with_a_sign_where_it_is_not(text: str) -> None:
    quoted = quote(text)

    assert quoted == text or (len(text) > MAX_QUOTED and quoted == text[:MAX_QUOTED] + "…")
    assert len(quoted) <= MAX_QUOTED + 1
