"""The mark on each page of an attachment: it, too, is part of a simulated letter, and might be taken for real."""

from collections.abc import Iterable
from functools import cache
from io import BytesIO
from typing import Final

from fpdf import FPDF
from pypdf import PageObject, PdfReader

from print_supplier.paper import typeface

TEXT: Final = "Bilaga till ett simulerat brev från Mina meddelanden-simulatorn"
SIZE: Final = 6.5
"""Type size in points."""
GREY: Final = 95
LEFT, UP, HEIGHT, PADDING = 10.0, 5.0, 3.2, 0.8
"""Millimetres: from the left and bottom edges, below where pages end; of the line, and around the text."""


def put_on(pages: Iterable[PageObject]) -> None:
    """Stamp A4 pages of one PdfWriter in their bottom margins."""
    # From one reader for all pages, so that they share the typeface.
    [mark] = PdfReader(BytesIO(_stamp())).pages
    for page in pages:
        page.merge_page(mark)


@cache
def _stamp() -> bytes:
    sheet = FPDF(format="A4", unit="mm")
    sheet.set_auto_page_break(False)
    sheet.add_page()
    sheet.add_font(typeface.FAMILY, "", typeface.FILES[""])
    sheet.set_font(typeface.FAMILY, "", SIZE)
    sheet.set_text_color(GREY)
    # On white, so that it can be read on any page.
    sheet.set_fill_color(255)
    sheet.c_margin = PADDING
    sheet.set_xy(LEFT, sheet.h - UP - HEIGHT)
    sheet.cell(sheet.get_string_width(TEXT) + 2 * PADDING, HEIGHT, TEXT, fill=True)
    return bytes(sheet.output())
