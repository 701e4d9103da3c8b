"""Processing instructions anywhere in a letter: verified or refused in words, and never the end of the process.

libxml2 crashes when it is told to canonicalise an instruction, so a letter could end the process that read it.
"""

import copy

import pytest
from lxml import etree

from infra.errors import SignatureFault
from infra.xmlsig import verify_sealed
from infra.xmlsig.names import ds
from infra.xmlsig.normalise import canonicalise_element
from tests.infra.xmlsig.attacks import inner, signature
from tests.infra.xmlsig.letters import V3, Everyone, find


def instruction() -> etree._Element:
    return etree.ProcessingInstruction("x", "y")


def first_in_signature(element: etree._Element) -> None:
    signature(element).insert(0, instruction())


def with_two_certificates(element: etree._Element) -> None:
    certificate = find(signature(element), "X509Certificate")
    certificate.addnext(copy.deepcopy(certificate))


def require_answer(letter: etree._Element) -> bool:
    """True: the letter is taken; False: refused as it should be."""
    try:
        verify_sealed(letter, V3, Everyone())
    except SignatureFault:
        return False
    return True


@pytest.mark.parametrize("node", [instruction(), etree.Comment("x")], ids=["instruction", "comment"])
@pytest.mark.parametrize("exclusive", [True, False])
def test_only_elements_are_canonicalised(node: etree._Element, exclusive: bool) -> None:
    parent = etree.Element("a")
    parent.append(node)

    with pytest.raises(ValueError, match="only an element"):
        canonicalise_element(parent[0], exclusive=exclusive)


def test_an_instruction_before_signed_info_with_two_certificates(letter: etree._Element) -> None:
    first_in_signature(letter)
    with_two_certificates(letter)

    assert require_answer(letter), "the seal covers neither"


def test_an_instruction_before_signed_info_of_a_changed_letter(letter: etree._Element) -> None:
    first_in_signature(inner(letter))
    find(letter, "Subject").text = "Annat ärende"

    assert not require_answer(letter)


def test_an_instruction_before_signed_info_whose_value_is_wrong(letter: etree._Element) -> None:
    first_in_signature(letter)
    info = signature(letter).find(ds("SignedInfo"))
    assert info is not None
    info.set("Id", "changed")

    assert not require_answer(letter)


def test_instructions_at_every_place(letter: etree._Element) -> None:
    """Also beside a changed subject, which sends the verifier looking for an explanation."""
    places = [(node, place) for node in letter.iter(etree.Element) for place in range(len(node) + 1)]
    for number, (node, place) in enumerate(places):
        added = instruction()
        node.insert(place, added)
        subject = find(letter, "Subject")
        before = subject.text
        require_answer(letter)
        subject.text = f"{number}"
        assert not require_answer(letter)
        subject.text = before
        node.remove(added)

    assert require_answer(letter)
