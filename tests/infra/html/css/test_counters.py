"""Numbers that a style sheet counts are shown, as programs that convert documents write them."""

import time

import pytest

from infra.html.blocks import blocks_of_html
from infra.html.plain_text import plain_text_of
from infra.html.sanitise import sanitise_html

HEADINGS = (
    "body{counter-reset:h}h2{counter-increment:h;counter-reset:s}h2::before{content:counter(h) ' '}"
    "h3{counter-increment:s}h3::before{content:counter(h) '.' counter(s) ' '}"
)
OF_GOOGLE = (
    "ol.lst-kix_a-0.start{counter-reset:lst-ctn-kix_a-0 0}ol.lst-kix_a-0,ol.lst-kix_a-1{list-style-type:none}"
    ".lst-kix_a-0>li{counter-increment:lst-ctn-kix_a-0}.lst-kix_a-1>li{counter-increment:lst-ctn-kix_a-1}"
    '.lst-kix_a-0>li:before{content:"" counter(lst-ctn-kix_a-0,decimal) ". "}'
    '.lst-kix_a-1>li:before{content:"(" counter(lst-ctn-kix_a-1,lower-latin) ") "}'
    "ol.lst-kix_a-1.start{counter-reset:lst-ctn-kix_a-1 0}"
)
LISTS_OF_GOOGLE = (
    '<ol class="lst-kix_a-0 start" start=1><li>ett</li></ol><ol class="lst-kix_a-1 start" start=1><li>under</li>'
    '<li>nästa</li></ol><ol class="lst-kix_a-0" start=2><li>två</li></ol>'
)


def lines_of(sheet: str, html: str) -> list[str]:
    """The lines of a page as plain text, which paper and mailbox show as well."""
    source = f"<style>{sheet}</style>{html}"
    lines = [line.strip() for line in plain_text_of(source).split("\n") if line]
    on_paper = [" ".join(block.text.split()) for block in blocks_of_html(source)]
    assert on_paper == lines
    assert [line.strip() for line in plain_text_of(sanitise_html(source)).split("\n") if line] == lines
    return lines


@pytest.mark.parametrize(
    ("sheet", "html", "lines"),
    [
        (HEADINGS, "<h2>A</h2><h3>B</h3><h3>C</h3><h2>D</h2><h3>E</h3>",
         ["1 A", "1.1 B", "1.2 C", "2 D", "2.1 E"]),
        (OF_GOOGLE, LISTS_OF_GOOGLE, ["1. ett", "(a) under", "(b) nästa", "2. två"]),
        (
            "ol{list-style:none;counter-reset:i}li{counter-increment:i}li:before{content:counters(i,'.') ' '}",
            "<ol><li>a<ol><li>b</li></ol></li><li>c</li></ol><ol><li>d</li></ol>",
            ["1 a", "1.1 b", "2 c", "1 d"],
        ),
        ("p::before{counter-increment:p 5;content:counter(p) ') '}div{counter-reset:p 10}",
         "<div><p>x</p><p>y</p></div>", ["15) x", "20) y"]),
        ("p{counter-increment:p}p::before{content:'§ ' counter(p, upper-roman) ' '}.x{counter-set:p 7}",
         "<p>a</p><p class=x>b</p><p>c</p>", ["§ I a", "§ VII b", "§ VIII c"]),
        ("p{counter-increment:p -1}p::after{content:' (' counter(p) ')'}", "<p>a</p><p>b</p>",
         ["a (-1)", "b (-2)"]),
        ("p::before{content:counter(ingen) '. '}", "<p>a</p>", ["0. a"]),
        (".a{counter-increment:p}.a.b{counter-increment:p 2}p::before{content:counter(p)' '}",
         "<p class=a>x</p><p class='a b'>y</p>", ["1 x", "3 y"]),
        ("p{counter-increment:p}p::before{content:counter(p,disc)'- '}", "<p>a</p>", ["- a"]),
        (".i{counter-increment:n;display:block}.i:before{content:counter(n) ') '}",
         "<ol style='counter-reset:n 4'><li class=i>e<li class=i>f</ol>", ["5) e", "6) f"]),
    ],
    ids=["headings", "Google Docs", "nested", "text before", "set", "after", "unknown", "weight", "sign", "own"],
)  # fmt: skip
def test_numbers_of_a_style_sheet_are_counted(sheet: str, html: str, lines: list[str]) -> None:
    assert lines_of(sheet, html) == lines


@pytest.mark.parametrize(
    "sheet",
    [
        "p{counter-increment:p}",
        "p::before{content:'counter(p) '}",
        "p{counter-reset:none;counter-increment:inherit}",
    ],
)
def test_counting_alone_shows_nothing(sheet: str) -> None:
    assert plain_text_of(f"<style>{sheet}</style><p>x</p>") in {"x", "counter(p) x"}


def test_a_large_page_is_counted_in_time() -> None:
    html = f"<style>{HEADINGS}</style>" + "<h2>A</h2><h3>B</h3>" * 9_000
    begun = time.process_time()

    assert plain_text_of(html).endswith("9000.1 B")
    assert time.process_time() - begun < 5
