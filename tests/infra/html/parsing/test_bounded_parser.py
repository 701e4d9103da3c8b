"""HTML is parsed in linear time into a tree of bounded depth, size and attributes, for any input."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from infra.html.parsing.bounded_parser import MAX_ATTRIBUTES, MAX_DEPTH, MAX_ELEMENTS, TooManyElements, parse_html
from infra.html.sanitise import sanitise_html

SECONDS = 5.0
"""A square would take minutes for each of these."""


def parsed(source: str) -> str:
    root = parse_html(source.encode())
    return "" if root is None else etree.tostring(root, method="html", encoding="unicode")


def seconds_for(source: str) -> float:
    begun = time.process_time()
    sanitise_html(source)
    return time.process_time() - begun


@pytest.mark.parametrize(
    "source",
    [
        "<p<p" * 300_000,
        "&foo" * 300_000,
        "&amp;" * 200_000,
        "\u00a0" * 400_000,
        f"<p title='{'&amp;' * 200_000}'>x",
        f'<p title="{chr(0xA0) * 400_000}">x',
        f"<p style='font-family:{chr(0xA0) * 400_000}'>x",
        ("<p " * 190 + "x" * 8_000 + ">") * 100,
        "<p " + " ".join(f"a{number}=1" for number in range(100_000)) + ">x",
    ],
    ids=[
        "names in names", "unknown entities", "entities", "no-break spaces", "entities in an attribute",
        "no-break spaces in an attribute", "no-break spaces in a declaration", "long tags", "attributes",
    ],
)  # fmt: skip
def test_hard_html_takes_seconds_at_most(source: str) -> None:
    assert seconds_for(source) < SECONDS


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ("Hej", "<html><body>Hej</body></html>"),
        ("<p>a<p>b", "<html><body><p>a</p><p>b</p></body></html>"),
        ("<p class=a lang='sv'>x", '<html><body><p class="a" lang="sv">x</p></body></html>'),
        ("a<!-- b --><?c?>d", "<html><body>ad</body></html>"),
        ("<o:p>x</o:p>y", "<html><body><unknown>x</unknown>y</body></html>"),
        ("<svg:a><p>x", "<html><body><unknown><p>x</p></unknown></body></html>"),
        ("<p xml:lang=sv a<b=1 c>x", '<html><body><p c="">x</p></body></html>'),
        ("a\x01b&#2;c\x0cd", "<html><body>abc d</body></html>"),
        ("<p title='a&#1;b'>x", '<html><body><p title="ab">x</p></body></html>'),
        ("<!-- alone -->", ""),
    ],
)
def test_the_tree(source: str, tree: str) -> None:
    assert parsed(source) == tree


def test_an_element_with_too_many_attributes_loses_them() -> None:
    def with_attributes(number: int) -> str:
        return "<p " + " ".join(f"a{place}=1" for place in range(number)) + ">x"

    assert 'a0="1"' in parsed(with_attributes(MAX_ATTRIBUTES))
    assert "<p>x</p>" in parsed(with_attributes(MAX_ATTRIBUTES + 1))


@pytest.mark.parametrize("source", ["<div>" * (MAX_DEPTH + 1), "<p>x" * MAX_ELEMENTS])
def test_too_much_is_refused(source: str) -> None:
    with pytest.raises(TooManyElements):
        parse_html(source.encode())


@pytest.mark.parametrize("source", ["<div>" * MAX_DEPTH, "<p>x" * (MAX_ELEMENTS - 2)])
def test_so_much_is_read(source: str) -> None:
    assert parse_html(source.encode()) is not None


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("<>/=\"' &;#abop:!-?[]\x01\x0c\u00a0\r\nå")))
def test_no_text_is_an_error(source: str) -> None:
    parse_html(source.encode())


def test_a_long_text_is_whole() -> None:
    text = "&amp;\u00a0<b>fet</b> å " * 2_000

    assert sanitise_html(text) == text.replace("\u00a0", "&nbsp;")


def test_line_ends_in_a_long_text_are_not_doubled() -> None:
    for before in range(996, 1_001):
        text = "x" * before + "\r\n" + "y" * 2_000
        assert sanitise_html(f"<pre>{text}</pre>").count("\n") == 1
