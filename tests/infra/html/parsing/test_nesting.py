"""How each kind of element is read: under which name, with what in it, and what of it is left out."""

import pytest

from infra.html.parsing.elements import REMOVED, RENAMED
from infra.html.parsing.tree import read_html
from infra.html.writing import to_html


def written(source: str) -> str:
    return to_html(read_html(source))


@pytest.mark.parametrize("tag", sorted(REMOVED - {"base", "embed", "head", "link", "meta"}))
def test_what_is_never_shown_is_left_out_with_all_that_is_in_it(tag: str) -> None:
    assert "hemligt" not in written(f"<{tag}><p>hemligt</p></{tag}>")


@pytest.mark.parametrize(
    "tag",
    ["area", "base", "embed", "input", "link", "meta", "param", "source", "track", "wbr", "wbr/", "embed src=x"],
)
def test_the_text_behind_an_element_that_holds_nothing_is_read(tag: str) -> None:
    found = written(f"<p>Fastighets<{tag}>beteckning</p><p>Nästa</p>")

    assert found.replace("<wbr>", "") == "<p>Fastighetsbeteckning</p><p>Nästa</p>"


def test_a_place_for_a_line_break_stays_in_its_word_and_is_no_end_of_it() -> None:
    assert written("<p>a<wbr>b<wbr></wbr>c<p>d") in (
        "<div>a<wbr>b<wbr>c<p>d</p></div>",
        "<p>a<wbr>b<wbr>c</p><p>d</p>",
    )


@pytest.mark.parametrize(("tag", "name"), [(tag, name) for tag, name in RENAMED.items() if name in {"div", "pre"}])
def test_elements_that_read_as_others_do_have_their_names(tag: str, name: str) -> None:
    assert written(f"<{tag}>Hej</{tag}>") == f"<{name}>Hej</{name}>"


@pytest.mark.parametrize("tag", ["menu", "dir", "ul"])
def test_every_kind_of_list_is_a_list(tag: str) -> None:
    assert written(f"<{tag}><li>a<li>b</{tag}>") == "<ul><li>a</li><li>b</li></ul>"


@pytest.mark.parametrize(
    ("source", "shown"), [("<dialog>a</dialog>b", "b"), ("<dialog open>a</dialog>b", '<div open="">a</div>b')]
)
def test_a_dialog_is_shown_when_it_is_open(source: str, shown: str) -> None:
    assert written(source) == shown


@pytest.mark.parametrize(
    ("source", "shown", "has_form"),
    [
        ("<button>Tryck</button>", "", True),
        ("<form><button>Skicka</button></form>", "<div></div>", True),
        ("<a href=x><button>Läs</button></a>", '<a href="x">Läs</a>', False),
        ("<button><a href=x>Läs</a></button>", '<a href="x">Läs</a>', False),
        ("<p>Hej</p>", "<p>Hej</p>", False),
    ],
)
def test_a_button_is_left_out_unless_it_is_a_link(source: str, shown: str, has_form: bool) -> None:
    found = read_html(source)

    assert (to_html(found), found.has_form) == (shown, has_form)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<a href=x></a>b", "b"),
        ("<a href=x> </a>b", " b"),
        ("<a href=x><img src=y></a>", '<a href="x"><img src="y"></a>'),
    ],
)
def test_a_link_without_words_or_picture_is_none(source: str, shown: str) -> None:
    assert written(source) == shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<table><caption>T</caption><tr><td>a</table>", "<table><caption>T</caption><tr><td>a</td></tr></table>"),
        ("<table><tr>x<td>a</table>", "x<table><tr><td>a</td></tr></table>"),
        ("<table><tr><td><li>a</table>", "<table><tr><td><ul><li>a</li></ul></td></tr></table>"),
        ("<tr><td>a<td>b</tr>", "<div><div>a</div><div>b</div></div>"),
        ("<col>a", "a"),
        ("<p>a<table><tr><td>b</table></p>", "<p>a</p><table><tr><td>b</td></tr></table>"),
    ],
)
def test_parts_of_tables_stand_where_they_may_and_others_on_lines_of_their_own(source: str, shown: str) -> None:
    assert written(source) == shown


