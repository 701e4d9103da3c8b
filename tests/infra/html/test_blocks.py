"""A text as blocks keeps its meaning, also where the HTML is badly written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infra.html.blocks import Block, BlockKind, blocks_of_html
from infra.html.plain_text import plain_text_of


def rows_of(source: str) -> list[list[tuple[int, int, str]]]:
    """Column, width and text of each cell of the one table."""
    [table] = blocks_of_html(source)
    assert table.kind is BlockKind.TABLE
    return [[(cell.column, cell.width, cell.text) for cell in row] for row in table.rows]


def marked(source: str) -> list[tuple[str, str]]:
    return [(block.mark, block.text) for block in blocks_of_html(source)]


def only_block(source: str) -> Block:
    [block] = blocks_of_html(source)
    return block


def test_an_address_that_the_link_shows_already_is_not_written_twice() -> None:
    html = (
        '<a href="mailto:vi@kommun-a.example">vi@kommun-a.example</a> <a href="https://a.example/">a.example</a>'
    )

    [block] = blocks_of_html(html)

    assert block.text == "vi@kommun-a.example a.example"


def test_items_keep_their_marks_and_their_depth() -> None:
    found = blocks_of_html("<ol><li><p>a</p><ul><li>b</li></ul></li><li>c</li></ol>")

    assert [(block.mark, block.text, block.depth) for block in found] == [
        ("1.", "a", 1),
        ("•", "b", 2),
        ("2.", "c", 1),
    ]


@given(
    st.text(max_size=300)
    | st.lists(
        st.sampled_from(
            [
                "<ul>",
                "<li>",
                "</ul>",
                "<p>",
                "<b>",
                "x ",
                "<td>",
                "<hr>",
                "</p>",
                "<a href='y'>",
                "<h1>",
                "<br>",
                "<blockquote>",
                "<!--",
                "&#0;",
                "<pre>",
                "\n",
            ]
        )
    ).map("".join)
)
@settings(max_examples=200, deadline=None)
def test_no_html_is_too_strange(source: str) -> None:
    for block in blocks_of_html(source):
        assert block.kind is BlockKind.RULE or block.text.strip()


def test_powers_and_indices_are_raised_and_lowered() -> None:
    runs = only_block("<p>10<sup>6</sup> H<sub>2</sub>O <span style='vertical-align:super'>x</span></p>").runs

    assert [(run.text.strip(), run.style.raised) for run in runs if run.style.raised] == [
        ("6", 1),
        ("2", -1),
        ("x", 1),
    ]


def test_mathml_keeps_its_powers() -> None:
    runs = only_block("<math><msup><mn>10</mn><mn>6</mn></msup></math>").runs

    assert [(run.text, run.style.raised) for run in runs] == [("10", 0), ("6", 1)]


@pytest.mark.parametrize(
    "struck",
    [
        "<s>500</s>",
        "<del>500</del>",
        "<strike>500</strike>",
        "<span style='text-decoration: line-through'>500</span>",
        "<span style='TEXT-DECORATION-LINE: underline line-through'>500</span>",
        "<style>.bort {text-decoration: line-through}</style><span class='x bort'>500</span>",
        "<s><b>500</b></s>",
    ],
)
def test_struck_text_is_struck(struck: str) -> None:
    [run] = [run for block in blocks_of_html(f"<p>{struck}</p>") for run in block.runs]

    assert (run.text, run.style.struck) == ("500", True)


@pytest.mark.parametrize(
    ("listing", "marks"),
    [
        ("<ol type=a><li>x<li>x</ol>", ["a)", "b)"]),
        ("<ol type=A start=27><li>x</ol>", ["AA."]),
        ("<ol type=i start=9><li>x</ol>", ["ix."]),
        ("<ol style='list-style-type: upper-roman'><li>x<li>x</ol>", ["I.", "II."]),
        ("<style>ol.p {list-style: lower-alpha outside}</style><ol class=p><li>x</ol>", ["a)"]),
        ("<ol start=4><li>x<li value=7>x<li>x</ol>", ["4.", "7.", "8."]),
        ("<ol reversed><li>x<li>x<li>x</ol>", ["3.", "2.", "1."]),
        ("<ol start=-1><li>x<li>x<li>x</ol>", ["-1.", "0.", "1."]),
        ("<ol><li>x<ol><li>x<li>x</ol><li>x</ol>", ["1.", "1.", "2.", "2."]),
        ("<ul><li><b>x<li><i>x<li>x</ul>", ["•", "•", "•"]),
        ("<menu><li>x</menu>", ["•"]),
        ("<ol start=x type=q><li value=''>x</ol>", ["1."]),
        ("<ol type=i start=5000><li>x</ol>", ["5000."]),
        ("<ul style='list-style-type:none'><li>x</ul>", [""]),
        ("<li>x<li>x", ["•", "•"]),
    ],
)
def test_items_are_numbered_as_their_sender_numbers_them(listing: str, marks: list[str]) -> None:
    assert [mark for mark, _ in marked(listing)] == marks


def test_an_item_that_begins_with_a_table_has_its_mark_above_it() -> None:
    html = "<ol><li>ett<li><table><tr><td>a<td>b</table><li><s>bort</s><li>fyra</ol>"

    assert [block.mark for block in blocks_of_html(html)] == ["1.", "2.", "", "3.", "4."]
    assert plain_text_of(html) == "1. ett\n2.\n\na | b\n\n4. fyra"


def test_a_table_from_word_has_its_rows_and_columns() -> None:
    cell = "<td width=200 style='border:solid 1pt'><p class=MsoNormal><span>{}<o:p></o:p></span></p></td>"
    row = "<tr>" + "".join(cell.format(words) for words in ("År", "Belopp")) + "</tr>"

    assert rows_of(f"<table class=MsoTableGrid>{row}{row}</table>") == [[(0, 1, "År"), (1, 1, "Belopp")]] * 2


def test_cells_stand_in_their_columns_whatever_spans_before_them() -> None:
    table = (
        "<table><tr><th colspan=2>Period<th>Belopp<tr><td rowspan=2>Åsa<td>jan<td>100<tr><td><td>200"
        "<tr><td>Bo<td>feb<td>300</table>"
    )

    assert rows_of(table) == [
        [(0, 2, "Period"), (2, 1, "Belopp")],
        [(0, 1, "Åsa"), (1, 1, "jan"), (2, 1, "100")],
        [(1, 1, ""), (2, 1, "200")],
        [(0, 1, "Bo"), (1, 1, "feb"), (2, 1, "300")],
    ]


def test_the_head_is_first_and_the_foot_last_wherever_they_are_written() -> None:
    rows = rows_of(
        "<table><tfoot><tr><td>s<td>t</tfoot><tbody><tr><td>a<td>b</tbody><thead><tr><td>h<td>i</table>"
    )

    assert [row[0][2] for row in rows] == ["h", "a", "s"]


@pytest.mark.parametrize(
    "span", ["colspan=0", "colspan=-1", "colspan=x", "colspan=99999999999", "rowspan=0", "rowspan=99999999999"]
)
def test_impossible_spans_do_no_harm(span: str) -> None:
    rows = rows_of(f"<table><tr><td {span}>a<td>b<tr><td>c<td>d</table>")

    assert [text for row in rows for _, _, text in row] == ["a", "b", "c", "d"]


def test_tables_that_only_arrange_others_are_unfolded() -> None:
    found = blocks_of_html("<table><tr><td><table><tr><td>a<td>b</table><td><p>c</p></table>")

    assert [(block.kind, block.text) for block in found] == [(BlockKind.TABLE, "a\tb"), (BlockKind.PARAGRAPH, "c")]


def test_what_stands_in_a_table_but_in_no_cell_is_kept() -> None:
    texts = [
        block.text for block in blocks_of_html("<table><caption>Avgifter</caption>löst<tr><td>a<td>b</table>")
    ]

    assert texts == ["löst", "Avgifter", "a\tb"]


def test_boxes_say_whether_they_are_ticked_and_fields_what_is_in_them() -> None:
    form = (
        "<form><input type=checkbox checked> ja <input type=CHECKBOX> nej <input type=radio checked> kanske "
        "<input value='Åsa'> <textarea>två ord</textarea> <select><option>a<option selected>b</select>"
        "<input type=hidden value=x><input type=password value=y></form>"
    )

    assert only_block(form).text == "☒ ja ☐ nej ☒ kanske Åsa två ord b"


def test_a_picture_leaves_its_alternative_text() -> None:
    assert only_block("<p>Karta: <img src='cid:x' alt='Vägen  till skolan'><img alt=''></p>").text == (
        "Karta: [Vägen till skolan]"
    )


def test_emphasis_is_kept() -> None:
    runs = only_block("<p><b>a</b><i>b</i><ins>c</ins><span style='font-weight:700'>d</span></p>").runs

    assert [(run.style.bold, run.style.italic, run.style.underlined) for run in runs] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
        (True, False, False),
    ]
