"""Place the cells of a table in rows and columns, with cells that span several of either.

Source: HTML Standard, 4.9.12.1 (forming a table), without its errors.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from infra.html.parsing.nodes import Element

MAX_COLUMNS: Final = 64
"""Wider cells are cut to it, and cells beyond it stand in the last column."""
SPAN: Final = re.compile(r"\s*\+?([0-9]{1,6})")
"""A number with anything behind it, as browsers read it: "100%" is 100. Source: HTML Standard, 2.3.4.2."""
MAX_SPANNED_ROWS: Final = 65_534
"""Source: HTML Standard, 4.9.11."""


@dataclass(frozen=True)
class PlacedCell:
    """A cell and its place. Columns count from 0."""

    cell: Element
    row: Element
    column: int
    width: int


@dataclass(frozen=True)
class Grid:
    """A table's rows from the top, and its caption."""

    rows: Sequence[Sequence[PlacedCell]]
    caption: Element | None


def grid_of(table: Element) -> Grid:
    """The table's cells by row, each with its column."""
    rows: list[list[PlacedCell]] = []
    for group in _row_groups(table):
        # A cell spans rows only within its group.
        spanned: dict[int, int] = {}
        rows += [_place_row(row, spanned) for row in group]
    caption = next((child for child in _child_elements(table) if child.tag == "caption"), None)
    return Grid(_without_idle_columns(rows), caption)


def _without_idle_columns(rows: Sequence[Sequence[PlacedCell]]) -> list[list[PlacedCell]]:
    """The rows without columns in which no cell begins, as those of colspan=9 over three: they have no width."""
    starts = sorted({place.column for row in rows for place in row})
    found = []
    for row in rows:
        placed = []
        for place in row:
            column, end = bisect_left(starts, place.column), bisect_left(starts, place.column + place.width)
            placed.append(replace(place, column=column, width=end - column))
        found.append(placed)
    return found


def layout_rows(grid: Grid) -> list[bool]:
    """For each row, whether it only arranges what is in it.

    So do all rows of one column; and where cells hold tables, the rows of these cells, and those of one cell.
    """
    are_single = [all(place.column == 0 for place in row) for row in grid.rows]
    holding = [any(_holds_table(place.cell) for place in row) for row in grid.rows]
    if all(are_single):
        return are_single
    return [holds or (is_single and any(holding)) for holds, is_single in zip(holding, are_single, strict=True)]


def _holds_table(cell: Element) -> bool:
    return any(
        child.tag == "table" or (child.has_block and _holds_table(child)) for child in _child_elements(cell)
    )


def _child_elements(parent: Element) -> Iterator[Element]:
    return (child for child in parent.children if isinstance(child, Element))


def _row_groups(table: Element) -> Iterator[list[Element]]:
    """Rows that stand together: the head first, the foot last, in any order in the source."""
    parts = list(_child_elements(table))
    yield from (_rows_in(part) for part in parts if part.tag == "thead")
    loose: list[Element] = []
    for part in parts:
        if part.tag == "tr":
            loose.append(part)
        elif part.tag == "tbody":
            yield loose
            yield _rows_in(part)
            loose = []
    yield loose
    yield from (_rows_in(part) for part in parts if part.tag == "tfoot")


def _rows_in(part: Element) -> list[Element]:
    return [row for row in _child_elements(part) if row.tag == "tr"]


def _place_row(row: Element, spanned: dict[int, int]) -> list[PlacedCell]:
    """The row's cells. `spanned`: for how many more rows each column is taken by a cell from above."""
    taken = set(spanned)
    for column in taken:
        spanned[column] -= 1
        if not spanned[column]:
            del spanned[column]
    places: list[PlacedCell] = []
    column = 0
    for cell in _child_elements(row):
        while column in taken:
            column += 1
        at = min(column, MAX_COLUMNS - 1)
        width = min(_span_of(cell, "colspan", 1), MAX_COLUMNS - at)
        below = _span_of(cell, "rowspan", MAX_SPANNED_ROWS) - 1
        if below:
            spanned.update(dict.fromkeys(range(at, at + width), below))
        places.append(PlacedCell(cell, row, at, width))
        column = at + width
    return places


def _span_of(cell: Element, name: str, for_zero: int) -> int:
    """How many columns or rows; 0 rows are all that follow."""
    found = SPAN.match(cell.attributes.get(name, ""))
    return (min(int(found[1]), MAX_SPANNED_ROWS) or for_zero) if found else 1
