"""Large base64 is spared the schema's validator, and no verdict and no word of a refusal changes by that."""

import base64
import copy
import random
from collections.abc import Callable, Iterator

import pytest
from lxml import etree

from contracts import schemas
from contracts.catalogue import SERVICE
from contracts.generate import DOCUMENTS
from contracts.large_texts import BODY, MIN_SPARED, without_large_texts
from infra.soap.messages.parser import parse_envelope
from tests.cast import Sender

LARGE = base64.b64encode(bytes(range(256)) * 24).decode()
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
XS = "{http://www.w3.org/2001/XMLSchema}"
Change = Callable[[etree._Element], None]


@pytest.fixture
def letter(kommun_a: Sender) -> etree._Element:
    """A deliverSecure as it is parsed, whose attachment is large."""
    request = parse_envelope(kommun_a.letter().request).body
    attachment(request).text = LARGE
    return request


def attachment(request: etree._Element) -> etree._Element:
    return list(request.iter(BODY))[-1]


def find(request: etree._Element, name: str) -> etree._Element:
    return next(request.iter(f"{{*}}{name}"))


def with_text(text: str) -> Change:
    def change(request: etree._Element) -> None:
        attachment(request).text = text

    return change


def without(name: str) -> Change:
    return lambda request: find(request, name).getparent().remove(find(request, name))  # type: ignore[union-attr]  # it is there, or the test fails


def renamed(name: str) -> Change:
    def change(request: etree._Element) -> None:
        find(request, name).tag = "{urn:other}x"

    return change


def spoilt(name: str, text: str) -> Change:
    def change(request: etree._Element) -> None:
        find(request, name).text = text

    return change


def child_inside(request: etree._Element) -> None:
    etree.SubElement(attachment(request), "x")


def comment_inside(request: etree._Element) -> None:
    attachment(request).append(etree.Comment("x"))


def instruction_inside(request: etree._Element) -> None:
    attachment(request).append(etree.ProcessingInstruction("x"))


def another_type(request: etree._Element) -> None:
    attachment(request).set(f"{XSI}type", "xs:int")


def nil(request: etree._Element) -> None:
    attachment(request).set(f"{XSI}nil", "true")


def attribute(request: etree._Element) -> None:
    attachment(request).set("x", "y")


def text_in_place_of_parts(request: etree._Element) -> None:
    parent = attachment(request).getparent()
    assert parent is not None
    parent.tag = BODY
    del parent[:]
    parent.text = LARGE


def doubled(request: etree._Element) -> None:
    attachment(request).addnext(copy.deepcopy(attachment(request)))


def id_doubled(request: etree._Element) -> None:
    for name in ("Signature", "SignedInfo"):
        find(request, name).set("Id", "a")


CHANGES: list[Change] = [
    *(with_text(text) for text in (LARGE[:-1], LARGE[:-2], LARGE + "=", LARGE[:-4] + "=" + LARGE[-3:])),
    *(with_text(LARGE + end) for end in ("QQ==", "QR==", "QUI=", "QUJ=", "Q===", "====", "QQ= =", "\n QQ==\n")),
    *(with_text(LARGE + text) for text in (",", "å", "\u00a0", "QQ==QQ==", "-_AA", "\x85", "AAAA\u2028")),
    with_text("\n".join(LARGE[start : start + 76] for start in range(0, len(LARGE), 76))),
    *(without(name) for name in ("Body", "Checksum", "ContentType", "Seal", "Signature", "Subject", "Header")),
    *(renamed(name) for name in ("Body", "Filename", "Message", "Delivery", "X509Data")),
    *(spoilt(name, "x") for name in ("Recipient", "ReceivedTime", "SignaturesOK", "DigestValue", "Attachment")),
    child_inside,
    comment_inside,
    instruction_inside,
    another_type,
    nil,
    attribute,
    text_in_place_of_parts,
    doubled,
    id_doubled,
]


