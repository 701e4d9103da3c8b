"""The signatures of a letter as a tree, and its XML as an outline."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from infra.pki import store
from infra.xmlsig import signature_tree
from infra.xmlsig.signature_tree import outline_xml, signatures_beneath, signatures_of
from tests.cast import ARVID, Sender


def test_the_seal_holds_the_senders_signature(kommun_a: Sender) -> None:
    [seal] = signatures_of(kommun_a.letter(ARVID, relay=store.load_identity("formedlaren")).sealed)

    [inner] = seal.inside
    assert (seal.covers, inner.covers) == ("SealedDelivery", "SignedDelivery")
    assert inner.signer_name == "Kommun A"
    assert seal.signer_name != inner.signer_name
    assert inner.issuer_name == "Simulator of Mina meddelanden"
    assert inner.valid_from < inner.valid_until


def test_signatures_beneath_an_element_without_one_are_found(kommun_a: Sender) -> None:
    body = etree.Element("body")
    body.append(kommun_a.letter(ARVID).sealed)

    assert len(signatures_beneath(body)) == len(signatures_of(body)) == 1


def test_xml_without_signatures_has_none() -> None:
    assert signatures_of(etree.fromstring("<a><b/></a>")) == []


def test_an_outline_has_each_element_on_a_line_and_long_base64_shortened() -> None:
    shown = outline_xml(f"<a><b>{'QUFB' * 200}</b><c>kort</c></a>".encode())

    assert shown.splitlines()[0] == "<a>"
    assert shown.splitlines()[-1] == "</a>"
    assert "<c>kort</c>" in shown
    assert len(shown) < 200
    assert " … " in shown


@given(st.binary(max_size=400))
def test_an_outline_is_made_of_any_bytes(octets: bytes) -> None:
    assert isinstance(outline_xml(octets), str)


def test_an_outline_of_much_is_cut() -> None:
    assert len(outline_xml(b"<a>x</a>" * 100_000)) == signature_tree.MAX_OUTLINE
