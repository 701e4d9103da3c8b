"""The pages of an attached PDF, as the mailbox shows them: pictures, and text to select laid over each."""

from dataclasses import dataclass
from typing import Final

from infra.pdf import reader
from infra.pdf.reader import TARGET_WIDTH, PageLines, PageSize, PageSummary

MAX_PAGES: Final = 100
"""Pages shown; the rest of a longer document can be downloaded."""
MAX_SHEETS: Final = 20
"""Different sizes of pages that are printed on paper of their own size; others come on A4."""

__all__ = [
    "MAX_PAGES",
    "TARGET_WIDTH",
    "MeasuredPages",
    "PageSize",
    "PageSummary",
    "ShownPdf",
    "lines",
    "measure",
    "picture",
    "read",
]


@dataclass(frozen=True, slots=True)
class ShownPdf:
    """The text of a document."""

    pages: list[PageSummary]
    page_count: int

    @property
    def is_cut(self) -> bool:
        return self.page_count > len(self.pages)


@dataclass(frozen=True, slots=True)
class MeasuredPages:
    """The sizes of a document's pages."""

    pages: list[PageSize]
    page_count: int

    @property
    def is_cut(self) -> bool:
        return self.page_count > len(self.pages)

    @property
    def sheets(self) -> list[str]:
        """The different sizes of paper that its pages have, as `sheet_of` writes them."""
        return list(dict.fromkeys(sheet_of(page) for page in self.pages if not page.problem))[:MAX_SHEETS]


def sheet_of(page: PageSize) -> str:
    """A page's size in tenths of a point, such as 5953x8419."""
    width, height = page.points
    return f"{round(width * 10)}x{round(height * 10)}"


def measure(content: bytes) -> MeasuredPages:
    """Sizes of the first `MAX_PAGES` pages.

    Raises:
        PdfError
    """
    found = reader.measure(content, MAX_PAGES)
    return MeasuredPages(found.pages, found.page_count)


def read(content: bytes) -> ShownPdf:
    """Size and text of the first `MAX_PAGES` pages.

    Raises:
        PdfError
    """
    found = reader.read(content, MAX_PAGES)
    return ShownPdf(found.pages, found.page_count)


def lines(content: bytes, number: int) -> PageLines | None:
    """The text of page `number`, counted from 1, with its places; None when there is no such page.

    Raises:
        PdfError
    """
    return reader.read_lines(content, number) if is_shown(number) else None


def picture(content: bytes, number: int) -> bytes | None:
    """Page `number`, counted from 1, as PNG; None when there is no such page.

    Raises:
        PdfError
    """
    return reader.draw(content, number) if is_shown(number) else None


def is_shown(number: int) -> bool:
    return 1 <= number <= MAX_PAGES
