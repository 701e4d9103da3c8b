"""The pages that the print supplier sets itself: letter head with the address for the window, texts, support.

Measures in millimetres from the upper left corner of an A4 page.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from math import ceil
from typing import Any, Final, NamedTuple

from fpdf import FPDF

from infra import clock
from print_supplier.paper import blocks, typeface
from print_supplier.paper.blocks import NEXT_CELL, Block, Kind
from print_supplier.paper.content import Contents, Message, Support


class Box(NamedTuple):
    """A rectangle on the page."""

    left: float
    top: float
    right: float
    bottom: float


WINDOW: Final = Box(93, 32, 211, 80)
"""What may show through the window at the right (H2) of a C5 or E65 envelope, wherever in the envelope the
folded sheet has slid: nothing but the address stands here."""
ADDRESS: Final = Box(112, 45, 192, 67)
"""What shows through it in any case: the whole address stands here."""
LEFT, RIGHT, TOP, BOTTOM = 25.0, 185.0, 20.0, 24.0
"""Margins as positions from the left, and as distances from the top and bottom edges."""
HEAD_RIGHT: Final = 88.0
"""Where the letter head ends, beside the window."""
TEXT_TOP: Final = 98.0
"""Where the text begins on the first page: below the window."""
SIZE, SMALL, LARGE = 10.5, 8.5, 14.0
"""Type sizes in points."""
LINE: Final = 5.2
"""From one line of text to the next."""
CLOSE, APART = 0.8, 3.0
"""Between blocks."""
INDENT: Final = 6.0
COLUMN: Final = 40.0
"""Cells of tables begin at multiples of it, as at the stops of a typewriter."""
INK, GREY, PALE = 20, 95, 190
"""Shades from black, 0, to white, 255."""
SMALLEST_ADDRESS: Final = 8.0
MOST_PAGES: Final = 200
MARK: Final = "SIMULERAT BREV"
FOOT: Final = "Simulerat brev från Mina meddelanden-simulatorn. Det har inte skickats på riktigt."


class TooLong(Exception):
    """The texts alone fill more than MOST_PAGES."""


@dataclass(frozen=True)
class Head:
    """What stands at the top of the letter besides the sender's name."""

    address: Sequence[str]
    """The lines, as on an envelope."""
    day: date
    reference: str
    enclosures: int
    enclosed_pages: int


def pages(contents: Contents, head: Head) -> bytes:
    """Set the letter's own pages, as a PDF.

    Raises:
        TooLong: the texts fill more than MOST_PAGES.
    """
    sheet = _Sheet()
    sheet.add_page()
    _letter_head(sheet, contents.sender_name, head)
    sheet.set_y(TEXT_TOP)
    for place, message in enumerate(contents.messages):
        if place:
            sheet.add_page()
        _message(sheet, message)
    return bytes(sheet.output())


class _Sheet(FPDF):
    """A4 with our margins, our typeface, and a foot on each page."""

    def __init__(self) -> None:
        super().__init__(format="A4", unit="mm")
        self.set_creation_date(clock.now())
        self.set_lang("sv")
        self.set_margins(LEFT, TOP, 210 - RIGHT)
        self.c_margin = 0
        self.set_auto_page_break(True, BOTTOM)
        self.alias_nb_pages("{nb}")
        self._loaded: set[str] = set()
        self.style(SIZE)

    def style(self, size: float, style: str = "", shade: int = INK) -> None:
        """Choose size in points, style (B, I, BI) and shade. A font file is read when it is first needed."""
        if style not in self._loaded:
            self.add_font(typeface.FAMILY, style, typeface.FILES[style])
            self._loaded.add(style)
        self.set_font(typeface.FAMILY, style, size)
        self.set_text_color(shade)

    @contextmanager
    def indented(self, by: float) -> Iterator[None]:
        """Within this, lines begin further in."""
        margin = self.l_margin
        self.set_left_margin(margin + by)
        try:
            yield
        finally:
            self.set_left_margin(margin)

    def paragraph(self, text: str, line: float = LINE, width: float = 0) -> None:
        self.multi_cell(width, line, typeface.printable(text), align="L", new_x="LMARGIN", new_y="NEXT")

    def to_next_column(self) -> None:
        gone = self.get_x() + 3 - self.l_margin
        self.set_x(min(self.l_margin + COLUMN * ceil(gone / COLUMN), RIGHT - COLUMN / 2))

    def rule(self) -> None:
        self.set_draw_color(PALE)
        self.set_line_width(0.2)
        self.line(self.l_margin, self.get_y(), RIGHT, self.get_y())

    def add_page(self, *args: Any, **kwargs: Any) -> None:
        if self.page_no() >= MOST_PAGES:
            raise TooLong
        super().add_page(*args, **kwargs)

    def footer(self) -> None:
        self.set_y(-15)
        self.style(SMALL, shade=GREY)
        self.cell(145, 4, FOOT)
        self.cell(0, 4, f"Sida {self.page_no()} ({{nb}})")


def _letter_head(sheet: _Sheet, sender_name: str, head: Head) -> None:
    sheet.set_xy(LEFT, TOP)
    sheet.style(LARGE, "B")
    sheet.paragraph(sender_name, 6, HEAD_RIGHT - LEFT)
    sheet.ln(3)
    for label, value in _facts(head):
        _fact(sheet, label, value)
    _mark(sheet)
    _address(sheet, head.address)


