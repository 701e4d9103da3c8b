"""Tables on paper: rows and columns as in the sender's HTML, over as many pages as they need."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final, Protocol

from infra.html.blocks import Block, BlockKind, Cell, TextRun
from print_supplier.paper.lines import PaperLine, break_runs

GAP: Final = 4.0
"""Millimetres between columns."""
MIN_COLUMN: Final = 6.0
MAX_MEASURED_ROWS: Final = 500
"""The widths of the columns are chosen by the first rows."""
MAX_MEASURED: Final = 200
"""Characters of a cell that its natural width is measured by: a longer text is broken into lines anyway."""
SIZES: Final = ((6, 10.5), (10, 8.5), (16, 6.5), (64, 4.5))
"""Up to so many columns, this size in points."""
LINE_PER_POINT: Final = 5.2 / 10.5


class TableCanvas(Protocol):
    """What a table is drawn on; measures in millimetres."""

    def measure_run(self, run: TextRun, size: float) -> float: ...
    def draw_line(self, line: PaperLine, left: float, top: float, size: float) -> None: ...
    def make_room(self, height: float) -> float:
        """Begin a new page if so much does not fit. Returns where the free space begins."""

    def move_below(self, top: float) -> None: ...
    def draw_rule(self) -> None: ...


def draw_table(canvas: TableCanvas, table: Block, left: float, width: float) -> None:
    """Draw the table's rows, each with a line below it. A row that is higher than the page goes on on the next."""
    count = max(cell.column + cell.width for row in table.rows for cell in row)
    size = next(size for columns, size in SIZES if count <= columns)
    columns = _column_widths(canvas, table.rows, count, width, size)
    for row in table.rows:
        _draw_row(canvas, row, left, columns, size)


def _column_widths(
    canvas: TableCanvas, rows: Sequence[Sequence[Cell]], count: int, width: float, size: float
) -> list[float]:
    """The width of each column with the gap after it: as wide as its text, where all have room."""
    natural = [MIN_COLUMN] * count
    for row in rows[:MAX_MEASURED_ROWS]:
        for cell in row:
            each = (_natural_width(canvas, cell, size) + GAP) / cell.width
            for column in range(cell.column, cell.column + cell.width):
                natural[column] = max(natural[column], each)
    return _share_width(natural, width)


def _natural_width(canvas: TableCanvas, cell: Cell, size: float) -> float:
    runs = _runs_of(cell)
    if sum(len(run.text) for run in runs) > MAX_MEASURED:
        runs = [TextRun(runs[0].text[:MAX_MEASURED], runs[0].style)]
    return max(line.width for line in break_runs(runs, lambda run: canvas.measure_run(run, size), 10_000))


def _share_width(natural: Sequence[float], width: float) -> list[float]:
    """Give narrow columns their own width, and share the rest equally among the others."""
    found = [0.0] * len(natural)
    left, rest = width, sorted(range(len(natural)), key=lambda column: natural[column])
    for place, column in enumerate(rest):
        found[column] = min(natural[column], left / (len(natural) - place))
        left -= found[column]
    return found


def _draw_row(
    canvas: TableCanvas, row: Sequence[Cell], left: float, columns: Sequence[float], size: float
) -> None:
    height = size * LINE_PER_POINT
    starts = [left + sum(columns[: cell.column]) for cell in row]
    texts = [
        break_runs(
            _runs_of(cell),
            lambda run: canvas.measure_run(run, size),
            max(sum(columns[cell.column : cell.column + cell.width]) - GAP, MIN_COLUMN / 2),
        )
        for cell in row
    ]
    for lines in zip_longest(*texts):
        top = canvas.make_room(height)
        for line, start in zip(lines, starts, strict=True):
            if line is not None:
                canvas.draw_line(line, start, top, size)
        canvas.move_below(top + height)
    canvas.draw_rule()


def _runs_of(cell: Cell) -> list[TextRun]:
    """The cell's blocks, one below the other."""
    runs: list[TextRun] = []
    for block in cell.blocks:
        runs += [TextRun("\n")] if runs else []
        runs += [TextRun(f"{block.mark} ")] if block.mark else []
        runs += block.runs if block.kind is not BlockKind.TABLE else [TextRun(block.text.replace("\t", "  "))]
    return runs
