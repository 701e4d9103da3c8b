"""What is wrong with something that is no XML is said in both languages, in words that name what to write."""

import pytest
from lxml import etree

from infra.soap.messages.syntax_errors import explain_syntax_error
from infra.texts import Text

LIBXML2 = ("xmlParse", "PCDATA", "AttValue", "construct", "StartTag:")


def explain(data: bytes) -> Text:
    with pytest.raises(etree.XMLSyntaxError) as raised:
        etree.fromstring(data)
    return explain_syntax_error(raised.value)


@pytest.mark.parametrize(
    ("data", "english"),
    [
        (b"<a>Plan & bygg</a>", "a name should stand here; in text, the character & must be written &amp;"),
        (b"<a>Plan &bygg</a>", "the character & must be written &amp;"),
        (b"<a>&nbsp;</a>", "the entity nbsp is not declared; write the character itself"),
        (b"<a>\x08</a>", "the character with number 8 may not stand in XML"),
        (b"<a>&#8;</a>", "the character with number 8 may not stand in XML"),
        (b"<a b=c/>", "the value of an attribute must stand in quotation marks"),
        (b'<a b="<"/>', "the character < in an attribute must be written &lt;"),
        (b'<a b="1"c="2"/>', "a space or the end of the tag (>) should stand here"),
        (
            b"<a>1 < 2</a>",
            "a name should stand here; in text, the character & must be written &amp; and the character <",
        ),
        (b"<a b/>", "the attribute b has no value"),
        (b"<a b='", "the value of an attribute must stand in quotation marks"),
        (b'\n<?xml version="1.0"?><a/>', "XML declaration allowed only at the start of the document"),
    ],
)
def test_it_says_what_to_write_and_not_how_the_parser_calls_it(data: bytes, english: str) -> None:
    said = explain(data).english

    assert said.startswith(english)
    assert not any(word in said for word in LIBXML2)


@pytest.mark.parametrize(
    "data",
    [
        b"<a",
        b"<a>]]></a>",
        b"<a><![CDATA[x</a>",
        b'<?xml version="1.0" encoding="klingon"?><a/>',
        b"\x00<a/>",
        b'<a b="1" b="2"/>',
        b"<a></a",
    ],
)
def test_the_swedish_is_not_the_parser_s_english(data: bytes) -> None:
    swedish, english = explain(data)

    assert swedish != english
    assert "{" not in swedish


def test_what_nobody_has_translated_is_told_in_the_parser_s_words() -> None:
    swedish, english = explain(b'<?xml version="2.0"?><a/>')

    assert swedish == english == "Unsupported version '2.0'"


def test_a_text_past_the_parser_s_limit_is_told_from_a_depth_past_it() -> None:
    english = explain(b"<a>" + b"x" * 10_100_000 + b"</a>").english

    assert english == "a text or an attribute is longer than 10 million bytes"
