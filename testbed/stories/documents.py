"""The documents that the stories' letters carry: decisions of one page, as agencies write them."""

from collections.abc import Sequence

from fpdf import FPDF

from infra import clock

MARGIN = 25
"""Millimetres."""


def decision_pdf(agency: str, title: str, facts: Sequence[tuple[str, str]], text: str) -> bytes:
    """A PDF of one page: the authority, its decision, the matter, and the reasons."""
    page = FPDF(format="A4")
    page.set_margins(MARGIN, MARGIN)
    page.set_creation_date(clock.now())
    page.set_title(title)
    page.set_lang("sv")
    page.add_page()
    page.set_font("Helvetica", size=11)
    page.cell(text=agency)
    page.cell(0, text=f"{clock.today():%Y-%m-%d}", align="R", new_x="LMARGIN", new_y="NEXT")
    page.ln(18)
    page.set_font("Helvetica", "B", 20)
    page.multi_cell(0, text=title, new_x="LMARGIN", new_y="NEXT")
    page.ln(6)
    for name, value in facts:
        page.set_font("Helvetica", "B", 11)
        page.cell(60, 8, name)
        page.set_font("Helvetica", size=11)
        page.cell(0, 8, value, new_x="LMARGIN", new_y="NEXT")
    page.ln(8)
    page.multi_cell(0, 6, text)
    return bytes(page.output())
