"""The lines of text of a page with their places, to lay over its picture; and the sizes of all pages."""

import ctypes
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2
from pypdfium2 import raw

from infra.pdf.child import documents, drawing
from infra.pdf.child.page_text import fonts, text
from infra.pdf.frames import Frame
from infra.pdf.problems import PdfError

MAX_LINES: Final = 1_500
"""Of one page."""
MAX_LINE: Final = 500
"""Characters of one line."""
MAX_PIECES: Final = 20_000
"""Of the lines of one page."""
Box = tuple[float, float, float, float]
"""Left, top, width and height of what is shown, in points."""
_UNEVEN: Final = 0.25
"""Of the height: how far the middle of a letter may lie above or under a line, as that of a comma does."""
_OVERLAP: Final = 0.5
_GAP: Final = 1.0
"""Of the height of a line: between words of it, and less than between columns."""
_QUARTER: Final = 90
_WHOLE: Final = 360


def measure_pages(question: Frame) -> Frame:
    """How many pages there are; of `max_pages` from `first` the size in points, and in pixels at that `width`."""
    [content] = question.files
    document = documents.open_document(content)
    count, width = len(document), question.values["width"]
    shown = documents.asked_pages(question, count)
    return Frame({"count": count, "pages": [_measure_page(document, index, width) for index in shown]})


def _measure_page(document: pypdfium2.PdfDocument, index: int, wanted: int) -> dict[str, Any]:
    """A page that cannot be loaded says so, and the others are shown."""
    try:
        with documents.page_of(document, index) as page:
            points = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
    except PdfError as problem:
        return {"points": [0, 0], "width": 0, "height": 0, "problem": problem.problem.value}
    scale = drawing.scale_for(*points, wanted)
    width, height = (math.ceil(length * scale) for length in points)
    return {"points": points, "width": width, "height": height, "problem": ""}


def read_lines(question: Frame) -> Frame:
    """The lines of page `number`, counted from 1, and the characters without a glyph; nothing without that page.

    A line is its text, its left and upper edge, its width and its height, in points from the upper left corner,
    and the angle that it is turned by, clockwise in degrees.
    """
    [content] = question.files
    index = question.values["number"] - 1
    document = documents.open_as_shown(content)
    if not 0 <= index < len(document):
        return Frame({})
    documents.flatten_page(document, index)
    with documents.page_of(document, index) as page, text.visible_text(document, page) as (text_page, count):
        size = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
        lines = list(_lines_of(page, text_page, count))
        return Frame({"size": size, "lines": lines, "missing": fonts.missing_glyphs(page, text_page, count)})


@dataclass
class _Piece:
    """A part of a line: its edges in the page's own space, and its box as the page is shown."""

    left: float
    top: float
    right: float
    bottom: float
    shown: Box

    def continues(self, line: "_Piece") -> bool:
        """Whether it stands in the same line as shown, with no more than a gap between words."""
        left, top, width, height = self.shown
        line_left, line_top, line_width, line_height = line.shown
        tall = max(height, line_height)
        # What is written from right to left continues on the left.
        gap = max(left - (line_left + line_width), line_left - (left + width))
        middle = top + height / 2
        is_level = line_top - tall * _UNEVEN < middle < line_top + line_height + tall * _UNEVEN
        return is_level and -tall * _OVERLAP < gap < tall * _GAP

    def extend(self, other: "_Piece") -> None:
        """Take in the other, which continues it."""
        self.left, self.right = min(self.left, other.left), max(self.right, other.right)
        self.bottom, self.top = min(self.bottom, other.bottom), max(self.top, other.top)
        left, top, width, height = self.shown
        new_left, new_top, new_width, new_height = other.shown
        least, highest = min(left, new_left), min(top, new_top)
        most, lowest = max(left + width, new_left + new_width), max(top + height, new_top + new_height)
        self.shown = (least, highest, most - least, lowest - highest)


def _lines_of(page: Any, text_page: Any, count: int) -> Iterator[list[Any]]:
    for line in _joined(_pieces_of(page, text_page, count)):
        edges = line.left, line.top, line.right, line.bottom
        if written := _text_within(text_page, *edges):
            angle = _angle_at(text_page, *edges) + raw.FPDFPage_GetRotation(page) * _QUARTER
            yield [written, *(round(value, 2) for value in line.shown), angle % _WHOLE]


def _pieces_of(page: Any, text_page: Any, count: int) -> Iterator[_Piece]:
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    for number in range(min(raw.FPDFText_CountRects(text_page, 0, count), MAX_PIECES)):
        raw.FPDFText_GetRect(text_page, number, left, top, right, bottom)
        edges = left.value, top.value, right.value, bottom.value
        yield _Piece(*edges, _place_on(page, *edges))


def _joined(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """The lines that the pieces are parts of: many programs place each letter by itself. Up to MAX_LINES."""
    line: _Piece | None = None
    found = 0
    for piece in pieces:
        if line is not None and piece.continues(line):
            line.extend(piece)
            continue
        if line is not None:
            yield line
            found += 1
        if found >= MAX_LINES:
            return
        line = piece
    if line is not None:
        yield line


def _text_within(text_page: Any, left: float, top: float, right: float, bottom: float) -> str:
    room = (ctypes.c_ushort * MAX_LINE)()
    written = raw.FPDFText_GetBoundedText(text_page, left, top, right, bottom, room, MAX_LINE)
    found = bytes(room)[: 2 * min(written, MAX_LINE)].decode("utf-16-le", errors="replace")
    return " ".join(text.clean_text(found.replace("\x00", "")).split())


def _place_on(page: Any, left: float, top: float, right: float, bottom: float) -> Box:
    """The box from the upper left corner of the page as it is shown: turned, and cut, as the page says."""
    size = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
    corners = [_shown_at(page, x, y, *size) for x, y in ((left, top), (right, bottom))]
    (one, two), (three, four) = corners
    return min(one, three), min(two, four), abs(three - one), abs(four - two)


_FINE: Final = 10
"""Parts of a point in which PDFium is asked for places, as it answers in whole ones."""


def _shown_at(page: Any, x: float, y: float, width: float, height: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    area = (0, 0, math.ceil(width * _FINE), math.ceil(height * _FINE), 0)
    raw.FPDF_PageToDevice(page, *area, x, y, across, down)
    return across.value / _FINE, down.value / _FINE


def _angle_at(text_page: Any, left: float, top: float, right: float, bottom: float) -> int:
    place = raw.FPDFText_GetCharIndexAtPos(
        text_page, (left + right) / 2, (top + bottom) / 2, (right - left) / 2 + 1, (top - bottom) / 2 + 1
    )
    angle = raw.FPDFText_GetCharAngle(text_page, place) if place >= 0 else 0
    return round(math.degrees(angle)) if angle > 0 else 0
