"""The pages of an attached PDF, as the mailbox shows them: pictures, and text to select laid over each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Generic, NamedTuple, TypeVar

from infra.pdf import reader
from infra.pdf.reader import TARGET_WIDTH, PageLines, PageSize, PageSummary

PAGES_AT_ONCE: Final = 100
"""A longer document is shown in parts of so many pages."""
MAX_NUMBER: Final = 100_000
"""Of a page that can be asked for."""
MAX_SEARCHED: Final = 500
"""Pages that a search reads."""
MAX_SHEETS: Final = 20
"""Different sizes of pages that are printed on paper of their own size; others come on A4."""

__all__ = [
    "MAX_SEARCHED",
    "PAGES_AT_ONCE",
    "TARGET_WIDTH",
    "MeasuredPages",
    "PageRange",
    "PageSize",
    "PageSummary",
    "ShownPdf",
    "draw_page",
    "measure_pages",
    "read_lines",
    "read_pdf",
]

Page = TypeVar("Page", PageSize, PageSummary)


class PageRange(NamedTuple):
    """Pages by their numbers, both ends included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Part(Generic[Page]):
    """The pages of a document that are shown at once, and how many it has."""

    pages: list[Page]
    page_count: int

    @property
    def shown(self) -> PageRange:
        return PageRange(self.pages[0].number, self.pages[-1].number)

    @property
    def before(self) -> PageRange | None:
        """The part before this one; None: this is the first."""
        first = self.shown.first
        return PageRange(first - PAGES_AT_ONCE, first - 1) if first > 1 else None

    @property
    def after(self) -> PageRange | None:
        """The part after this one; None: this is the last."""
        last = self.shown.last
        return PageRange(last + 1, min(last + PAGES_AT_ONCE, self.page_count)) if last < self.page_count else None

    @property
    def is_cut(self) -> bool:
        """There are other parts."""
        return self.page_count > len(self.pages)


class ShownPdf(_Part[PageSummary]):
    """The text of a part of a document."""


class MeasuredPages(_Part[PageSize]):
    """The sizes of the pages of a part."""

    @property
    def sheets(self) -> list[str]:
        """The different sizes of paper that its pages have, as `sheet_of` writes them."""
        return list(dict.fromkeys(sheet_of(page) for page in self.pages if not page.problem))[:MAX_SHEETS]


def start_of_part(number: int) -> int:
    """The first page of the part in which page `number` is."""
    within = max(1, min(number, MAX_NUMBER))
    return within - (within - 1) % PAGES_AT_ONCE


def sheet_of(page: PageSize) -> str:
    """A page's size in tenths of a point, such as 5953x8419."""
    width, height = page.points
    return f"{round(width * 10)}x{round(height * 10)}"


def measure_pages(content: bytes, number: int = 1) -> MeasuredPages:
    """Sizes of the pages of the part in which page `number` is; of the first part where there is no such page.

    Raises:
        PdfError
    """
    found = reader.measure_pages(content, PAGES_AT_ONCE, start_of_part(number))
    return MeasuredPages(found.pages, found.page_count) if found.pages else measure_pages(content)


def read_pdf(content: bytes, number: int = 1) -> ShownPdf:
    """Size and text of the pages of that part.

    Raises:
        PdfError
    """
    found = reader.read_pdf(content, PAGES_AT_ONCE, start_of_part(number))
    return ShownPdf(found.pages, found.page_count) if found.pages else read_pdf(content)


def read_parts(content: bytes) -> Iterator[PageSummary]:
    """The first `MAX_SEARCHED` pages, each part read when it is asked for.

    Raises:
        PdfError
    """
    for first in range(1, MAX_SEARCHED + 1, PAGES_AT_ONCE):
        part = read_pdf(content, first)
        yield from part.pages
        if part.after is None:
            return


def read_lines(content: bytes, number: int) -> PageLines | None:
    """The text of page `number`, counted from 1, with its places; None when there is no such page.

    Raises:
        PdfError
    """
    return reader.read_lines(content, number) if may_exist(number) else None


def draw_page(content: bytes, number: int) -> bytes | None:
    """Page `number`, counted from 1, as PNG; None when there is no such page.

    Raises:
        PdfError
    """
    return reader.draw_page(content, number) if may_exist(number) else None


def may_exist(number: int) -> bool:
    return 1 <= number <= MAX_NUMBER
