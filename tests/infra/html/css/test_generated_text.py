"""Words that a style sheet puts before or after elements are shown and read; pictures and numbers are not."""

import pytest

from infra.html.blocks import blocks_of_html
from infra.html.plain_text import plain_text_of
from infra.html.sanitise import sanitise_html


@pytest.mark.parametrize(
    ("sheet", "html", "text"),
    [
        (".b::before{content:'Beslut: '}", "<p class=b>avslag</p>", "Beslut: avslag"),
        ('.b:after{content:" kr"}', "<p class=b>500</p>", "500 kr"),
        ('.B::BEFORE{CONTENT:"ÅÄÖ; "}', "<p class=B>x</p>", "ÅÄÖ; x"),
        (".a::before,.b::before{content:'Ja, '}", "<p class=b>x</p>", "Ja, x"),
        ("td::before{content:attr(data-l) ': '}", "<table><tr><td data-l=Belopp>500</table>", "Belopp: 500"),
        (".b::before{content:'\\201C'}.b::after{content:close-quote}", "<p class=b>x</p>", "“x”"),
        (".b::before{content:'a\\'b '}", "<p class=b>x</p>", "a'b x"),
        (".b::before{content:'ett '}.b::before{content:'två '}", "<p class=b>x</p>", "två x"),
        ("@media screen{.b::before{content:'Ja '}}", "<p class=b>x</p>", "Ja x"),
        ("#i::before{content:'Rätt '}p::before{content:'fel '}", "<p id=i>x</p>", "Rätt x"),
    ],
)
def test_words_of_a_style_sheet_are_shown(sheet: str, html: str, text: str) -> None:
    source = f"<style>{sheet}</style>{html}"

    assert plain_text_of(source) == text
    assert "\n".join(block.text for block in blocks_of_html(source)) == text
    assert text in plain_text_of(sanitise_html(source))


@pytest.mark.parametrize(
    "rule",
    [
        ".b::before{content:none}",
        ".b::before{content:'\\f101'}",
        ".b::before{content:url(x.png)}",
        ".b::before{content:'dolt';display:none}",
        ".b::before{content:'dolt';font-size:0}",
        "@media print{.b::before{content:'dolt'}}",
        ".c::before{content:'dolt'}",
        ".b::first-letter{content:'dolt'}",
        ".b:hover::before{content:'dolt'}",
        ".b{content:'dolt'}",
    ],
)
def test_other_content_is_left_out(rule: str) -> None:
    assert plain_text_of(f"<style>{rule}</style><p class=b>x</p>") == "x"


def test_words_before_hidden_text_are_hidden() -> None:
    assert plain_text_of("<style>.b::before{content:'dolt'}</style><p class=b hidden>x</p><p>syns</p>") == "syns"


def test_words_of_a_style_sheet_are_no_elements() -> None:
    shown = sanitise_html("<style>.b::before{content:'<img src=x onerror=alert(1)>'}</style><p class=b>x</p>")

    assert "<img" not in shown
    assert "&lt;img" in shown


def test_a_sheet_that_puts_words_everywhere_is_bounded() -> None:
    sheet = "".join(f"* * * * * .x{n}::before{{content:'{'a' * 400}'}}" for n in range(200))
    html = f"<style>{sheet}</style>" + "<div>" * 50 + "<p>x</p>" * 2_000

    assert plain_text_of(html).startswith("x")
