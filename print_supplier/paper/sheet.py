"""The pages that the print supplier sets itself: letter head with the address for the window, texts, support.

Measures in millimetres from the upper left corner of an A4 page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from typing import Any, Final, NamedTuple

from infra.html.blocks import Block, Kind, blocks_of_html, blocks_of_text
from print_supplier.paper import typeface
from print_supplier.paper.content import Contents, Message, Support
from print_supplier.paper.lines import longest_start
from print_supplier.paper.page import (
    GREY,
    LARGE,
    LEFT,
    LINE,
    MOST_PAGES,
    PALE,
    RIGHT,
    SIZE,
    SMALL,
    TOP,
    VERTICAL,
    Sheet,
    TooLong,
    printable_run,
)
from print_supplier.paper.tables import draw_table


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

__all__ = ["ADDRESS", "MOST_PAGES", "WINDOW", "Box", "Head", "TooLong", "pages"]

HEAD_RIGHT: Final = 88.0
"""Where the letter head ends, beside the window."""
TEXT_TOP: Final = 98.0
"""Where the text begins on the first page: below the window."""
CLOSE, APART = 0.8, 3.0
"""Between blocks."""
INDENT: Final = 6.0
SMALLEST_ADDRESS: Final = 8.0
MAX_ON_A_LINE: Final = 500
"""Characters: more than the narrowest of them on the widest line."""
MARK: Final = "SIMULERAT BREV"


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
    sheet = Sheet()
    sheet.add_page()
    _letter_head(sheet, contents.sender_name, head)
    sheet.set_y(TEXT_TOP)
    for place, message in enumerate(contents.messages):
        if place:
            sheet.add_page()
        _message(sheet, message)
    return bytes(sheet.output())


def _letter_head(sheet: Sheet, sender_name: str, head: Head) -> None:
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


def _fact(sheet: Sheet, label: str, value: str) -> None:
    top = sheet.get_y()
    sheet.style(SMALL, shade=GREY)
    sheet.cell(18, 4.6, label)
    sheet.style(SMALL)
    sheet.multi_cell(HEAD_RIGHT - LEFT - 18, 4.6, _shortened(sheet, value, 90), align="L")
    sheet.set_xy(LEFT, max(sheet.get_y(), top + 4.6))


def _shortened(sheet: Sheet, text: str, most: float) -> str:
    """The text on one line, cut where it would be wider than `most` millimetres."""
    # A name may be as long as a letter; what does not show need not be looked at.
    line = typeface.printable(" ".join(text[:MAX_ON_A_LINE].split()))
    if len(text) <= MAX_ON_A_LINE and sheet.get_string_width(line) <= most:
        return line
    start = longest_start(line, lambda part: sheet.get_string_width(f"{part}…") <= most)
    return f"{start.rstrip()}…"


def _mark(sheet: Sheet) -> None:
    """Where the postage would be."""
    sheet.style(SMALL, "B", GREY)
    sheet.set_draw_color(PALE)
    sheet.set_line_width(0.3)
    width = sheet.get_string_width(MARK) + 6
    sheet.set_xy(RIGHT - width, TOP)
    sheet.cell(width, 6, MARK, border=1, align="C")


def _address(sheet: Sheet, lines: Sequence[str]) -> None:
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


def _widest(sheet: Sheet, lines: Sequence[str]) -> float:
    return max(float(sheet.get_string_width(typeface.printable(line))) for line in lines)


def _message(sheet: Sheet, message: Message) -> None:
    sheet.style(LARGE, "B")
    sheet.paragraph(message.subject, 6.4)
    sheet.ln(3)
    _text(sheet, blocks_of_html(message.text) if message.is_html else blocks_of_text(message.text))
    if message.enclosures:
        names = ", ".join(enclosure.filename for enclosure in message.enclosures)
        sheet.style(SIZE)
        sheet.paragraph(f"Bilagor: {names}")
        sheet.ln(3)
    _support(sheet, message.support)


def _text(sheet: Sheet, text: Sequence[Block]) -> None:
    for block, following in zip_longest(text, text[1:]):
        _block(sheet, block)
        together = _flock(block) != "" and following is not None and _flock(following) == _flock(block)
        sheet.ln(CLOSE if together else APART)


def _flock(block: Block) -> str:
    """Items of a list stand closer together than paragraphs do."""
    return "list" if block.mark else ""


def _block(sheet: Sheet, block: Block) -> None:
    if block.kind is Kind.RULE:
        sheet.rule()
        return
    if block.kind is Kind.TABLE:
        left = sheet.l_margin + block.depth * INDENT
        draw_table(sheet, block, left, RIGHT - left)
        return
    with sheet.indented(block.depth * INDENT):
        sheet.set_x(sheet.l_margin)
        if block.mark:
            _mark_of_item(sheet, block.mark)
        _runs(sheet, block)
    sheet.ln(LINE)


def _mark_of_item(sheet: Sheet, mark: str) -> None:
    sheet.style(SIZE)
    width = max(INDENT, sheet.get_string_width(mark) + 1)
    sheet.set_x(sheet.l_margin - width)
    sheet.cell(width, LINE, mark)
    sheet.set_x(sheet.l_margin)


def _runs(sheet: Sheet, block: Block) -> None:
    is_heading = block.kind is Kind.HEADING
    for run in map(printable_run, block.runs):
        style = replace(run.style, bold=run.style.bold or is_heading)
        sheet.set_style(style, run.text, SIZE + 1 if is_heading else SIZE)
        sheet.write(LINE, run.text)
    sheet.char_vpos = VERTICAL[0]


def _support(sheet: Sheet, support: Support) -> None:
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
