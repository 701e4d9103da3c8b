"""Rules within rules, conditions and values by a name are read as browsers read them."""

import time
from contextlib import suppress

import pytest

from infra.html.css.sheets import blocks_for_screens, variables_of, with_values
from infra.html.parsing.limits import HtmlTooLarge
from infra.html.plain_text import plain_text_of
from infra.html.sanitise import sanitise_html


def shown(sheet: str, html: str) -> set[str]:
    source = f"<html><head><style>{sheet}</style></head><body>{html}</body></html>"
    words = set(plain_text_of(source).split())
    assert set(plain_text_of(sanitise_html(source)).split()) == words
    return words


@pytest.mark.parametrize(
    "sheet",
    [
        ".o{ .x{display:none} }",
        ".o{ color:red; & .x{display:none} margin:0 }",
        ".o{ & > .x{display:none} }",
        ".o{ > .x{display:none} }",
        "div{ &.o{ .x{display:none} } }",
        ".q,.o{ p,.x{display:none} }",
        ".o{ @media screen{ .x{display:none} } }",
        "@media screen{ @media (min-width:1px){ .x{display:none} } }",
        "@media not print{ .x{display:none} }",
        "@supports (display:grid) and (gap:1px){ .x{display:none} }",
        '.y::before{content:"{"} .x{display:none}',
        ".y::before{content:'}'} .x{display:none}",
        ".y\\{{color:red} .x{display:none}",
        ":root{--dold:none}.x{display:var(--dold)}",
        ":root,html{--a:0;--b:var(--a)}.x{font-size:var(--b)}",
        ".x{display:var(--okand, none)}",
        "div:has(> .x) .x{display:none}",
        ".o:has(input:checked) .x{display:none}",
        "#t:checked ~ .x{display:none}",
        "#u:not(:checked) ~ .x{display:none}",
        ".x:not(:hover){display:none}",
        ".x:not(.a, .b){display:none}",
        ".sm\\:x{display:none}",
        ".x:lang(en){display:none}",
        "html .x{display:none;display:blockera}",
        ".x{visibility:hidden;visibility:nej}",
        ".x{position:absolute;left:-100vw}",
        ".x{position:absolute;inset-inline-start:-9999px}",
        ".x{margin-inline-start:-9999px}",
        ".x{text-indent:200%;white-space:nowrap;overflow:hidden}",
        ".x{block-size:0;overflow:hidden}",
        ".x{height:0;overflow:auto}",
        ".x{zoom:.01}",
        ".x{opacity:calc(0)}",
    ],
)
def test_what_a_sheet_hides_is_hidden(sheet: str) -> None:
    html = (
        "<div class=o><input type=checkbox id=t checked> och <input type=checkbox id=u> och"
        "<p class='x sm:x' lang=en>dolt</p></div><p class=z>syns</p>"
    )
    assert shown(sheet, html) - {"☒", "☐", "och"} == {"syns"}


