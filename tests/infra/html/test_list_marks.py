"""The marks before the items of lists."""

import pytest

from infra.html.list_marks import ListNumbering, kind_of_list
from infra.html.parsing.nodes import Element
from infra.html.parsing.tree import read_html


def first_list(source: str) -> Element:
    [found] = read_html(source).children
    assert isinstance(found, Element)
    return found


def marks_of(source: str) -> list[str]:
    listing = first_list(source)
    numbering = ListNumbering(listing)
    return [numbering.mark_of(item) for item in listing.children if isinstance(item, Element)]


@pytest.mark.parametrize(
    ("kind", "number", "mark"),
    [
        ("1", 1, "1."),
        ("1", 1_000, "1000."),
        ("a", 1, "a)"),
        ("a", 26, "z)"),
        ("a", 27, "aa)"),
        ("a", 702, "zz)"),
        ("a", 703, "aaa)"),
        ("A", 2, "B."),
        ("i", 4, "iv."),
        ("i", 1_994, "mcmxciv."),
        ("I", 3_999, "MMMCMXCIX."),
        ("I", 4_000, "4000."),
        ("i", 0, "0."),
        ("a", 0, "0."),
        ("a", -3, "-3."),
        ("1", -3, "-3."),
        ("a", 100_001, "100001."),
    ],
)
def test_numbers_are_written_in_the_style_of_the_list(kind: str, number: int, mark: str) -> None:
    assert marks_of(f"<ol type={kind} start={number}><li>x</ol>") == [mark]


@pytest.mark.parametrize(
    ("attributes", "marks"),
    [
        ("", ["1.", "2.", "3."]),
        ("start=5", ["5.", "6.", "7."]),
        ("reversed", ["3.", "2.", "1."]),
        ("reversed start=10", ["10.", "9.", "8."]),
        ("start=nonsense", ["1.", "2.", "3."]),
        ("start=99999999999999999999", ["1.", "2.", "3."]),
        ("style='list-style-type:upper-roman'", ["I.", "II.", "III."]),
        ("style='list-style:lower-alpha inside'", ["a)", "b)", "c)"]),
        ("style='list-style-type:decimal-leading-zero'", ["01.", "02.", "03."]),
        ("style='list-style-type:none'", ["", "", ""]),
        ("style='list-style-type:disc'", ["•", "•", "•"]),
        ("type=a style='list-style-type:decimal'", ["1.", "2.", "3."]),
    ],
)
def test_a_list_is_numbered_as_its_attributes_say(attributes: str, marks: list[str]) -> None:
    assert marks_of(f"<ol {attributes}><li>x<li>y<li>z</ol>") == marks


def test_an_item_may_have_a_number_of_its_own_and_the_next_follows_it() -> None:
    assert marks_of("<ol><li>x<li value=7>y<li>z</ol>") == ["1.", "7.", "8."]


def test_an_item_may_have_a_style_of_its_own() -> None:
    assert marks_of("<ol><li>x<li type=a>y<li>z</ol>") == ["1.", "b)", "3."]


def test_an_item_without_a_mark_does_not_count() -> None:
    assert marks_of("<ol><li>x<li style='list-style-type:none'>y<li>z</ol>") == ["1.", "", "3."]


def test_a_bulleted_list_has_bullets_and_may_have_numbers() -> None:
    assert marks_of("<ul><li>x<li>y</ul>") == ["•", "•"]
    assert marks_of("<ul type=1><li>x<li>y</ul>") == ["1.", "2."]
    assert marks_of("<ul type=square><li>x</ul>") == ["•"]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("<ol type=A>", "A"),
        ("<ol type=x>", ""),
        ("<ul type=CIRCLE>", "circle"),
        ("<ol style='list-style-type:lower-latin'>", "a"),
        ("<ol style='list-style-type:georgian'>", ""),
        ("<ol>", ""),
    ],
)
def test_the_style_of_numbers_is_read_of_attribute_or_style(source: str, kind: str) -> None:
    assert kind_of_list(first_list(f"{source}<li>x")) == kind
