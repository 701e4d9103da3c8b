"""The pages of an attached PDF, as the mailbox shows them: pictures, and text beside them."""

from dataclasses import dataclass
from typing import Final

from infra.pdf import reader
from infra.pdf.reader import TARGET_WIDTH, PageSummary

MAX_PAGES: Final = 100
"""Pages shown; the rest of a longer document can be downloaded."""

__all__ = ["MAX_PAGES", "TARGET_WIDTH", "Document", "PageSummary", "picture", "read"]


@dataclass(frozen=True, slots=True)
class Document:
    """What is shown of a document."""

    pages: list[PageSummary]
    page_count: int

    @property
    def is_cut(self) -> bool:
        return self.page_count > len(self.pages)

    @property
    def missing_glyphs(self) -> str:
        """The characters that stand in the text and that the pictures do not show."""
        return " ".join(sorted({glyph for page in self.pages for glyph in page.missing_glyphs}))


def read(content: bytes) -> Document:
    """Size and text of the first `MAX_PAGES` pages.

    Raises:
        PdfError
    """
    found = reader.read(content, MAX_PAGES)
    return Document(found.pages, found.page_count)


def picture(content: bytes, number: int) -> bytes | None:
    """Page `number`, counted from 1, as PNG; None when there is no such page.

    Raises:
        PdfError
    """
    return reader.draw(content, number) if 1 <= number <= MAX_PAGES else None
