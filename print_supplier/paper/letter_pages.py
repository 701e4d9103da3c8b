"""Set the letter's own pages: letter head with the address for the window, texts, support.

Measures in millimetres from the upper left corner of an A4 page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from typing import Any, Final, NamedTuple

from infra.html.blocks import Block, BlockKind, blocks_of_html, blocks_of_text
from print_supplier.paper import typeface
from print_supplier.paper.canvas import (
    GREY,
    LARGE,
    LEFT,
    LINE,
    PALE,
    RIGHT,
    SIZE,
    SMALL,
    TOP,
    VERTICAL,
    LetterCanvas,
    printable_run,
)
from print_supplier.paper.content import LetterContents, LetterMessage, Support
from print_supplier.paper.lines import longest_fitting_start
from print_supplier.paper.tables import draw_table


class PageBox(NamedTuple):
    """A rectangle on the page."""

    left: float
    top: float
    right: float
    bottom: float


WINDOW: Final = PageBox(93, 32, 211, 80)
"""The area that may show through the window at the right (H2) of a C5 or E65 envelope, however the folded
sheet has slid in it: only the address is printed here."""
ADDRESS: Final = PageBox(112, 45, 192, 67)
"""The area that always shows through it: the whole address is printed here."""

HEAD_RIGHT: Final = 88.0
"""Where the letter head ends, beside the window."""
TEXT_TOP: Final = 98.0
"""Where the text begins on the first page: below the window."""
CLOSE, APART = 0.8, 3.0
"""Between blocks."""
INDENT: Final = 6.0
MIN_ADDRESS_SIZE: Final = 8.0
MAX_ON_A_LINE: Final = 500
"""Characters: more than the narrowest of them on the widest line."""
MARK: Final = "SIMULERAT BREV"


@dataclass(frozen=True)
class LetterHead:
    """The letter head, besides the sender's name."""

    address: Sequence[str]
    """The lines, as on an envelope."""
    day: date
    reference: str
    attachments: int
    enclosed_pages: int


def set_pages(contents: LetterContents, head: LetterHead) -> bytes:
    """Set the letter's own pages. Returns them as a PDF.

    Raises:
        TextTooLong, AlphabetLacking
    """
    canvas = LetterCanvas()
    canvas.add_page()
    _draw_head(canvas, contents.sender_name, head)
    canvas.set_y(TEXT_TOP)
    for place, message in enumerate(contents.messages):
        if place:
            canvas.add_page()
        _draw_message(canvas, message)
    return bytes(canvas.output())


def _draw_head(canvas: LetterCanvas, sender_name: str, head: LetterHead) -> None:
    canvas.set_xy(LEFT, TOP)
    canvas.choose_font(LARGE, "B")
    canvas.write_paragraph(sender_name, 6, HEAD_RIGHT - LEFT)
    canvas.ln(3)
    for label, value in _head_facts(head):
        _draw_fact(canvas, label, value)
    _draw_simulation_mark(canvas)
    _draw_address(canvas, head.address)


def _head_facts(head: LetterHead) -> Iterator[tuple[str, str]]:
    yield "Datum", head.day.isoformat()
    if head.reference:
        yield "Referens", head.reference
    yield "Sidor", "{nb}"
    if head.attachments:
        unit = "sida" if head.enclosed_pages == 1 else "sidor"
        yield "Bilagor", f"{head.attachments} ({head.enclosed_pages} {unit})"


def _draw_fact(canvas: LetterCanvas, label: str, value: str) -> None:
    top = canvas.get_y()
    canvas.choose_font(SMALL, shade=GREY)
    canvas.cell(18, 4.6, label)
    canvas.choose_font(SMALL)
    canvas.multi_cell(HEAD_RIGHT - LEFT - 18, 4.6, _shorten(canvas, value, 90), align="L")
    canvas.set_xy(LEFT, max(canvas.get_y(), top + 4.6))


def _shorten(canvas: LetterCanvas, text: str, width: float) -> str:
    """The text on one line, cut where it would be wider than `width` millimetres."""
    # A name may be as long as a letter: measure only the part that can show.
    line = typeface.printable_text(" ".join(text[:MAX_ON_A_LINE].split()))
    if len(text) <= MAX_ON_A_LINE and canvas.get_string_width(line) <= width:
        return line
    start = longest_fitting_start(line, lambda part: canvas.get_string_width(f"{part}…") <= width)
    return f"{start.rstrip()}…"


