"""The text that a person sees in a document: filled fields included, hidden layers left out."""

import ctypes
import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pypdfium2
from pypdfium2 import raw

from infra.pdf.child import documents, drawing
from infra.pdf.child.forms import fields
from infra.pdf.child.page_text import fonts, legibility, unseen
from infra.pdf.frames import Frame
from infra.pdf.problems import PdfError, PdfProblem

MAX_TEXT: Final = 20_000
"""Characters of text of one page."""
_BLANKS: Final = re.compile(r"[^\S\n]+")
_SWAPPED: Final = re.compile("昀[昀椀氀琀樀]{1,2}")
"""The ligatures ff, fi, fl ... with the octets of each letter in wrong order, as Ghostscript 10 writes them."""
_SHORT_LINE: Final = 4
"""Characters, with those of the break. Where lines are as short, each letter may stand in a line of its own."""
_FEW: Final = 12
_WIDER: Final = 8
"""Page widths that a font of one point is stretched to, for a hyphen to be wider than the page."""
_THICK, _DOWN = 40, -9
"""Points that the font is stretched to upwards, and moved by: the hyphen lies between 0 and 4 points."""


def read_text(question: Frame) -> Frame:
    """Text, and size of pictures of that `width`, of `max_pages` pages from `first`; and how many there are."""
    [content] = question.files
    document = documents.open_as_shown(content)
    count, width = len(document), question.values["width"]
    shown = documents.asked_pages(question, count)
    return Frame({"count": count, "pages": [_describe_page(document, index, width) for index in shown]})


def _describe_page(document: pypdfium2.PdfDocument, index: int, wanted: int) -> dict[str, Any]:
    """A page that cannot be loaded says so, and the others are shown."""
    try:
        with documents.page_of(document, index) as page:
            width, height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
            has_annotations = raw.FPDFPage_GetAnnotCount(page) > 0
            text, missing = _text_of(document, page)
        if has_annotations:
            text, missing = _text_with_annotations(document, index, text)
    except PdfError as problem:
        return {"width": 0, "height": 0, "text": "", "missing": "", "problem": problem.problem.value}
    scale = drawing.scale_for(width, height, wanted)
    size = {"width": math.ceil(width * scale), "height": math.ceil(height * scale)}
    return {**size, "text": clean_text(text), "missing": missing, "problem": ""}


def _text_of(document: pypdfium2.PdfDocument, page: Any) -> tuple[str, str]:
    """The text, and the characters of it that have no glyph."""
    with visible_text(document, page) as (text_page, count):
        return _characters(text_page, count), fonts.missing_glyphs(page, text_page, count)


def _text_with_annotations(document: pypdfium2.PdfDocument, index: int, without: str) -> tuple[str, str]:
    """The same with the text of fields and stamps: flattened, their text follows the page's own."""
    with documents.page_of(document, index) as page:
        pieces = fields.checkbox_pieces(document, page)
    boxes = fields.BoxPlaces(pieces)
    documents.flatten_page(document, index)
    with documents.page_of(document, index) as page, visible_text(document, page) as (text_page, count):
        text, missing = _characters(text_page, count), fonts.missing_glyphs(page, text_page, count)
        own = len(without) if text.startswith(without) else count
        pieces += fields.annotation_pieces(text_page, own, count, boxes)
        return fields.merge_pieces(fields.line_pieces(text_page, 0, own, boxes), pieces), missing


@contextmanager
def visible_text(document: pypdfium2.PdfDocument, page: Any) -> Iterator[tuple[Any, int]]:
    """The text of a page without what nobody sees; and how many characters to look at."""
    for thing in list(unseen.unseen_objects(page)):
        raw.FPDFPageObj_SetIsActive(thing, False)
    text_page = _load_text(page)
    count = min(raw.FPDFText_CountChars(text_page), MAX_TEXT)
    breaks = _breaks_in(text_page, count)
    if breaks * _SHORT_LINE > max(count, _FEW) and (level := _load_as_level(document, page, breaks)):
        raw.FPDFText_ClosePage(text_page)
        text_page, count = level
    try:
        yield text_page, 0 if legibility.is_illegible(text_page, count) else count
    finally:
        raw.FPDFText_ClosePage(text_page)


def _load_text(page: Any) -> Any:
    text_page = raw.FPDFText_LoadPage(page)
    if not text_page:
        raise PdfError(PdfProblem.DAMAGED)
    return text_page


def _breaks_in(text_page: Any, count: int) -> int:
    return _characters(text_page, count).count("\n")


def _load_as_level(document: pypdfium2.PdfDocument, page: Any, most: int) -> tuple[Any, int] | None:
    """The text, read as lines that run level, and its length, if it has fewer than so many breaks then.

    Where a program has placed each letter by itself, PDFium guesses by the places of all of them whether lines run
    level or upright. A hyphen wider than the page, at its lower edge, lets it guess that they run level.
    """
    bar = raw.FPDFPageObj_NewTextObj(document, b"Helvetica", 1)
    raw.FPDFText_SetText(bar, (ctypes.c_ushort * 2)(ord("-"), 0))
    width = raw.FPDF_GetPageWidthF(page)
    raw.FPDFPageObj_Transform(bar, _WIDER * width, 0, 0, _THICK, -width, _DOWN)
    raw.FPDFPage_InsertObject(page, bar)
    text_page = _load_text(page)
    # The bar comes last, after a break.
    count = max(min(raw.FPDFText_CountChars(text_page), MAX_TEXT) - len("\r\n-"), 0)
    if _breaks_in(text_page, count) < most:
        return text_page, count
    raw.FPDFText_ClosePage(text_page)
    return None


def _characters(text_page: Any, count: int) -> str:
    # UTF-16: two units for a character outside the first plane.
    room = (ctypes.c_ushort * (2 * count + 2))()
    written = raw.FPDFText_GetText(text_page, 0, count, room)
    return bytes(room)[: 2 * max(written - 1, 0)].decode("utf-16-le", errors="replace")


def clean_text(text: str) -> str:
    """Without the marks that PDFium leaves for soft hyphens, and without control characters."""
    # PDFium gives the two halves of a character outside the first plane one by one.
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    joined = whole.replace("\ufffe", "").replace("\r\n", "\n").replace("\r", "\n")
    lines = (_printable_line(line) for line in joined.split("\n"))
    return _SWAPPED.sub(_swapped_back, "\n".join(lines)).strip()


def _printable_line(line: str) -> str:
    """The line with a blank in place of tabs and of other blanks, by which some programs part words."""
    if line.isprintable():
        return line
    return "".join(char for char in _BLANKS.sub(" ", line) if char.isprintable())


def _swapped_back(found: re.Match[str]) -> str:
    return found[0].encode("utf-16-be").decode("utf-16-le")
