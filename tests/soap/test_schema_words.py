"""What a sender reads whose letter breaks the schema: which element, where, and what to write instead."""

from collections.abc import Callable

import pytest
from lxml import etree

from tests.cast import Sender
from tests.operator.test_reception import nothing_is_stored

MESSAGE = "http://minameddelanden.gov.se/schema/Message"
MESSAGE_V3 = f"{MESSAGE}/v3"
Change = Callable[[etree._Element], None]


def first(letter: etree._Element, name: str) -> etree._Element:
    return next(letter.iter(f"{{*}}{name}"))


def long_subject(letter: etree._Element) -> None:
    first(letter, "Subject").text = "x" * 300


def filename_in_no_namespace(letter: etree._Element) -> None:
    first(letter, "Filename").tag = "Filename"


def subject_in_the_older_namespace(letter: etree._Element) -> None:
    first(letter, "Subject").tag = f"{{{MESSAGE}}}Subject"


def attribute_too_many(letter: etree._Element) -> None:
    first(letter, "Recipient").set("Id", "1")


def attribute_missing(letter: etree._Element) -> None:
    del first(letter, "SignatureMethod").attrib["Algorithm"]


def text_between_elements(letter: etree._Element) -> None:
    first(letter, "Delivery").text = "Hej"


def element_in_text(letter: etree._Element) -> None:
    etree.SubElement(first(letter, "Subject"), "b")


def day_in_words(letter: etree._Element) -> None:
    first(letter, "ReceivedTime").text = "i går"


def element_missing(letter: etree._Element) -> None:
    first(letter, "Seal").remove(first(letter, "SignaturesOK"))


def elements_in_another_order(letter: etree._Element) -> None:
    first(letter, "Message").append(first(first(letter, "Message"), "Body"))


WORDS: dict[Change, tuple[str, str, str]] = {
    long_subject: ("Subject", "värdet har 300 tecken; högst 255 får plats", "300 characters; at most 255 fit"),
    filename_in_no_namespace: ("Filename", f"(ingen), men hör hemma i {MESSAGE}.", f"belongs in {MESSAGE}."),
    subject_in_the_older_namespace: (
        "Subject",
        f"namnrymden {MESSAGE}, men hör hemma i {MESSAGE_V3}.",
        f"belongs in {MESSAGE_V3}.",
    ),
    attribute_too_many: ("Recipient", "attributet Id är inte tillåtet", "attribute Id is not allowed"),
    attribute_missing: ("SignatureMethod", "attributet Algorithm saknas", "attribute Algorithm is missing"),
    text_between_elements: ("Delivery", "här står text", "there is text"),
    element_in_text: ("Subject", "bara text får stå här", "only text may stand here"),
    day_in_words: ("ReceivedTime", "'i går' har inte den form", "'i går' does not have the form"),
    element_missing: ("Seal", "här saknas SignaturesOK", "SignaturesOK is missing here"),
    elements_in_another_order: ("Attachment", "här ska stå Body", "expected is Body"),
}


@pytest.mark.parametrize("change", WORDS, ids=lambda change: change.__name__)
def test_a_breach_names_element_line_and_mistake(kommun_a: Sender, change: Change) -> None:
    element, swedish, english = WORDS[change]
    letter = etree.fromstring(kommun_a.letter().request)
    change(letter)

    fault = kommun_a.deliver(etree.tostring(letter)).fault

    assert fault.code == 5001
    assert fault.description.startswith(f"<{element}>, rad ")
    assert f" | <{element}>, line " in fault.description
    assert swedish in fault.description
    assert english in fault.description
    assert nothing_is_stored()


def test_the_line_is_that_of_the_message_as_it_was_sent(kommun_a: Sender) -> None:
    letter = etree.fromstring(kommun_a.letter().request)
    day_in_words(letter)
    octets = b"\n\n\n" + etree.tostring(letter, pretty_print=True)
    line = 1 + octets[: octets.index(b"ReceivedTime>")].count(b"\n")

    assert f"rad {line}:" in kommun_a.deliver(octets).fault.description