def _draw_simulation_mark(canvas: LetterCanvas) -> None:
    """Where the postage would be."""
    canvas.choose_font(SMALL, "B", GREY)
    canvas.set_draw_color(PALE)
    canvas.set_line_width(0.3)
    width = canvas.get_string_width(MARK) + 6
    canvas.set_xy(RIGHT - width, TOP)
    canvas.cell(width, 6, MARK, border=1, align="C")


def _draw_address(canvas: LetterCanvas, lines: Sequence[str]) -> None:
    """The address, smaller where a line is long or there are many, so that all of it shows in the window."""
    width, height = ADDRESS.right - ADDRESS.left, ADDRESS.bottom - ADDRESS.top
    size = 11.0
    canvas.choose_font(size)
    while size > MIN_ADDRESS_SIZE and _widest(canvas, lines) > width:
        size -= 0.5
        canvas.choose_font(size)
    step = min(5.2, height / len(lines))
    for place, line in enumerate(lines):
        canvas.set_xy(ADDRESS.left, ADDRESS.top + place * step)
        canvas.cell(width, step, _shorten(canvas, line, width))


def _widest(canvas: LetterCanvas, lines: Sequence[str]) -> float:
    return max(float(canvas.get_string_width(typeface.printable_text(line))) for line in lines)


def _draw_message(canvas: LetterCanvas, message: LetterMessage) -> None:
    canvas.choose_font(LARGE, "B")
    canvas.write_paragraph(message.subject, 6.4)
    canvas.ln(3)
    blocks = blocks_of_html(message.text) if message.is_html else blocks_of_text(message.text)
    typeface.require_letters("\n".join(block.text for block in blocks))
    _draw_text(canvas, blocks)
    if message.attachments:
        names = ", ".join(attachment.filename for attachment in message.attachments)
        canvas.choose_font(SIZE)
        canvas.write_paragraph(f"Bilagor: {names}")
        canvas.ln(3)
    _draw_support(canvas, message.support)


def _draw_text(canvas: LetterCanvas, text: Sequence[Block]) -> None:
    for block, following in zip_longest(text, text[1:]):
        _draw_block(canvas, block)
        # Items of a list stand closer together than paragraphs do.
        are_items = bool(block.mark) and following is not None and bool(following.mark)
        canvas.ln(CLOSE if are_items else APART)


def _draw_block(canvas: LetterCanvas, block: Block) -> None:
    if block.kind is BlockKind.RULE:
        canvas.draw_rule()
        return
    if block.kind is BlockKind.TABLE:
        left = canvas.l_margin + block.depth * INDENT
        draw_table(canvas, block, left, RIGHT - left)
        return
    with canvas.indent(block.depth * INDENT):
        canvas.set_x(canvas.l_margin)
        if block.mark:
            _draw_item_mark(canvas, block.mark)
        _write_runs(canvas, block)
    canvas.ln(LINE)


def _draw_item_mark(canvas: LetterCanvas, mark: str) -> None:
    canvas.choose_font(SIZE)
    width = max(INDENT, canvas.get_string_width(mark) + 1)
    canvas.set_x(canvas.l_margin - width)
    canvas.cell(width, LINE, mark)
    canvas.set_x(canvas.l_margin)


def _write_runs(canvas: LetterCanvas, block: Block) -> None:
    is_heading = block.kind is BlockKind.HEADING
    for run in map(printable_run, block.runs):
        style = replace(run.style, bold=run.style.bold or is_heading)
        canvas.choose_run_style(style, run.text, SIZE + 1 if is_heading else SIZE)
        canvas.write(LINE, run.text)
    canvas.char_vpos = VERTICAL[0]


def _draw_support(canvas: LetterCanvas, support: Support) -> None:
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
    canvas.choose_font(SMALL + 0.5, shade=GREY)
    height: Any = canvas.multi_cell(
        0, 4.6, typeface.printable_text(text), align="L", dry_run=True, output="HEIGHT"
    )
    if canvas.will_page_break(height + 4.5):
        canvas.add_page()
    canvas.ln(2)
    canvas.draw_rule()
    canvas.ln(2.5)
    canvas.write_paragraph(text, 4.6)
