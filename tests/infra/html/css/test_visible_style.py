"""How one element's style decides what is seen within it, and how the text is set."""

from dataclasses import replace

import pytest

from infra.html.blocks import PLAIN, BlockKind, Style, blocks_of_html, blocks_of_text
from infra.html.css.declarations import read_declarations
from infra.html.css.visibility import Visibility, is_removed

SHOWN = Visibility()


@pytest.mark.parametrize(
    ("style", "is_shown"),
    [
        ("", True),
        ("visibility:hidden", False),
        ("visibility:collapse", False),
        ("visibility:visible", True),
        ("visibility:inherit", True),
        ("font-size:0", False),
        ("font-size:0px", False),
        ("font-size:0.0em", False),
        ("font-size:.5em", True),
        ("font-size:12pt", True),
        ("font:0/0 a", False),
        ("font:bold 12px/1.5 Arial", True),
        ("font:inherit", True),
    ],
)
def test_an_element_shows_its_text_unless_its_style_hides_it(style: str, is_shown: bool) -> None:
    assert SHOWN.within("p", {}, read_declarations(style)).shows_text is is_shown


@pytest.mark.parametrize(
    ("outer", "inner", "is_shown"),
    [
        ("visibility:hidden", "", False),
        ("visibility:hidden", "visibility:visible", True),
        ("font-size:0", "", False),
        ("font-size:0", "font-size:12px", True),
        ("font-size:0", "font-size:2em", False),
        ("font-size:0", "font-size:larger", False),
        ("font-size:0", "visibility:visible", False),
        ("visibility:hidden;font-size:0", "visibility:visible;font-size:9px", True),
    ],
)
def test_an_element_within_may_be_shown_again(outer: str, inner: str, is_shown: bool) -> None:
    within = SHOWN.within("p", {}, read_declarations(outer)).within("b", {}, read_declarations(inner))

    assert within.shows_text is is_shown


@pytest.mark.parametrize(
    ("attributes", "style", "is_gone"),
    [
        ({}, "", False),
        ({}, "display:none", True),
        ({}, "display:block", False),
        ({"hidden": ""}, "", True),
        ({"hidden": ""}, "display:block", False),
        ({}, "content-visibility:hidden", True),
        ({}, "opacity:0", True),
        ({}, "opacity:0.0", True),
        ({}, "opacity:0.1", False),
        ({}, "height:0;overflow:hidden", True),
        ({}, "max-height:0px;overflow:clip", True),
        ({}, "height:0", False),
        ({}, "overflow:hidden", False),
        ({}, "text-indent:-9999px", True),
        ({}, "text-indent:-20px", False),
        ({}, "position:absolute;left:-10000px", True),
        ({}, "position:fixed;top:-999em", True),
        ({}, "left:-10000px", False),
        ({}, "position:relative;left:-10000px", True),
    ],
)
def test_an_element_is_gone_with_all_that_is_in_it(attributes: dict[str, str], style: str, is_gone: bool) -> None:
    assert is_removed(attributes, read_declarations(style)) is is_gone


@pytest.mark.parametrize(
    ("source", "style"),
    [
        ("<b>x</b>", replace(PLAIN, bold=True)),
        ("<span style='font-weight:700'>x</span>", replace(PLAIN, bold=True)),
        ("<span style='font-weight:400'>x</span>", PLAIN),
        ("<b style='font-weight:normal'>x</b>", PLAIN),
        ("<b><span style='font-weight:lighter'>x</span></b>", PLAIN),
        ("<span style='font-weight:99999'>x</span>", PLAIN),
        ("<em>x</em>", replace(PLAIN, italic=True)),
        ("<em style='font-style:normal'>x</em>", PLAIN),
        ("<span style='font-style:oblique'>x</span>", replace(PLAIN, italic=True)),
        ("<s>x</s>", replace(PLAIN, struck=True)),
        ("<s style='text-decoration:none'>x</s>", PLAIN),
        ("<span style='text-decoration:line-through'>x</span>", replace(PLAIN, struck=True)),
        ("<span style='text-decoration-line:line-through'>x</span>", replace(PLAIN, struck=True)),
        ("<u>x</u>", replace(PLAIN, underlined=True)),
        ("<sup>x</sup>", replace(PLAIN, raised=1)),
        ("<sub>x</sub>", replace(PLAIN, raised=-1)),
        ("<span style='vertical-align:super'>x</span>", replace(PLAIN, raised=1)),
        ("<sup style='vertical-align:baseline'>x</sup>", PLAIN),
        ("<b><i>x</i></b>", replace(PLAIN, bold=True, italic=True)),
    ],
)
def test_elements_and_styles_set_the_text_alike(source: str, style: Style) -> None:
    [block] = blocks_of_html(f"<p>{source}</p>")

    assert [run.style for run in block.runs] == [style]


@pytest.mark.parametrize("heading", ["h1", "h2", "h3", "h4", "h5", "h6"])
def test_every_heading_is_a_block_of_its_own(heading: str) -> None:
    blocks = blocks_of_html(f"<{heading}>Beslut</{heading}>text")

    assert [(block.kind, block.text) for block in blocks] == [
        (BlockKind.HEADING, "Beslut"),
        (BlockKind.PARAGRAPH, "text"),
    ]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("", []),
        ("\n\n \n", []),
        ("ett", ["ett"]),
        ("ett\ntvå", ["ett\ntvå"]),
        ("ett\n\ntvå", ["ett", "två"]),
        ("ett\r\n\r\ntvå", ["ett", "två"]),
        ("ett\r\rtvå", ["ett", "två"]),
        ("ett\n \t\n\n\ntvå\n", ["ett", "två"]),
        ("  indragen\n\nnästa", ["  indragen", "nästa"]),
    ],
)
def test_plain_text_has_its_paragraphs_and_line_breaks(text: str, paragraphs: list[str]) -> None:
    assert [block.text for block in blocks_of_text(text)] == paragraphs


@pytest.mark.parametrize(
    ("source", "depths"),
    [
        ("<p>a</p>", [0]),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", [1, 2]),
        ("<dl><dt>a<dd>b</dl>", [0, 1]),
        ("<ul><li>a<ul><li>b</ul></ul>", [1, 2]),
        ("<blockquote>" * 9 + "a", [4]),
    ],
)
def test_quotations_and_lists_are_indented_to_a_limit(source: str, depths: list[int]) -> None:
    assert [block.depth for block in blocks_of_html(source)] == depths


def test_a_line_between_paragraphs_is_a_rule() -> None:
    assert [block.kind for block in blocks_of_html("<p>a</p><hr><p>b</p>")] == [
        BlockKind.PARAGRAPH,
        BlockKind.RULE,
        BlockKind.PARAGRAPH,
    ]


@pytest.mark.parametrize(
    ("link", "text"),
    [
        ("<a href='https://a.example/x'>villkoren</a>", "villkoren (https://a.example/x)"),
        ("<a href='https://a.example'>a.example</a>", "a.example"),
        ("<a href='mailto:vi@a.example'>skriv</a>", "skriv (vi@a.example)"),
        ("<a href='tel:0771123456'>ring</a>", "ring (0771123456)"),
        ("<a href='javascript:alert(1)'>klicka</a>", "klicka"),
        ("<a href='#ned'>ned</a>", "ned"),
        ("<a>inget</a>", "inget"),
    ],
)
def test_the_address_of_a_link_is_written_out_where_it_can_be_followed(link: str, text: str) -> None:
    [block] = blocks_of_html(f"<p>{link}</p>")

    assert block.text == text