def _facts(head: Head) -> Iterator[tuple[str, str]]:
    yield "Datum", head.day.isoformat()
    if head.reference:
        yield "Referens", head.reference
    yield "Sidor", "{nb}"
    if head.enclosures:
        unit = "sida" if head.enclosed_pages == 1 else "sidor"
        yield "Bilagor", f"{head.enclosures} ({head.enclosed_pages} {unit})"


def _fact(sheet: _Sheet, label: str, value: str) -> None:
    top = sheet.get_y()
    sheet.style(SMALL, shade=GREY)
    sheet.cell(18, 4.6, label)
    sheet.style(SMALL)
    sheet.multi_cell(HEAD_RIGHT - LEFT - 18, 4.6, _shortened(sheet, value, 90), align="L")
    sheet.set_xy(LEFT, max(sheet.get_y(), top + 4.6))


def _shortened(sheet: _Sheet, text: str, most: float) -> str:
    """The text on one line, cut where it would be wider than `most`."""
    line = typeface.printable(" ".join(text.split()))
    if sheet.get_string_width(line) <= most:
        return line
    while line and sheet.get_string_width(f"{line}…") > most:
        line = line[:-1]
    return f"{line.rstrip()}…"


def _mark(sheet: _Sheet) -> None:
    """Where the postage would be."""
    sheet.style(SMALL, "B", GREY)
    sheet.set_draw_color(PALE)
    sheet.set_line_width(0.3)
    width = sheet.get_string_width(MARK) + 6
    sheet.set_xy(RIGHT - width, TOP)
    sheet.cell(width, 6, MARK, border=1, align="C")


def _address(sheet: _Sheet, lines: Sequence[str]) -> None:
    """The address, smaller where a line is long or there are many, so that all of it shows in the window."""
    width, height = ADDRESS.right - ADDRESS.left, ADDRESS.bottom - ADDRESS.top
    size = 11.0
    sheet.style(size)
    while size > SMALLEST_ADDRESS and _widest(sheet, lines) > width:
        size -= 0.5
        sheet.style(size)
    step = min(5.2, height / len(lines))
    for place, line in enumerate(lines):
        sheet.set_xy(ADDRESS.left, ADDRESS.top + place * step)
        sheet.cell(width, step, _shortened(sheet, line, width))


def _widest(sheet: _Sheet, lines: Sequence[str]) -> float:
    return max(float(sheet.get_string_width(typeface.printable(line))) for line in lines)


def _message(sheet: _Sheet, message: Message) -> None:
    sheet.style(LARGE, "B")
    sheet.paragraph(message.subject, 6.4)
    sheet.ln(3)
    _text(sheet, blocks.of_html(message.text) if message.is_html else blocks.of_plain_text(message.text))
    if message.enclosures:
        names = ", ".join(enclosure.filename for enclosure in message.enclosures)
        sheet.style(SIZE)
        sheet.paragraph(f"Bilagor: {names}")
        sheet.ln(3)
    _support(sheet, message.support)


def _text(sheet: _Sheet, text: Sequence[Block]) -> None:
    for block, following in zip_longest(text, text[1:]):
        _block(sheet, block)
        together = _flock(block) != "" and following is not None and _flock(following) == _flock(block)
        sheet.ln(CLOSE if together else APART)


def _flock(block: Block) -> str:
    """Items of a list stand closer together than paragraphs do, and so do the rows of a table."""
    if block.mark:
        return "list"
    return "table" if block.kind is Kind.ROW else ""


def _block(sheet: _Sheet, block: Block) -> None:
    if block.kind is Kind.RULE:
        sheet.rule()
        return
    with sheet.indented(block.depth * INDENT):
        sheet.set_x(sheet.l_margin)
        if block.mark:
            _mark_of_item(sheet, block.mark)
        _runs(sheet, block)
    sheet.ln(LINE)


def _mark_of_item(sheet: _Sheet, mark: str) -> None:
    sheet.style(SIZE)
    sheet.set_x(sheet.l_margin - INDENT)
    sheet.cell(INDENT, LINE, mark)
    sheet.set_x(sheet.l_margin)


def _runs(sheet: _Sheet, block: Block) -> None:
    is_heading = block.kind is Kind.HEADING
    for run in block.runs:
        if run is NEXT_CELL:
            sheet.to_next_column()
            continue
        text = typeface.printable(run.text)
        style = typeface.style_for(text, run.bold or is_heading, run.italic)
        sheet.style(SIZE + 1 if is_heading else SIZE, style)
        sheet.write(LINE, text)


def _support(sheet: _Sheet, support: Support) -> None:
    """The sender's own words on where to ask, kept together under a line."""
    ways = [
        words
        for words in (
            f"Telefon: {support.phone}" if support.phone else "",
            f"E-post: {support.email}" if support.email else "",
            f"Webbplats: {support.url}" if support.url else "",
        )
        if words
    ]
    text = "\n".join((support.text, *ways))
    sheet.style(SMALL + 0.5, shade=GREY)
    height: Any = sheet.multi_cell(0, 4.6, typeface.printable(text), align="L", dry_run=True, output="HEIGHT")
    if sheet.will_page_break(height + 4.5):
        sheet.add_page()
    sheet.ln(2)
    sheet.rule()
    sheet.ln(2.5)
    sheet.paragraph(text, 4.6)
