"""Pages brought onto sheets of A4, and documents put one after another for printing on both sides."""

from collections.abc import Sequence
from typing import Any, Final

import pypdfium2
from pypdfium2 import raw

from infra.pdf.child import documents, layers
from infra.pdf.child.page_text import fonts
from infra.pdf.frames import Frame
from infra.pdf.problems import PdfError, PdfProblem

A4: Final = (595.28, 841.89)
"""Points."""
_QUARTERS: Final = 4
_UPRIGHT: Final = 3
"""Quarter turns, clockwise, that bring the top of a landscape page to the left."""


def place_pages(question: Frame) -> Frame:
    """Put each page as one object on a sheet of A4: landscape pages are turned, all are scaled to fit and centred.

    Files: the document; the mark to draw on each page; the notice for a page that cannot be shown. The answer
    has the number of `pages`, the numbers of the `bad` ones, and the `missing_fonts`.
    """
    content, mark, notice = question.files
    document = documents.open_as_shown(content)
    count = len(document)
    if count > question.values["max_pages"]:
        raise PdfError(PdfProblem.TOO_MANY_PAGES)
    missing = fonts.missing_fonts(document)
    bad = [index for index in range(count) if not _prepare_page(document, index)]
    if len(bad) == count:
        raise PdfError(PdfProblem.DAMAGED)
    if bad:
        document = _without(document, bad)
    placed = _place_on_a4(document)
    for index in bad:
        placed.import_pages(pypdfium2.PdfDocument(notice), index=index)
    _mark_pages(placed, pypdfium2.PdfDocument(mark))
    values = {"pages": count, "bad": [index + 1 for index in bad], "missing_fonts": missing}
    return Frame(values, [documents.save_document(placed)])


def join_documents(question: Frame) -> Frame:
    """The documents one after another, each beginning on a sheet of its own."""
    joined = pypdfium2.PdfDocument.new()
    pages_of_each = []
    for content in question.files:
        if len(joined) % 2:
            joined.new_page(*A4).close()
        document = pypdfium2.PdfDocument(content)
        joined.import_pages(document)
        pages_of_each.append(len(document))
        document.close()
    return Frame(
        {"pages": len(joined), "pages_of_each": pages_of_each},
        [layers.restore_layers(documents.save_document(joined))],
    )


def _prepare_page(document: pypdfium2.PdfDocument, index: int) -> bool:
    try:
        documents.flatten_page(document, index)
        with documents.page_of(document, index) as page:
            if raw.FPDF_GetPageWidthF(page) > raw.FPDF_GetPageHeightF(page):
                raw.FPDFPage_SetRotation(page, (raw.FPDFPage_GetRotation(page) + _UPRIGHT) % _QUARTERS)
    except PdfError:
        return False
    return True


def _without(document: pypdfium2.PdfDocument, bad: Sequence[int]) -> pypdfium2.PdfDocument:
    """The other pages in a document of their own: PDFium crashes when it deletes a page that is not there."""
    good = pypdfium2.PdfDocument.new()
    good.import_pages(document, [index for index in range(len(document)) if index not in bad])
    return good


def _place_on_a4(document: pypdfium2.PdfDocument) -> pypdfium2.PdfDocument:
    """Put each page on a sheet as a form, so that nothing in it depends on where it stands.

    PDFium makes forms of pages when it puts several on a sheet. So each page is put beside an empty one, and
    that half of the sheet is cut off. Forms made one by one would copy what pages share, such as fonts.
    """
    for index in range(len(document), 0, -1):
        raw.FPDF_ClosePage(raw.FPDFPage_New(document, index, *A4))
    made = raw.FPDF_ImportNPagesToOne(document, 2 * A4[0], A4[1], 2, 1)
    if not made:
        raise PdfError(PdfProblem.DAMAGED)
    placed = pypdfium2.PdfDocument(made)
    for index in range(len(placed)):
        with documents.page_of(placed, index) as page:
            raw.FPDFPage_SetMediaBox(page, 0, 0, *A4)
    return placed


def _mark_pages(document: pypdfium2.PdfDocument, mark: pypdfium2.PdfDocument) -> None:
    form = raw.FPDF_NewXObjectFromPage(document, mark, 0)
    for index in range(len(document)):
        with documents.page_of(document, index) as page:
            _draw_on(page, form)
    raw.FPDF_CloseXObject(form)


def _draw_on(page: Any, form: Any) -> None:
    raw.FPDFPage_InsertObject(page, raw.FPDF_NewFormObjectFromXObject(form))
    raw.FPDFPage_GenerateContent(page)
