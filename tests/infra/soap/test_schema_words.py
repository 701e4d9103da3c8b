"""What a sender reads when its letter breaks the schema: which element, where, and what to write instead."""

from collections.abc import Callable

import pytest
from lxml import etree

from contracts import recipient_v3
from tests.cast import Sender
from tests.mailbox_operator.test_reception import nothing_is_stored

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


def verdict_in_words(letter: etree._Element) -> None:
    first(letter, "SignaturesOK").text = "ja"


def recipient_with_a_hyphen(letter: etree._Element) -> None:
    first(letter, "Recipient").text = "19810105-2382"


def recipient_of_ten_digits(letter: etree._Element) -> None:
    first(letter, "Recipient").text = "8101052382"


def sender_without_its_16(letter: etree._Element) -> None:
    first(letter, "Id").text = "2021004748"


def digest_with_a_comma(letter: etree._Element) -> None:
    first(letter, "DigestValue").text = "ab,c"


def name_of_one_letter(letter: etree._Element) -> None:
    first(letter, "Name").text = "K"


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
    day_in_words: (
        "ReceivedTime",
        "'i går' har inte rätt form; det ska vara ett datum som finns, ÅÅÅÅ-MM-DD.",
        "a date that exists, YYYY-MM-DD.",
    ),
    verdict_in_words: (
        "SignaturesOK",
        "'ja' har inte rätt form; det ska vara true eller false.",
        "true or false.",
    ),
    recipient_with_a_hyphen: (
        "Recipient",
        "'19810105****' har inte rätt form; det ska vara 12 siffror utan",
        "12 digits",
    ),
    recipient_of_ten_digits: ("Recipient", "värdet '810105****' har inte", "the value '810105****' does not"),
    sender_without_its_16: ("Id", "'2021004748' har inte rätt form", "or 16 and the organisation number."),
    digest_with_a_comma: ("DigestValue", "inte base64: tecknet ',' på plats 3", "the character ',' at position 3"),
    name_of_one_letter: ("Name", "värdet har 1 tecken; minst 2 krävs", "1 characters; at least 2 are needed"),
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


@pytest.mark.parametrize(
    ("number", "shown"),
    [("2021004748", "2021004748"), ("", ""), ("152021004748", "152021004748"), ("198101052382", "19810105****")],
)
def test_an_organisation_s_number_is_described_and_a_person_s_is_masked(
    kommun_a: Sender, number: str, shown: str
) -> None:
    question = recipient_v3.IsReachable(sender_org_nr=number, recipient_id=["198101052382"])

    fault = kommun_a.ask("Recipient/v3", question).fault

    assert fault.code == 5001
    assert f"värdet '{shown}' har inte rätt form; det ska vara 12 siffror: 16 och organisationsnumret." in (
        fault.description
    )
    assert f"the value '{shown}' does not have the right form; it must be 12 digits: 16 and" in fault.description
    assert "2382" not in fault.description
