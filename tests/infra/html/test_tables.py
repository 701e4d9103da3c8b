"""Where the cells of a table stand, and which tables only arrange what is in them."""

import pytest

from infra.html.parsing.nodes import Element
from infra.html.parsing.tree import read_html
from infra.html.tables import MAX_COLUMNS, Grid, grid_of, layout_rows
from infra.html.writing import to_html


def grid(rows: str) -> Grid:
    found = [child for child in read_html(f"<table>{rows}</table>").children if isinstance(child, Element)]
    [table] = [child for child in found if child.tag == "table"]
    return grid_of(table)


def places(rows: str) -> list[list[tuple[str, int, int]]]:
    """Text, column and width of each cell."""
    return [[(to_html(place.cell), place.column, place.width) for place in row] for row in grid(rows).rows]


def test_cells_stand_beside_one_another() -> None:
    assert places("<tr><td>a<td>b<tr><td>c<td>d") == [[("a", 0, 1), ("b", 1, 1)], [("c", 0, 1), ("d", 1, 1)]]


def test_a_wide_cell_moves_the_next_one() -> None:
    assert places("<tr><td>1<td>2<td>3<td>4<tr><td colspan=3>a<td>b")[1] == [("a", 0, 3), ("b", 3, 1)]


def test_a_high_cell_keeps_its_column_in_the_rows_below() -> None:
    assert places("<tr><td rowspan=2>a<td>b<tr><td>c<tr><td>d") == [
        [("a", 0, 1), ("b", 1, 1)],
        [("c", 1, 1)],
        [("d", 0, 1)],
    ]


def test_a_cell_may_be_wide_and_high() -> None:
    assert places("<tr><td>1<td>2<td>3<tr><td rowspan=2 colspan=2>a<td>b<tr><td>c")[2] == [("c", 2, 1)]


@pytest.mark.parametrize("span", ["3", "5", "100", "100%", " +3", "99999"])
def test_a_column_in_which_no_cell_begins_has_no_width(span: str) -> None:
    assert places(f"<tr><td colspan='{span}'>summor<tr><td>a<td>b<td>c")[0] == [("summor", 0, 3)]


def test_idle_columns_between_others_are_none() -> None:
    assert places("<tr><td colspan=4>a<td>b<tr><td>c<td colspan=3>d<td>e") == [
        [("a", 0, 2), ("b", 2, 1)],
        [("c", 0, 1), ("d", 1, 1), ("e", 2, 1)],
    ]


def test_a_height_of_none_is_all_rows_of_the_group() -> None:
    rows = places("<tbody><tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d</tbody><tbody><tr><td>e</tbody>")

    assert [row[-1][1] for row in rows] == [1, 1, 1, 0]


def test_a_cell_does_not_reach_into_the_next_group() -> None:
    rows = places("<thead><tr><th rowspan=5>a<th>b</thead><tbody><tr><td>c</tbody>")

    assert rows[1] == [("c", 0, 1)]


def test_head_and_foot_stand_first_and_last() -> None:
    rows = places("<tfoot><tr><td>foot</tfoot><tr><td>loose<tbody><tr><td>body</tbody><thead><tr><td>head</thead>")

    assert [row[0][0] for row in rows] == ["head", "loose", "body", "foot"]


@pytest.mark.parametrize("span", ["", "x", "-1", "1.5", "²", "0", "%"])
def test_a_width_that_is_no_number_is_one(span: str) -> None:
    assert places(f"<tr><td colspan='{span}'>a<td>b") == [[("a", 0, 1), ("b", 1, 1)]]


def test_a_table_is_never_wider_than_the_limit() -> None:
    [row] = places(f"<tr>{'<td>x' * 70}")

    assert [column for _, column, _ in row] == [*range(MAX_COLUMNS), *[MAX_COLUMNS - 1] * (70 - MAX_COLUMNS)]
    assert places(f"<tr>{'<td>x' * 5}<tr><td colspan=999999999999>a<td>b")[1][1][1] < MAX_COLUMNS


def test_the_caption_is_found() -> None:
    caption = grid("<caption>Avgifter</caption><tr><td>a").caption

    assert caption is not None
    assert to_html(caption) == "Avgifter"
    assert grid("<tr><td>a").caption is None


@pytest.mark.parametrize(
    ("rows", "arranges"),
    [
        ("<tr><td>a<td>b", [False]),
        ("<tr><td>a<tr><td>b", [True, True]),
        ("<tr><td>a<td>b<tr><td colspan=2>c", [False, False]),
        ("<tr><td><table><tr><td>a<td>b</table><td>c<tr><td>d<td>e", [True, False]),
        ("<tr><td><table><tr><td>a</table><td>b<tr><td colspan=2>c", [True, True]),
        ("<tr><td><div><table><tr><td>a</table></div><td>c", [True]),
        ("", []),
    ],
    ids=[
        "two columns",
        "one column",
        "a sum",
        "a table within",
        "a page of tables",
        "a table deep within",
        "empty",
    ],
)
def test_rows_of_one_column_or_with_tables_only_arrange(rows: str, arranges: list[bool]) -> None:
    assert layout_rows(grid(rows)) == arranges
