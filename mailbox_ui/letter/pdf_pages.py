"""The pages of a PDF as pictures and as text."""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil, sqrt

import pypdfium2
from pypdfium2 import raw

MAX_PAGES = 100
"""Pages shown; the rest of a longer document can be downloaded."""
TARGET_WIDTH = 1_400
"""Pixels: sharp on a dense screen at the width that a page is shown in."""
MAX_PIXELS = 4_000_000
MAX_SCALE = 6.0
MAX_TEXT = 20_000
"""Characters of text of one page."""

# PDFium keeps global state and is not thread-safe: one document at a time, opened and closed within.
_one_at_a_time = threading.Lock()


class UnreadablePdfError(Exception):
    """The file cannot be shown: it is damaged or no PDF."""


class EncryptedPdfError(UnreadablePdfError):
    """The file cannot be shown: it asks for a password."""


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    """Counted from 1."""
    width: int
    height: int
    """Pixels of the picture."""
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    pages: list[Page]
    page_count: int

    @property
    def is_cut(self) -> bool:
        return self.page_count > len(self.pages)


def read(content: bytes) -> Document:
    """Size and text of the first `MAX_PAGES` pages.

    Raises:
        EncryptedPdfError, UnreadablePdfError
    """
    with _opened(content) as pdf:
        count = len(pdf)
        pages = [_read_page(pdf, index) for index in range(min(count, MAX_PAGES))]
    if not pages:
        raise UnreadablePdfError
    return Document(pages, count)


def picture(content: bytes, number: int) -> bytes | None:
    """Page `number`, counted from 1, as PNG; None when there is no such page.

    Raises:
        EncryptedPdfError, UnreadablePdfError
    """
    with _opened(content) as pdf:
        if not 1 <= number <= min(len(pdf), MAX_PAGES):
            return None
        pdf.init_forms()
        with _page(pdf, number - 1) as page:
            bitmap = page.render(scale=_scale(*page.get_size()))
            out = io.BytesIO()
            bitmap.to_pil().save(out, "PNG")
            bitmap.close()
    return out.getvalue()


def _read_page(pdf: pypdfium2.PdfDocument, index: int) -> Page:
    with _page(pdf, index) as page:
        width, height = page.get_size()
        scale = _scale(width, height)
        text_page = page.get_textpage()
        text = text_page.get_text_range(count=min(text_page.count_chars(), MAX_TEXT))
        text_page.close()
    return Page(index + 1, ceil(width * scale), ceil(height * scale), _readable(text))


def _scale(width: float, height: float) -> float:
    """Points to pixels, such that no page, however odd its shape, needs more than `MAX_PIXELS`."""
    if width <= 0 or height <= 0:
        raise UnreadablePdfError
    return min(TARGET_WIDTH / width, sqrt(MAX_PIXELS / (width * height)), MAX_SCALE)


def _readable(text: str) -> str:
    """Without the marks that PDFium leaves for soft hyphens, and without control characters."""
    joined = text.replace("\ufffe", "").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in joined if char == "\n" or char.isprintable()).strip()


@contextmanager
def _opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with _one_at_a_time:
        try:
            pdf = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as problem:
            raise _explained(problem) from problem
        try:
            yield pdf
        except pypdfium2.PdfiumError as problem:
            raise UnreadablePdfError from problem
        finally:
            pdf.close()


@contextmanager
def _page(pdf: pypdfium2.PdfDocument, index: int) -> Iterator[pypdfium2.PdfPage]:
    page = pdf[index]
    try:
        yield page
    finally:
        page.close()


def _explained(problem: pypdfium2.PdfiumError) -> UnreadablePdfError:
    code = getattr(problem, "err_code", None)
    is_locked = code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
    return EncryptedPdfError() if is_locked else UnreadablePdfError()
