"""The pages that a letter is drawn on: margins, typeface, runs of text, foot.

Measures in millimetres from the upper left corner of an A4 page.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final

from fpdf import FPDF

from infra import clock
from infra.html.blocks import Style, TextRun
from infra.html.plain_text import raised_signs
from infra.texts import Text
from print_supplier.errors import TextTooLong
from print_supplier.paper import typeface
from print_supplier.paper.lines import PaperLine

LEFT, RIGHT, TOP, BOTTOM = 25.0, 185.0, 20.0, 24.0
"""Margins as positions from the left, and as distances from the top and bottom edges."""
SIZE, SMALL, LARGE = 10.5, 8.5, 14.0
"""Type sizes in points."""
LINE: Final = 5.2
"""From one line of text to the next."""
INK, GREY, PALE = 20, 95, 190
"""Shades from black, 0, to white, 255."""
VERTICAL: Final = {0: "LINE", 1: "SUP", -1: "SUB"}
MAX_PAGES: Final = 200
TOO_LONG: Final = Text(f"texten fyller mer än {MAX_PAGES} sidor", f"the text fills more than {MAX_PAGES} pages")
FOOT: Final = "Simulerat brev från Mina meddelanden-simulatorn. Det har inte skickats på riktigt."


class LetterCanvas(FPDF):
    """A4 pages with the letter's margins and typeface, and a foot on each page."""

    def __init__(self) -> None:
        super().__init__(format="A4", unit="mm")
        self.set_creation_date(clock.now())
        self.set_lang("sv")
        self.set_margins(LEFT, TOP, 210 - RIGHT)
        self.c_margin = 0
        self.set_auto_page_break(True, BOTTOM)
        self.alias_nb_pages("{nb}")
        self._loaded: set[str] = set()
        self.choose_font(SIZE)

    def choose_font(self, size: float, style: str = "", shade: int = INK) -> None:
        """Choose size in points, style (B, I, S, U) and shade. A font file is read when it is first needed."""
        face = "".join(sign for sign in style if sign in "BI")
        if face not in self._loaded:
            self.add_font(typeface.FAMILY, face, typeface.FILES[face])
            self._loaded.add(face)
        self.set_font(typeface.FAMILY, style, size)
        self.set_text_color(shade)

    @contextmanager
    def indent(self, by: float) -> Iterator[None]:
        """Let lines begin further in, inside the block."""
        margin = self.l_margin
        self.set_left_margin(margin + by)
        try:
            yield
        finally:
            self.set_left_margin(margin)

    def write_paragraph(self, text: str, line: float = LINE, width: float = 0) -> None:
        self.multi_cell(width, line, typeface.printable_text(text), align="L", new_x="LMARGIN", new_y="NEXT")

    def choose_run_style(self, style: Style, text: str, size: float) -> None:
        """Choose how a run of text is set."""
        face = typeface.style_for(text, style.bold, style.italic)
        self.choose_font(size, face + ("S" if style.struck else "") + ("U" if style.underlined else ""))
        self.char_vpos = VERTICAL[style.raised]

    def measure_run(self, run: TextRun, size: float) -> float:
        shown = printable_run(run)
        self.choose_run_style(shown.style, shown.text, size)
        width = float(self.get_string_width(shown.text))
        return width * self.sup_scale if shown.style.raised else width

    def draw_line(self, line: PaperLine, left: float, top: float, size: float) -> None:
        self.set_xy(left, top)
        for run in map(printable_run, line.runs):
            self.choose_run_style(run.style, run.text, size)
            self.write(LINE * size / SIZE, run.text)
        self.char_vpos = VERTICAL[0]

    def make_room(self, height: float) -> float:
        if self.will_page_break(height):
            self.add_page()
        return float(self.get_y())

    def move_below(self, top: float) -> None:
        self.set_xy(self.l_margin, top)

    def draw_rule(self) -> None:
        self.set_draw_color(PALE)
        self.set_line_width(0.2)
        self.line(self.l_margin, self.get_y(), RIGHT, self.get_y())

    def add_page(self, *args: Any, **kwargs: Any) -> None:
        if self.page_no() >= MAX_PAGES:
            raise TextTooLong.saying(TOO_LONG)
        super().add_page(*args, **kwargs)

    def footer(self) -> None:
        self.set_y(-15)
        self.choose_font(SMALL, shade=GREY)
        self.cell(145, 4, FOOT)
        self.cell(0, 4, f"Sida {self.page_no()} ({{nb}})")


def printable_run(run: TextRun) -> TextRun:
    """The run in characters that the typeface has: powers and indices as signs of their own, where it has them."""
    signs = raised_signs(run.text, run.style.raised) if run.style.raised else None
    if signs is not None and typeface.can_show(signs):
        return TextRun(signs, replace(run.style, raised=0))
    return TextRun(typeface.printable_text(run.text), run.style)
