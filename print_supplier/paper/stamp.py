"""What goes on the pages of an attachment: a mark that it is simulated, too, as it might be taken for real; and
the notice that stands in place of a page that cannot be shown.
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
def mark() -> bytes:
    """A page with the mark in its bottom margin, and nothing else."""
    sheet = _sheet(SIZE)
    sheet.set_text_color(GREY)
    # On white, so that it can be read on any page.
    sheet.set_fill_color(255)
    sheet.c_margin = PADDING
    sheet.set_xy(LEFT, sheet.h - UP - HEIGHT)
    sheet.cell(sheet.get_string_width(TEXT) + 2 * PADDING, HEIGHT, TEXT, fill=True)
    return bytes(sheet.output())


@cache
def notice() -> bytes:
    """A page that says that one cannot be shown."""
    sheet = _sheet(NOTICE_SIZE)
    sheet.set_xy(NOTICE_LEFT, NOTICE_TOP)
    sheet.multi_cell(NOTICE_WIDTH, NOTICE_LINE, NOTICE, align="L")
    return bytes(sheet.output())


def _sheet(size: float) -> FPDF:
    sheet = FPDF(format="A4", unit="mm")
    sheet.set_auto_page_break(False)
    sheet.add_page()
    sheet.add_font(typeface.FAMILY, "", typeface.FILES[""])
    sheet.set_font(typeface.FAMILY, "", size)
    return sheet
