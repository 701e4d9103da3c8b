"""Pages that are laid on or between those of an attachment.

A mark says on each page that the letter is simulated, as an attachment might be taken for real. A notice stands in
place of a page that cannot be shown.
"""

from functools import cache
from typing import Final

from fpdf import FPDF

from print_supplier.paper import typeface

TEXT: Final = "Bilaga till ett simulerat brev från Mina meddelanden-simulatorn"
NOTICE: Final = (
    "Den här sidan i bilagan är skadad och kan inte skrivas ut. "
    "Kontakta avsändaren om du behöver den; uppgifterna står i brevet."
)
SIZE: Final = 6.5
"""Type size in points."""
NOTICE_SIZE: Final = 12.0
GREY: Final = 95
LEFT, UP, HEIGHT, PADDING = 10.0, 5.0, 3.2, 0.8
"""Millimetres: from the left and bottom edges, below where pages end; of the line, and around the text."""
NOTICE_LEFT, NOTICE_TOP, NOTICE_WIDTH, NOTICE_LINE = 25.0, 60.0, 160.0, 6.0
"""Millimetres."""


@cache
def simulation_mark() -> bytes:
    """A PDF of one page with the mark in its bottom margin, and nothing else."""
    page = _new_page(SIZE)
    page.set_text_color(GREY)
    # On white, so that it can be read on any page.
    page.set_fill_color(255)
    page.c_margin = PADDING
    page.set_xy(LEFT, page.h - UP - HEIGHT)
    page.cell(page.get_string_width(TEXT) + 2 * PADDING, HEIGHT, TEXT, fill=True)
    return bytes(page.output())


@cache
def damage_notice() -> bytes:
    """A PDF of one page, which says that a page cannot be shown."""
    page = _new_page(NOTICE_SIZE)
    page.set_xy(NOTICE_LEFT, NOTICE_TOP)
    page.multi_cell(NOTICE_WIDTH, NOTICE_LINE, NOTICE, align="L")
    return bytes(page.output())


def _new_page(size: float) -> FPDF:
    page = FPDF(format="A4", unit="mm")
    page.set_auto_page_break(False)
    page.add_page()
    page.add_font(typeface.FAMILY, "", typeface.FILES[""])
    page.set_font(typeface.FAMILY, "", size)
    return page