def test_a_whole_table_keeps_all_its_parts() -> None:
    source = (
        "<table><colgroup><col><col></colgroup><thead><tr><th>a</th></tr></thead>"
        "<tbody><tr><td>b</td></tr></tbody><tfoot><tr><td>c</td></tr></tfoot></table>"
    )

    assert written(source) == source


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<ul><ul><li>a</ul></ul>", "<ul><ul><li>a</li></ul></ul>"),
        ("<ul><li>a<ul><li>b</ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ul><p>löst</p><li>a</ul>", "<p>löst</p><ul><li>a</li></ul>"),
        ("<ul><div></div><li>a</ul>", "<ul><li>a</li></ul>"),
        ("<li>a</li>x<li>b</li>", "<ul><li>a</li></ul>x<ul><li>b</li></ul>"),
    ],
)
def test_a_list_has_items_and_lists_and_nothing_else(source: str, shown: str) -> None:
    assert written(source) == shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<b style='display:block'>a</b>b", '<div><b style="display:block">a</b></div>b'),
        ("<unknown style='display:block'>a</unknown>b", '<div style="display:block">a</div>b'),
        ("<unknown style='display:inline'>a</unknown>b", "ab"),
    ],
)
def test_what_is_set_as_a_block_is_one(source: str, shown: str) -> None:
    assert written(source) == shown


def test_boxes_that_are_set_as_a_table_are_one() -> None:
    source = "<div style='display:table'><div style='display:table-row'><span style='display:table-cell'>a"

    assert [part for part in ("<table", "<tr", "<td") if part in written(source)] == ["<table", "<tr", "<td"]


@pytest.mark.parametrize("display", ["flex", "grid", "inline-flex", "inline-grid"])
def test_boxes_side_by_side_are_drawn_apart(display: str) -> None:
    assert "</span> <span>" in written(f"<div style='display:{display}'><span>a</span><span>b</span></div>")


def test_boxes_that_follow_one_another_in_a_line_are_not() -> None:
    assert written("<div><span>a</span><span>b</span></div>") == "<div><span>a</span><span>b</span></div>"


@pytest.mark.parametrize(
    ("attributes", "style"),
    [
        ("bgcolor=black text=white", "background-color:black;color:white"),
        ("style='color:red'", "color:red"),
        ("text=white style='color:red'", "color:red"),
    ],
)
def test_the_colours_of_a_page_are_those_of_a_box_around_it(attributes: str, style: str) -> None:
    assert f'style="{style}"' in written(f"<body {attributes}><p>a</body>")


@pytest.mark.parametrize(
    ("media", "is_shown"),
    [("", False), (" media=all", False), (" media=screen", False), (' media="print, screen"', False),
     (' media="ONLY SCREEN"', False), (" media=print", True), (' media="(min-width: 1px)"', True)],
)  # fmt: skip
def test_a_style_sheet_counts_when_it_is_for_screens(media: str, is_shown: bool) -> None:
    assert bool(written(f"<style{media}>p{{display:none}}</style><p>a")) is is_shown


@pytest.mark.parametrize(("importance", "colour"), [("", "blue"), (" !important", "red")])
def test_an_element_s_own_style_stands_before_the_sheet_s_unless_that_is_important(
    importance: str, colour: str
) -> None:
    source = f"<style>.x{{color:red{importance}}}</style><p class=x style='color:blue'>a"

    assert f"color:{colour}" in written(source)


def test_of_hidden_text_the_line_breaks_stay_and_pictures_go() -> None:
    assert written("<p style='visibility:hidden'>a<img src=x><br>") == '<p style="visibility:hidden"><br></p>'
