"""CSS declarations: of an attribute, and of a sender's style sheet."""

import time

import pytest
from lxml import etree

from infra.html.css.declarations import MAX_VALUE, TooManyRules, match_rules, read_declarations


def given_to(source: str, *sheets: str) -> dict[str, str]:
    """The declarations that the sheets give the element with the id x; important ones override the others."""
    tree = etree.fromstring(source, etree.HTMLParser())
    [element] = tree.xpath("//*[@id='x']")
    plain, important = match_rules(sheets, tree).get(element, ({}, {}))
    return {**plain, **important}


@pytest.mark.parametrize(
    ("attribute", "declarations"),
    [
        ("color: red", {"color": "red"}),
        ("COLOR:RED;Display : None", {"color": "red", "display": "none"}),
        ("color:red;color:blue", {"color": "blue"}),
        ("display:none !important;display:block", {"display": "none"}),
        ("display:none ! IMPORTANT", {"display": "none"}),
        ("color:red/* note ; display:none */", {"color": "red"}),
        ("color:red/* never closed ; display:none", {"color": "red"}),
        ("no colon; color:red", {"color": "red"}),
        ("background:url(https://a.example)", {"background": "url(https://a.example)"}),
        ("", {}),
        (";;;", {}),
    ],
)
def test_an_attribute_gives_its_declarations(attribute: str, declarations: dict[str, str]) -> None:
    assert read_declarations(attribute) == declarations


@pytest.mark.parametrize(
    "selector",
    ["p", "P", ".note", "#x", "p.note", "div p", "div > p", "[lang]", "[lang='sv']", "*", "h1, p", "body p"],
)
def test_simple_selectors_find_their_elements(selector: str) -> None:
    source = "<div><p id=x class='a note' lang=sv>text</p></div>"

    assert given_to(source, f"{selector} {{ display: none }}") == {"display": "none"}


@pytest.mark.parametrize("selector", [".other", "div", "p > div", "[lang='en']", "h1 p"])
def test_other_elements_are_left_alone(selector: str) -> None:
    assert given_to("<div><p id=x lang=sv>text</p></div>", f"{selector} {{ display: none }}") == {}


@pytest.mark.parametrize(
    "selector",
    ["p:hover", "p::before", ":not(p)", "p:has(b)", "p:nth-child(2 of b)", "p" * 201, ">", "p[", "{"],
)
def test_selectors_that_depend_on_the_reader_or_cannot_be_read_are_left_out(selector: str) -> None:
    assert given_to("<h1>a</h1><p id=x>text</p>", f"{selector} {{ display: none }}") == {}


@pytest.mark.parametrize(
    ("sheet", "display"),
    [
        ("p {display:none} p {display:block}", "block"),
        ("#x {display:none} p {display:block}", "none"),
        (".note {display:none} p {display:block}", "none"),
        ("p {display:none !important} #x {display:block}", "none"),
        ("p.note {display:none} .note {display:block}", "none"),
    ],
    ids=["later", "id", "class", "important", "more specific"],
)
def test_rules_override_one_another_as_css_says(sheet: str, display: str) -> None:
    assert given_to("<p id=x class=note>text</p>", sheet) == {"display": display}


def test_several_sheets_are_read_one_after_the_other() -> None:
    assert given_to("<p id=x>text</p>", "p {display:none}", "p {visibility:hidden}") == {
        "display": "none",
        "visibility": "hidden",
    }


@pytest.mark.parametrize(
    "sheet",
    [
        "@media print { p { display: none } }",
        "@import url(a.css); @charset 'utf-8';",
        "p { letter-spacing: 1px }",
        f"p {{ display: {'x' * (MAX_VALUE + 1)} }}",
        "p { display: none",
        "} p { display none }",
    ],
    ids=["conditional", "without a block", "no meaning", "long value", "never closed", "no colon"],
)
def test_rules_that_do_not_count_are_left_out(sheet: str) -> None:
    assert given_to("<p id=x>text</p>", sheet) == {}


def test_a_rule_after_one_without_a_block_is_read() -> None:
    assert given_to("<p id=x>text</p>", "@import url(a.css); p { display: none }") == {"display": "none"}


def test_comments_of_both_kinds_are_left_out() -> None:
    sheet = "<!-- p /* {display:block} */ { display: none } -->"

    assert given_to("<p id=x>text</p>", sheet) == {"display": "none"}


def test_too_many_rules_for_so_many_elements_are_refused_at_once() -> None:
    source = "<p id=x>text</p>" + "<b>x</b>" * 5_000
    sheet = "".join(f".a{number} {{display:none}}" for number in range(2_000))
    begun = time.process_time()

    with pytest.raises(TooManyRules):
        given_to(source, sheet)

    assert time.process_time() - begun < 5
