"""Open a PDF with PDFium, and make what it shows part of its pages."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
from pypdfium2 import raw

from infra.pdf.child import layers
from infra.pdf.child.forms import appearances
from infra.pdf.frames import Frame
from infra.pdf.problems import PdfError, PdfProblem

_ROOT = re.compile(rb"/Root\s+(\d{1,10})\s+(\d{1,5})\s+R")
_CATALOGUE = re.compile(rb"/Type\s*/Catalog\b")
_NUMBER = re.compile(rb"(\d{1,10})\s+(\d{1,5})\s+\Z")
_BEFORE_OBJECT = 40
"""Octets in which an object's number stands before its word obj."""
_LOCKED = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)


def open_document(content: bytes) -> pypdfium2.PdfDocument:
    """Open a file with PDFium, which repairs much damage and opens files with an empty password.

    Raises:
        PdfError: ENCRYPTED, DAMAGED or DYNAMIC_FORM.
    """
    try:
        document = _open(content)
    except PdfError as failure:
        whole = _with_end(content) if failure.problem is PdfProblem.DAMAGED else None
        if whole is None:
            raise
        document = _open(whole)
    if not len(document):
        raise PdfError(PdfProblem.DAMAGED)
    if document.get_formtype() == raw.FORMTYPE_XFA_FULL:
        raise PdfError(PdfProblem.DYNAMIC_FORM)
    # Makes pictures for fields that have none.
    document.init_forms()
    return document


def _open(content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        # PDFium may report an older error; an encrypted file names its encryption in plain text.
        is_locked = getattr(problem, "err_code", None) in _LOCKED and b"/Encrypt" in content
        raise PdfError(PdfProblem.ENCRYPTED if is_locked else PdfProblem.DAMAGED) from problem


def _with_end(content: bytes) -> bytes | None:
    """The file with an end, which it has lost or has damaged; None: it does not say what belongs there."""
    root = _number_of_root(content)
    end = b"\ntrailer<</Root %s R>>\nstartxref\n0\n%%%%EOF\n"
    return content + end % root if root else None


def _number_of_root(content: bytes) -> bytes:
    """The number of the document's catalogue: as an end says that is left, or where it stands itself."""
    if found := list(_ROOT.finditer(content)):
        return b" ".join(found[-1].groups())
    for catalogue in _CATALOGUE.finditer(content):
        place = content.rfind(b"obj", 0, catalogue.start())
        number = _NUMBER.search(content[max(0, place - _BEFORE_OBJECT) : max(0, place)])
        if number:
            return b" ".join(number.groups())
    return b""


def open_as_shown(content: bytes) -> pypdfium2.PdfDocument:
    """Open a file in which layers and annotations say how they are shown.

    Each layer is tagged as hidden or not (`layers.tag_layers`), and annotations without a picture have one.

    Raises:
        PdfError: as `open_document`.
    """
    document = open_document(content)
    clean = save_document(document)
    has_layers, lacks_pictures = layers.has_layers(clean), appearances.may_lack(clean)
    if not has_layers and not lacks_pictures:
        return document
    document.close()
    if has_layers:
        clean = layers.tag_layers(clean)
    return open_document(appearances.give_appearances(clean) if lacks_pictures else clean)


def may_have_layers(content: bytes) -> bool:
    """Whether the file names layers, or its objects are packed so that nobody sees whether it does."""
    return b"/OCProperties" in content or b"/ObjStm" in content


def save_document(document: pypdfium2.PdfDocument) -> bytes:
    """The document as a file: without encryption, its objects in plain view."""
    out = io.BytesIO()
    document.save(out, flags=raw.FPDF_NO_INCREMENTAL | raw.FPDF_REMOVE_SECURITY)
    return out.getvalue()


def asked_pages(question: Frame, count: int) -> range:
    """The indices of the pages that a question is about, of a document with so many."""
    start = question.values["first"] - 1
    return range(start, min(count, start + question.values["max_pages"]))


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


def flatten_page(document: pypdfium2.PdfDocument, index: int) -> None:
    """Make annotations and filled fields part of the page, as they are shown: stamps, comments, signatures.

    Raises:
        PdfError: as `page_of`.
    """
    with page_of(document, index) as page:
        if raw.FPDFPage_GetAnnotCount(page) > 0:
            _hide_unseen(page)
            _give_appearances(page)
            raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)


def _hide_unseen(page: Any) -> None:
    """Hide what is not shown on screens: PDFium would make it part of the page."""
    for number in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        flags = raw.FPDFAnnot_GetFlags(annotation)
        if flags & raw.FPDF_ANNOT_FLAG_NOVIEW:
            raw.FPDFAnnot_SetFlags(annotation, flags | raw.FPDF_ANNOT_FLAG_HIDDEN)
        raw.FPDFPage_CloseAnnot(annotation)


def _give_appearances(page: Any) -> None:
    """PDFium makes pictures for annotations that have none when it draws the page. One pixel is enough."""
    bitmap = raw.FPDFBitmap_Create(1, 1, 0)
    raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, 1, 1, 0, raw.FPDF_ANNOT)
    raw.FPDFBitmap_Destroy(bitmap)
