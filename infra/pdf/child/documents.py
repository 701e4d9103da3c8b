"""Open a PDF with PDFium, and make what it shows part of its pages."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
from pypdfium2 import raw

from infra.pdf.child import layers
from infra.pdf.problems import PdfError, PdfProblem

_LOCKED = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)


def open_document(content: bytes) -> pypdfium2.PdfDocument:
    """Open a file with PDFium, which repairs much damage and opens files whose password is empty.

    Raises:
        PdfError: ENCRYPTED or DAMAGED.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        # PDFium may report an older error; an encrypted file names its encryption in plain text.
        is_locked = getattr(problem, "err_code", None) in _LOCKED and b"/Encrypt" in content
        raise PdfError(PdfProblem.ENCRYPTED if is_locked else PdfProblem.DAMAGED) from problem
    if not len(document):
        raise PdfError(PdfProblem.DAMAGED)
    # Makes pictures for fields that have none.
    document.init_forms()
    return document


def open_with_layers(content: bytes) -> pypdfium2.PdfDocument:
    """Open a file; if it has layers, each one is tagged as hidden or not (`layers.tag_layers`).

    Raises:
        PdfError: as `open_document`.
    """
    document = open_document(content)
    clean = save_document(document)
    if not layers.has_layers(clean):
        return document
    document.close()
    return open_document(layers.tag_layers(clean))


def save_document(document: pypdfium2.PdfDocument) -> bytes:
    """The document as a file: without encryption, its objects in plain view."""
    out = io.BytesIO()
    document.save(out, flags=raw.FPDF_NO_INCREMENTAL | raw.FPDF_REMOVE_SECURITY)
    return out.getvalue()


@contextmanager
def page_of(document: pypdfium2.PdfDocument, index: int) -> Iterator[Any]:
    """A page by its index from 0, closed afterwards.

    Raises:
        PdfError: DAMAGED: it cannot be loaded, or has no area.
    """
    page = raw.FPDF_LoadPage(document, index)
    if not page:
        raise PdfError(PdfProblem.DAMAGED)
    try:
        if raw.FPDF_GetPageWidthF(page) <= 0 or raw.FPDF_GetPageHeightF(page) <= 0:
            raise PdfError(PdfProblem.DAMAGED)
        yield page
    finally:
        raw.FPDF_ClosePage(page)


def flatten(document: pypdfium2.PdfDocument, index: int) -> None:
    """Make annotations and filled fields part of the page, as they are shown: stamps, comments, signatures.

    Raises:
        PdfError: as `page_of`.
    """
    with page_of(document, index) as page:
        if raw.FPDFPage_GetAnnotCount(page) > 0:
            _give_appearances(page)
            raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)


def _give_appearances(page: Any) -> None:
    """PDFium makes pictures for annotations that have none when it draws the page. One pixel is enough."""
    bitmap = raw.FPDFBitmap_Create(1, 1, 0)
    raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, 1, 1, 0, raw.FPDF_ANNOT)
    raw.FPDFBitmap_Destroy(bitmap)
