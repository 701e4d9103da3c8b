"""Bytes become an envelope with one element, or a refusal that names what is wrong: nothing in between."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from infra.errors import InvalidInput
from infra.errors.codes import ErrorCode
from infra.soap.messages import envelope
from infra.soap.messages.parser import (
    MAX_ATTRIBUTES,
    MAX_DEPTH,
    MAX_NAMESPACES,
    NEXT_ACTOR,
    SOAP_11,
    MustUnderstand,
    VersionMismatch,
    parse_document,
    parse_envelope,
)
from infra.soap.messages.reading import first_argument
from infra.texts import Text
from tests.infra.soap.questions import soap

WORDS = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cn"]), max_size=40)


def reason_of(data: bytes, charset: str | None = None) -> str:
    """The slug of the refusal, which says its reason in two languages."""
    with pytest.raises(InvalidInput) as refused:
        parse_envelope(data, charset)
    assert refused.value.code == ErrorCode.INVALID_INPUT
    assert refused.value.text.swedish != refused.value.text.english
    return refused.value.explanation.reason


@given(text=WORDS, attribute=WORDS)
def test_what_is_wrapped_is_found_again_in_the_body(text: str, attribute: str) -> None:
    content = etree.Element("{urn:test}question", about=attribute)
    content.text = text

    found = parse_envelope(envelope.wrap_element(content)).body

    assert found.tag == "{urn:test}question"
    assert found.get("about") == attribute
    assert (found.text or "") == text


@example(b"")
@example(soap("<a/>"))
@example(soap("<a/>")[:-1])
@given(st.binary(max_size=200))
def test_any_bytes_are_an_envelope_or_refused(data: bytes) -> None:
    try:
        body = parse_envelope(data).body
    except (InvalidInput, VersionMismatch, MustUnderstand):
        return
    assert isinstance(body.tag, str)


@given(st.text(max_size=20), st.binary(max_size=60))
def test_any_word_for_the_encoding_is_known_or_refused(charset: str, content: bytes) -> None:
    try:
        parse_envelope(content, charset)
    except (InvalidInput, VersionMismatch, MustUnderstand):
        return


@pytest.mark.parametrize("charset", [None, "utf-8", "UTF-8", "ISO-8859-1", "utf-16"])
def test_the_encoding_of_the_header_is_the_one_that_counts(charset: str | None) -> None:
    data = soap("<a>åäö</a>").decode().encode(charset or "utf-8")

    assert parse_envelope(data, charset).body.text == "åäö"


def test_an_unknown_encoding_is_named() -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_envelope(soap("<a/>"), "utf-99")

    assert refused.value.explanation.reason == "character-encoding-unknown"
    assert refused.value.explanation.received == Text.same("utf-99")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "content-missing"),
        (b" \r\n\t", "content-missing"),
        (b"hello", "xml-not-well-formed"),
        (soap("<a>"), "xml-not-well-formed"),
        (soap("<a/>") + b"<b/>", "xml-not-well-formed"),
        (b"<a/>", "no-soap-envelope"),
        (b"<Envelope/>", "no-soap-envelope"),
        (b"<!DOCTYPE a><a/>", "xml-doctype"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE a><a', "xml-doctype"),
        (soap(""), "soap-body-not-one-element"),
        (soap("text alone"), "soap-body-not-one-element"),
        (soap("<a/><b/>"), "soap-body-not-one-element"),
        (f'<s:Envelope xmlns:s="{SOAP_11}"/>'.encode(), "soap-body-not-one-element"),
        (soap("<a/></s:Body><s:Body>"), "soap-body-not-one-element"),
    ],
)
def test_each_mistake_has_a_reason_of_its_own(data: bytes, reason: str) -> None:
    assert reason_of(data) == reason


def nested(depth: int) -> bytes:
    """A document with so many levels."""
    return b"<a>" * depth + b"</a>" * depth


def test_the_deepest_document_has_a_hundred_levels() -> None:
    parse_document(nested(MAX_DEPTH))
    with pytest.raises(InvalidInput, match="nested deeper than 100"):
        parse_document(nested(MAX_DEPTH + 1))


@pytest.mark.parametrize("charset", [None, "utf-16"])
def test_a_document_deeper_than_the_parser_reads_has_the_same_reason(charset: str | None) -> None:
    assert reason_of(nested(300).decode().encode(charset or "utf-8"), charset) == "xml-too-deep"


def test_a_document_type_is_refused_before_the_depth_is_counted() -> None:
    assert reason_of(b"<!DOCTYPE a>" + nested(300)) == reason_of(b"<!DOCTYPE a><a/>")


@pytest.mark.parametrize("end", [b"</a>", b"</b>"])
def test_a_text_longer_than_the_parser_reads_is_not_called_too_deep(end: bytes) -> None:
    with pytest.raises(InvalidInput, match="longer than 10 million bytes") as refused:
        parse_document(b"<a>" + b"x" * 10_100_000 + end)
    assert refused.value.explanation.reason == "xml-not-well-formed"


def test_an_element_has_at_most_two_hundred_attributes() -> None:
    attributes = [f' a{number}=""' for number in range(MAX_ATTRIBUTES + 1)]

    parse_document(f"<a{''.join(attributes[:-1])}/>".encode())
    with pytest.raises(InvalidInput, match="more than 200 attributes"):
        parse_document(f"<a{''.join(attributes)}/>".encode())


def test_at_most_two_hundred_namespaces_are_in_scope_at_one_place() -> None:
    declared = [f' xmlns:n{number}="urn:{number}"' for number in range(MAX_NAMESPACES + 1)]

    parse_document(f"<a{''.join(declared[:-1])}/>".encode())
    with pytest.raises(InvalidInput, match="More than 200 namespaces"):
        parse_document(f"<a{''.join(declared)}/>".encode())


def test_namespaces_that_end_before_others_begin_are_not_added_up() -> None:
    each = "".join(f'<b xmlns:n="urn:{number}"/>' for number in range(3 * MAX_NAMESPACES))

    parse_document(f"<a>{each}</a>".encode())


def test_soap_1_2_is_another_version_and_no_mistake_in_xml() -> None:
    with pytest.raises(VersionMismatch):
        parse_envelope(
            b'<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body><a/></e:Body></e:Envelope>'
        )


@pytest.mark.parametrize("actor", ["", ' s:actor=""', f' s:actor="{NEXT_ACTOR}"'])
@pytest.mark.parametrize("demand", ["1", "true"])
def test_a_header_for_us_that_must_be_understood_is_not(actor: str, demand: str) -> None:
    header = f'<s:Header><w:Security xmlns:w="urn:w" s:mustUnderstand="{demand}"{actor}/></s:Header>'

    with pytest.raises(MustUnderstand) as refused:
        parse_envelope(soap("<a/>", header))

    assert refused.value.header == "{urn:w}Security"


@pytest.mark.parametrize("attributes", ["", ' s:mustUnderstand="0"', ' s:mustUnderstand="1" s:actor="urn:other"'])
def test_headers_that_ask_for_nothing_here_are_passed_over(attributes: str) -> None:
    assert parse_envelope(soap("<a/>", f"<s:Header><w{attributes}/></s:Header>")).body.tag == "a"


def test_a_comment_within_a_text_does_not_cut_it_in_two() -> None:
    assert parse_envelope(soap("<a>1927<!-- x -->05178354</a>")).body.text == "192705178354"


def test_instructions_beside_the_element_and_before_its_argument_are_passed_over() -> None:
    body = parse_envelope(soap("<?x y?><a><?x y?><arg0/></a>")).body

    assert body.tag == "a"
    assert first_argument(body).tag == "arg0"


def test_entities_of_the_callers_are_never_read() -> None:
    assert reason_of(b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + soap("<a>&e;</a>")) == (
        "xml-doctype"
    )


def test_the_place_of_a_mistake_is_its_line_and_character() -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_envelope(b"<a>\n  <b>\n</a>")

    assert refused.value.explanation.where.startswith("3:")
    assert "rad 3" in refused.value.text.swedish
    assert "line 3" in refused.value.text.english


def test_a_document_of_another_kind_is_called_by_its_name() -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_document(b"<a", what=Text("Filen", "The file"))

    assert refused.value.text.swedish.startswith("Filen är inte välformad")
    assert refused.value.text.english.startswith("The file is not well-formed")