@pytest.mark.parametrize(
    "sheet",
    [
        ".o{ .y{display:none} }",
        ".o{ &.x{display:none} }",
        ".o{ color:red; .x:hover{display:none} }",
        ".x{ & .x{display:none} }",
        ".o{ @media print{ .x{display:none} } }",
        "@media not screen{ .x{display:none} }",
        "@media not all{ .x{display:none} }",
        "@supports (display:none) and (-webkit-touch-callout:none){ .x{display:none} }",
        ".x{display:none} .o{ .x{display:block} }",
        ".x{display:var(--okand)}",
        ":root{--d:none}@media print{:root{--d:none}.x{display:var(--d)}}",
        "@media (prefers-color-scheme:dark){:root{--c:#fff}}:root{--c:#000}.x{color:var(--c)}",
        ":root{--marke:#036}.x{background:var(--marke);color:#fff}",
        ".x{--d:none;display:block}",
        ".x{display:none}#t:checked ~ .x{display:block}",
        ".x{display:none}#u:not(:checked) ~ .x{display:block}",
        "#u:checked ~ .x{display:none}",
        ".o:has(.saknas) .x{display:none}",
        ".x:has(b){display:none}",
        ".x:not(.x, .b){display:none}",
        ".md\\:x{display:none}",
        ".x:lang(fi){display:none}",
        ".x{display:none;display:inline flex}",
        ".x{display:none;display:-webkit-box}",
        ".x{display:none;display:revert}",
        ".x{visibility:hidden;visibility:visible}",
        ".x{margin-inline-start:-5.4pt;margin-left:-36px}",
        ".x{text-indent:100%}",
        ".x{height:20px;overflow:auto}",
        ".x{max-height:300px;overflow-y:scroll}",
        ".x{zoom:1}",
        ".x{zoom:50%}",
        ".x{opacity:calc(1)}",
        '.y::before{content:"{ .x{display:none} }"}',
        "/* { */ .y{color:red} /* .x{display:none} */",
        ".y{background:url(data:image/png;base64,aaaa)}",
        ".y::after{content:'Karin\\'s } .x{display:none} {'}",
    ],
)
def test_what_a_sheet_does_not_hide_is_shown(sheet: str) -> None:
    html = (
        "<div class=o><input type=checkbox id=t checked> och <input type=checkbox id=u> och"
        "<p class='x sm:x' lang=en>ord</p></div><p class=z>syns</p>"
    )
    assert shown(sheet, html) - {"☒", "☐", "och"} == {"syns", "ord"}


def test_the_rules_within_a_rule_follow_it() -> None:
    found = list(blocks_for_screens("a,b{color:red;&:is(.c,.d){margin:0}e &{top:0}left:0}"))

    assert [(prelude, " ".join(body.split())) for prelude, body in found] == [
        ("a,b", "color:red;;;left:0"),
        ("a:is(.c,.d),b:is(.c,.d)", "margin:0"),
        ("e a,e b", "top:0"),
    ]


def test_a_selector_that_grows_beyond_measure_is_left_out() -> None:
    found = list(blocks_for_screens("ab{" + "&" * 200 + "{top:0}" + "&" * 600 + "{left:0}}"))

    assert [len(prelude) for prelude, _ in found] == [2, 400, 0]


def test_values_have_names_of_the_whole_page_alone() -> None:
    variables = variables_of([":root{--a: red ;--b:var(--a)}.x{--c:blue}", "body{--a:green}"])

    assert variables == {"--a": "green", "--b": "green"}
    assert with_values("var(--a) var(--c,rgb(1,2,3)) var(--c)", variables) == "green rgb(1,2,3) var(--c)"


def test_a_hidden_page_is_empty() -> None:
    assert plain_text_of("<html style='display:none'><body><p>dolt</p></body></html>") == ""
    assert (
        plain_text_of("<style>html{visibility:hidden}b{visibility:visible}</style><p>dolt <b>syns</b></p>")
        == "syns"
    )


def test_a_box_that_a_button_would_open_is_hidden() -> None:
    assert plain_text_of("<div popover>dolt</div><div popover style='display:block'>syns</div>") == "syns"


@pytest.mark.parametrize(
    "sheet",
    [
        "a{" * 10_000 + "}" * 10_000,
        ",".join(["a"] * 2_000) + "{" + ",".join(["&b"] * 2_000) + "{color:red}}",
        '"' + '\\"' * 20_000,
        ":root{--a:" + "var(--a)" * 7 + "}" + ".x{color:var(--a)}" * 2_000,
        "a{b{c:d}" * 5_000,
        "a{" + ("&" * 3_000 + "{") * 4 + "c:d" + "}" * 5,
        "div:has(p b i u){color:red}" * 500,
    ],
    ids=["deep", "many selectors", "texts", "values", "unclosed", "repeated", "searches"],
)
def test_harmful_sheets_are_read_in_time(sheet: str) -> None:
    begun = time.process_time()
    # To refuse it is as right as to read it.
    with suppress(HtmlTooLarge):
        plain_text_of(f"<style>{sheet}</style>" + "<div><p>x</p></div>" * 200)

    assert time.process_time() - begun < 5