@pytest.fixture(scope="module")
def whole() -> etree.XMLSchema:
    """The same schemas, asked without sparing anything."""
    root = etree.Element(f"{XS}schema")
    for document in SERVICE.documents:
        namespace = str(etree.parse(DOCUMENTS / document).getroot().get("targetNamespace"))
        etree.SubElement(root, f"{XS}import", {"namespace": namespace, "schemaLocation": document})
    return etree.XMLSchema(etree.fromstring(etree.tostring(root), base_url=f"{DOCUMENTS.as_uri()}/"))


def complaint(request: etree._Element) -> str | None:
    try:
        schemas.validate_element(SERVICE, request)
    except schemas.SchemaViolation as violation:
        return f"{violation.swedish} | {violation.english} | {violation.number_of_its_kind}"
    return None


def parsed(request: etree._Element) -> etree._Element:
    """The element with the lines that a parser gives it."""
    return etree.fromstring(etree.tostring(request))


def is_spared(request: etree._Element) -> bool:
    return without_large_texts(request) is not request


@pytest.mark.parametrize("change", CHANGES)
def test_the_verdict_is_the_validators_own(letter: etree._Element, whole: etree.XMLSchema, change: Change) -> None:
    change(letter)
    letter = parsed(letter)

    assert (complaint(letter) is None) == whole.validate(letter)


@pytest.mark.parametrize("change", CHANGES)
def test_the_words_are_those_that_a_letter_gets_in_which_nothing_is_spared(
    letter: etree._Element, change: Change
) -> None:
    change(letter)
    letter = parsed(letter)
    spared_nothing = copy.deepcopy(letter)
    for body in spared_nothing.iter(BODY):
        if is_spared(body):
            body.text = "QQ=="

    assert not is_spared(spared_nothing)
    assert complaint(letter) == complaint(spared_nothing)


def test_what_follows_a_large_text_on_a_later_line_is_named_by_its_line(letter: etree._Element) -> None:
    attachment(letter).text = "\n".join([LARGE] * 5)
    find(letter, "SignaturesOK").text = "kanske"
    letter = parsed(letter)

    assert f"line {find(letter, 'SignaturesOK').sourceline}:" in (complaint(letter) or "")


def test_the_element_itself_is_left_as_it_was(letter: etree._Element) -> None:
    before = etree.tostring(letter)

    spared = without_large_texts(letter)

    assert etree.tostring(letter) == before
    assert not attachment(spared).text
    assert attachment(spared).getnext() is not None


def test_an_element_without_large_texts_is_not_copied(letter: etree._Element) -> None:
    attachment(letter).text = LARGE[: MIN_SPARED - 4]

    assert without_large_texts(letter) is letter


def random_texts(seed: int) -> Iterator[str]:
    """Large base64, and what comes of one or two changes to it."""
    chance = random.Random(seed)
    for _ in range(200):
        text = base64.b64encode(chance.randbytes(MIN_SPARED + chance.randrange(9))).decode()
        for _ in range(chance.randrange(3)):
            place = chance.choice([chance.randrange(len(text)), len(text) - chance.randrange(5)])
            inserted = chance.choice(["", "=", "==", "A", "Q", "R", "/", " ", "\n", "\t", ",", "å", "é", "\u200b"])
            text = text[:place] + inserted + text[place + chance.randrange(3) :]
        yield text


@pytest.mark.parametrize("seed", range(5))
def test_only_what_the_validator_takes_is_spared(
    whole: etree.XMLSchema, letter: etree._Element, seed: int
) -> None:
    spared = 0
    for text in random_texts(seed):
        attachment(letter).text = text
        spared += is_spared(letter)
        assert (complaint(letter) is None) == whole.validate(letter), repr(text[-20:])
    assert spared > 20


def test_no_other_element_of_the_name_takes_an_empty_text() -> None:
    """All others have parts that must be there: empty they are refused, so that all of them is validated."""
    for document in DOCUMENTS.glob("*.xsd"):
        for declared in etree.parse(document).iter(f"{XS}element"):
            if declared.get("name") == "Body":
                assert declared.get("type") in {
                    "xs:base64Binary",
                    "this:MessageBody",
                    "message:MessageBody",
                    "notification:NotificationMessage",
                }
                assert declared.get("nillable") is None
