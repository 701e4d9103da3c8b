"""Tables on a canvas that writes down what is drawn. Here each character is as wide as a fifth of its size."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from infra.html.blocks import Block, BlockKind, Cell, TextRun, blocks_of_html
from print_supplier.paper.lines import PaperLine
from print_supplier.paper.tables import GAP, MIN_COLUMN, SIZES, draw_table

LEFT, WIDTH = 25.0, 160.0


@dataclass
class Drawn:
    """A line of a cell."""

    text: str
    left: float
    top: float
    size: float
    width: float


@dataclass
class NotedCanvas:
    """Notes each line, and begins a new page after so many millimetres."""

    height: float = 10_000
    drawn: list[Drawn] = field(default_factory=list)
    pages: int = 1
    rules: int = 0
    top: float = 0

    def measure_run(self, run: TextRun, size: float) -> float:
        return len(run.text) * size / 5

    def draw_line(self, line: PaperLine, left: float, top: float, size: float) -> None:
        self.drawn.append(Drawn("".join(run.text for run in line.runs), left, top, size, line.width))

    def make_room(self, height: float) -> float:
        if self.top + height > self.height:
            self.pages, self.top = self.pages + 1, 0
        return self.top

    def move_below(self, top: float) -> None:
        self.top = top

    def draw_rule(self) -> None:
        self.rules += 1

    def line(self, text: str) -> Drawn:
        [found] = [line for line in self.drawn if line.text.strip() == text]
        return found


def table(*rows: Sequence[str]) -> Block:
    cells = [
        [Cell(column, 1, [Block(BlockKind.PARAGRAPH, [TextRun(text)])]) for column, text in enumerate(row)]
        for row in rows
    ]
    return Block(BlockKind.TABLE, rows=cells)


def draw(block: Block, height: float = 10_000) -> NotedCanvas:
    canvas = NotedCanvas(height)
    draw_table(canvas, block, LEFT, WIDTH)
    return canvas


def test_cells_of_a_column_begin_at_the_same_place() -> None:
    canvas = draw(table(["Datum", "Belopp"], ["jan", "300"]))

    assert canvas.line("Datum").left == canvas.line("jan").left == LEFT
    assert canvas.line("Belopp").left == canvas.line("300").left


def test_a_column_is_as_wide_as_its_widest_text_and_a_gap() -> None:
    canvas = draw(table(["Januari", "x"], ["j", "y"]))

    assert canvas.line("x").left == pytest.approx(LEFT + canvas.line("Januari").width + GAP)


def test_a_narrow_column_has_its_least_width() -> None:
    canvas = draw(table(["", "x"]))

    assert canvas.line("x").left >= LEFT + MIN_COLUMN


def test_columns_that_need_more_than_there_is_share_the_width_alike() -> None:
    canvas = draw(table(["a" * 300, "b" * 300]))

    [second] = {line.left for line in canvas.drawn if line.text.startswith("b")}
    assert second == pytest.approx(LEFT + WIDTH / 2)
    assert all(line.left + line.width <= LEFT + WIDTH for line in canvas.drawn)


def test_a_narrow_column_leaves_the_wide_one_what_it_does_not_need() -> None:
    canvas = draw(table(["1", "b" * 300]))

    [second] = {line.left for line in canvas.drawn if line.text.startswith("b")}
    assert second < LEFT + WIDTH / 4


def test_each_row_ends_with_a_rule_below_its_highest_cell() -> None:
    canvas = draw(table(["kort", "ord " * 60], ["nästa", "rad"]))

    assert canvas.rules == 2
    assert canvas.line("nästa").top > max(line.top for line in canvas.drawn if line.text.startswith("ord"))


def test_a_row_goes_on_on_the_next_page_and_loses_no_line() -> None:
    words = [f"ord{number}" for number in range(40)]

    canvas = draw(table(["\n".join(words)]), height=50)

    assert canvas.pages > 1
    assert [line.text for line in canvas.drawn] == words


@pytest.mark.parametrize("columns", [1, 6, 7, 10, 11, 16, 17, 64])
def test_many_columns_are_set_smaller(columns: int) -> None:
    canvas = draw(table(["x"] * columns))

    assert {line.size for line in canvas.drawn} == {next(size for most, size in SIZES if columns <= most)}


def test_a_wide_cell_stands_over_its_columns() -> None:
    [block] = blocks_of_html("<table><tr><td colspan=2>summa<td>700</tr><tr><td>jan<td>x<td>300</tr></table>")

    canvas = draw(block)

    assert canvas.line("summa").left == canvas.line("jan").left
    assert canvas.line("700").left == canvas.line("300").left


def test_blocks_of_a_cell_stand_below_one_another_with_their_marks() -> None:
    cell = Cell(
        0,
        1,
        [Block(BlockKind.PARAGRAPH, [TextRun("ett")]), Block(BlockKind.PARAGRAPH, [TextRun("två")], mark="b)")],
    )

    canvas = draw(Block(BlockKind.TABLE, rows=[[cell, Cell(1, 1, [])]]))

    assert canvas.line("ett").top < canvas.line("b) två").top
