"""The text of a page, laid over its picture so that it can be selected, copied, found and read aloud."""

from collections.abc import Sequence
from dataclasses import dataclass

from infra.pdf.reader import TextLine
from mailbox_ui.letter import pdf_pages, text_search
from mailbox_ui.letter.text_search import Mark


@dataclass(frozen=True, slots=True)
class LaidLine:
    """A line as SVG writes it: where it begins on its base line, how long and high it is, and how it is turned."""

    text: str
    left: float
    base: float
    length: float
    height: float
    turn: str


@dataclass(frozen=True, slots=True)
class TextLayer:
    """All lines of a page, and what is marked of them."""

    width: float
    height: float
    lines: Sequence[LaidLine]
    marks: Sequence[Mark]
    missing_glyphs: str


BASE = 0.8
"""The part of a line's height that stands above its base line."""
UPRIGHT = range(45, 136), range(225, 316)
"""Angles at which the longer side of a line stands up."""


def layer_of(content: bytes, number: int, words: str = "") -> TextLayer | None:
    """The text of page `number`, counted from 1, with the places of `words` marked; None: there is no such page.

    Raises:
        PdfError
    """
    page = pdf_pages.read_lines(content, number)
    if page is None:
        return None
    marks = [mark for line in page.lines for mark in text_search.marks_in(line, words)]
    missing = " ".join(page.missing_glyphs)
    return TextLayer(page.width, page.height, [_laid(line) for line in page.lines], marks, missing)


def _laid(line: TextLine) -> LaidLine:
    """A turned line is written level around the middle of its box, and then turned there."""
    across, down = line.left + line.width / 2, line.top + line.height / 2
    is_upright = any(line.angle in angles for angles in UPRIGHT)
    length, height = (line.height, line.width) if is_upright else (line.width, line.height)
    return LaidLine(
        line.text,
        round(across - length / 2, 2),
        round(down - height / 2 + height * BASE, 2),
        max(length, 1),
        max(height, 1),
        f"rotate({line.angle} {across:.2f} {down:.2f})" if line.angle else "",
    )
