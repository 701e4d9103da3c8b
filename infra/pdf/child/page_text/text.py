"""The text that a person sees in a document: filled fields included, hidden layers left out."""

import ctypes
import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pypdfium2
from pypdfium2 import raw

from infra.pdf.child import documents, drawing, layers
from infra.pdf.child.forms import fields
from infra.pdf.child.page_text import fonts
from infra.pdf.frames import Frame
from infra.pdf.problems import PdfError, PdfProblem

MAX_TEXT: Final = 20_000
"""Characters of text of one page."""
MAX_DEPTH: Final = 12
"""Of forms within forms, where hidden layers are looked for."""


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
            text, missing = _text_of(page)
        if has_annotations:
            text, missing = _text_with_annotations(document, index, text)
    except PdfError as problem:
        return {"width": 0, "height": 0, "text": "", "missing": "", "problem": problem.problem.value}
    scale = drawing.scale_for(width, height, wanted)
    size = {"width": math.ceil(width * scale), "height": math.ceil(height * scale)}
    return {**size, "text": clean_text(text), "missing": missing, "problem": ""}


def _text_of(page: Any) -> tuple[str, str]:
    """The text, and the characters of it that have no glyph."""
    with visible_text(page) as (text_page, count):
        return _characters(text_page, count), fonts.missing_glyphs(page, text_page, count)


def _text_with_annotations(document: pypdfium2.PdfDocument, index: int, without: str) -> tuple[str, str]:
    """The same with the text of fields and stamps: flattened, their text follows the page's own."""
    with documents.page_of(document, index) as page:
        pieces = fields.checkbox_pieces(document, page)
    documents.flatten_page(document, index)
    with documents.page_of(document, index) as page, visible_text(page) as (text_page, count):
        text, missing = _characters(text_page, count), fonts.missing_glyphs(page, text_page, count)
        own = len(without) if text.startswith(without) else count
        pieces += fields.annotation_pieces(text_page, own, count)
        return fields.merge_pieces(fields.line_pieces(text_page, 0, own), pieces), missing


@contextmanager
def visible_text(page: Any) -> Iterator[tuple[Any, int]]:
    """The text of a page without hidden layers and what lies off the page; and how many characters to look at."""
    for unseen in [*_hidden_objects(page), *_objects_off_the_page(page)]:
        raw.FPDFPageObj_SetIsActive(unseen, False)
    text_page = raw.FPDFText_LoadPage(page)
    if not text_page:
        raise PdfError(PdfProblem.DAMAGED)
    try:
        yield text_page, min(raw.FPDFText_CountChars(text_page), MAX_TEXT)
    finally:
        raw.FPDFText_ClosePage(text_page)


def _characters(text_page: Any, count: int) -> str:
    # UTF-16: two units for a character outside the first plane.
    room = (ctypes.c_ushort * (2 * count + 2))()
    written = raw.FPDFText_GetText(text_page, 0, count, room)
    return bytes(room)[: 2 * max(written - 1, 0)].decode("utf-16-le", errors="replace")


def _objects_off_the_page(page: Any) -> Iterator[Any]:
    """What was cropped away, such as the other half of a sheet."""
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, box)
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for number in range(raw.FPDFPage_CountObjects(page)):
        thing = raw.FPDFPage_GetObject(page, number)
        if not raw.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
            continue
        is_beside = right.value < box.left or left.value > box.right
        if is_beside or top.value < box.bottom or bottom.value > box.top:
            yield thing


def _hidden_objects(page: Any) -> Iterator[Any]:
    for number in range(raw.FPDFPage_CountObjects(page)):
        yield from _hidden_within(raw.FPDFPage_GetObject(page, number), 0)


def _hidden_within(thing: Any, depth: int) -> Iterator[Any]:
    if _is_hidden(thing):
        yield thing
    elif raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
        for number in range(raw.FPDFFormObj_CountObjects(thing)):
            yield from _hidden_within(raw.FPDFFormObj_GetObject(thing, number), depth + 1)


def _is_hidden(thing: Any) -> bool:
    return any(_marks_hidden(raw.FPDFPageObj_GetMark(thing, n)) for n in range(raw.FPDFPageObj_CountMarks(thing)))


def _marks_hidden(mark: Any) -> bool:
    value = ctypes.c_int(0)
    found = raw.FPDFPageObjMark_GetParamIntValue(mark, layers.HIDDEN.encode(), value)
    return bool(found) and value.value == 1


def clean_text(text: str) -> str:
    """Without the marks that PDFium leaves for soft hyphens, and without control characters."""
    joined = text.replace("\ufffe", "").replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(_printable_line(line) for line in joined.split("\n")).strip()


def _printable_line(line: str) -> str:
    return line if line.isprintable() else "".join(filter(str.isprintable, line))
