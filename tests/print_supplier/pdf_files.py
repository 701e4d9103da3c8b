"""PDF files to attach, and the words and pages of what was printed."""

from io import BytesIO
from typing import NamedTuple

import pypdfium2
from fpdf import FPDF
from pypdf import PdfReader, PdfWriter

from formedlare.models import Leg
from sender import compose

MM = 72 / 25.4


def pdf(pages: int = 1, text: str = "Bilaga", size: str = "A4", orientation: str = "P") -> bytes:
    made = FPDF(format=size, orientation=orientation)
    made.set_font("Helvetica", size=20)
    for number in range(1, pages + 1):
        made.add_page()
        made.cell(0, 20, f"{text} sida {number}")
    return bytes(made.output())


def turned(file: bytes, degrees: int) -> bytes:
    """The file with its pages turned, as scanners do."""
    writer = PdfWriter(clone_from=BytesIO(file))
    for page in writer.pages:
        page.rotate(degrees)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def encrypted(to_open: str = "hemligt") -> bytes:
    """Locked with this password; with an empty one, anybody can open it, and only changes are locked."""
    writer = PdfWriter(clone_from=BytesIO(pdf()))
    writer.encrypt(to_open, "ägaren")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def endless(levels: int, width: int) -> bytes:
    """A small file that says to have `width ** levels` pages: each level refers to the next one that often."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>"]
    for level in range(levels):
        kids = " ".join([f"{level + 3} 0 R"] * width)
        objects.append(f"<</Type/Pages/Count {width ** (levels - level)}/Kids[{kids}]>>")
    objects.append(f"<</Type/Page/Parent {levels + 1} 0 R/MediaBox[0 0 595 842]/Resources<<>>>>")
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj{content}endobj\n".encode()
    size = len(objects) + 1
    table = "".join(f"{place:010} 00000 n \n" for place in (0, *places))
    end = f"xref\n0 {size}\n{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return out + end.encode()


def attached(name: str = "beslut.pdf", pages: int = 1) -> compose.AttachedFile:
    return compose.AttachedFile(name, pdf(pages, name))


def pages_of(file: bytes) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in PdfReader(BytesIO(file)).pages]


def pdf_of(leg: Leg) -> bytes:
    return bytes(leg.print_letter.file.pdf)


class Word(NamedTuple):
    """A piece of text, and where it stands, in millimetres from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def words_on(file: bytes, page: int = 0) -> list[Word]:
    """Each line of text where it stands on the page, as a PDF reader sees it."""
    document = pypdfium2.PdfDocument(file)
    try:
        height = document[page].get_height()
        text = document[page].get_textpage()
        found = []
        for number in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(number)
            inside = text.get_text_bounded(left, bottom, right, top)
            found.append(Word(inside, left / MM, (height - top) / MM, right / MM, (height - bottom) / MM))
        text.close()
        return found
    finally:
        document.close()
