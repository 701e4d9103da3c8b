"""Read, draw and place PDF files that anybody may have made, each time in a child process with limits."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Final

from infra.pdf.frames import Frame
from infra.pdf.problems import PdfError, PdfProblem
from infra.pdf.workers import MEBIBYTE, WorkerLimits, WorkerPool

TARGET_WIDTH: Final = 1_400
"""Pixels of a picture: sharp on a dense screen at the width that a page is shown in."""
MAX_INPUT: Final = 32 * MEBIBYTE
MAX_CHILDREN: Final = 2
"""Of this process. Further questions wait until a child is free."""
READING: Final = WorkerLimits(cpu_seconds=5, wall_seconds=12, wait_seconds=3)
"""Of a page that a person waits for."""
PRINTING: Final = WorkerLimits(cpu_seconds=20, wall_seconds=60, wait_seconds=180)
JOINING: Final = WorkerLimits(cpu_seconds=60, wall_seconds=180, wait_seconds=180)
REMEMBER_SECONDS: Final = 600
MAX_REMEMBERED: Final = 500
MAX_FAILURES: Final = 5
"""Questions about one document that may reach their limits. Then no page of it is tried: others wait, too."""

_workers: Final = WorkerPool(MAX_CHILDREN)


@dataclass(frozen=True, slots=True)
class PageSummary:
    """The facts of a page that is not drawn."""

    number: int
    """Counted from 1."""
    width: int
    height: int
    """Pixels of the picture."""
    text: str
    missing_glyphs: str
    """Characters of the text that the picture does not show."""
    problem: PdfProblem | None
    """Why it cannot be shown."""


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """Some pages of a document, one after another, and how many it has."""

    pages: list[PageSummary]
    page_count: int


@dataclass(frozen=True, slots=True)
class PageSize:
    """A page that is neither read nor drawn yet."""

    number: int
    """Counted from 1."""
    points: tuple[float, float]
    """Width and height on paper; 72 to the inch."""
    width: int
    height: int
    """Pixels of the picture."""
    problem: PdfProblem | None
    """Why it cannot be shown."""


@dataclass(frozen=True, slots=True)
class MeasuredDocument:
    """The sizes of some pages of a document, one after another, and how many it has."""

    pages: list[PageSize]
    page_count: int


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text with its place, in points from the upper left corner of the page."""

    text: str
    left: float
    top: float
    width: float
    height: float
    angle: int
    """Degrees, clockwise, that it is turned by."""


@dataclass(frozen=True, slots=True)
class PageLines:
    """The text of a page, to lay over its picture."""

    width: float
    height: float
    """Points."""
    lines: list[TextLine]
    missing_glyphs: str
    """Characters of the text that the picture does not show."""


@dataclass(frozen=True, slots=True)
class PlacedDocument:
    """A document on sheets of A4."""

    pdf: bytes
    pages: int
    bad_pages: Sequence[int]
    """Numbers from 1 of pages that cannot be shown: a notice stands in their place."""
    missing_fonts: Sequence[str]
    """Names of the fonts that it uses and does not bring."""


@dataclass(frozen=True, slots=True)
class JoinedDocument:
    """Documents one after another."""

    pdf: bytes
    pages: int
    """Also the blank ones that fill up sheets."""
    pages_of_each: Sequence[int]


def read_pdf(content: bytes, max_pages: int, first: int = 1) -> DocumentSummary:
    """Size and text of `max_pages` pages at most, beginning with the one numbered `first`.

    Raises:
        PdfError
    """
    values = {"operation": "read", "first": first, "max_pages": max_pages, "width": TARGET_WIDTH}
    answer = ask_unless_failed(f"read {first} {max_pages}", content, Frame(values, [content]))
    pages = [
        PageSummary(
            number,
            int(page["width"]),
            int(page["height"]),
            str(page["text"]),
            str(page["missing"]),
            PdfProblem(page["problem"]) if page["problem"] else None,
        )
        for number, page in enumerate(answer.values["pages"], start=first)
    ]
    return DocumentSummary(pages, int(answer.values["count"]))


def measure_pages(content: bytes, max_pages: int, first: int = 1) -> MeasuredDocument:
    """The sizes of the same pages: a fiftieth of the time that `read_pdf` takes.

    Raises:
        PdfError
    """
    values = {"operation": "measure", "first": first, "max_pages": max_pages, "width": TARGET_WIDTH}
    answer = ask_unless_failed(f"measure {first} {max_pages}", content, Frame(values, [content]))
    pages = [
        PageSize(
            number,
            (float(page["points"][0]), float(page["points"][1])),
            int(page["width"]),
            int(page["height"]),
            PdfProblem(page["problem"]) if page["problem"] else None,
        )
        for number, page in enumerate(answer.values["pages"], start=first)
    ]
    return MeasuredDocument(pages, int(answer.values["count"]))


def read_lines(content: bytes, number: int) -> PageLines | None:
    """The lines of page `number`, counted from 1, with their places; None when there is no such page.

    Raises:
        PdfError
    """
    question = Frame({"operation": "lines", "number": number}, [content])
    answer = ask_unless_failed(f"lines {number}", content, question).values
    if not answer:
        return None
    width, height = (float(length) for length in answer["size"])
    lines = [_line(*line) for line in answer["lines"]]
    return PageLines(width, height, lines, str(answer["missing"]))


def _line(text: str, left: float, top: float, width: float, height: float, angle: int) -> TextLine:
    return TextLine(str(text), float(left), float(top), float(width), float(height), int(angle))


def draw_page(content: bytes, number: int) -> bytes | None:
    """Page `number`, counted from 1, as PNG; None when there is no such page.

    Raises:
        PdfError
    """
    values = {"operation": "draw", "number": number, "width": TARGET_WIDTH}
    answer = ask_unless_failed(f"draw {number}", content, Frame(values, [content]))
    return answer.files[0] if answer.files else None


def place_on_sheets(content: bytes, mark: bytes, notice: bytes, max_pages: int) -> PlacedDocument:
    """Bring each page onto a sheet of A4 with the mark on it; `notice` stands for a page that cannot be shown.

    Raises:
        PdfError: also TOO_MANY_PAGES.
    """
    _require_allowed_size(content)
    question = Frame({"operation": "place", "max_pages": max_pages}, [content, mark, notice])
    answer = _workers.ask(question, PRINTING)
    values = answer.values
    return PlacedDocument(
        answer.files[0], int(values["pages"]), list(values["bad"]), list(values["missing_fonts"])
    )


def join_documents(documents: Sequence[bytes]) -> JoinedDocument:
    """Documents of A4 one after another, each beginning on a sheet of its own.

    Raises:
        PdfError
    """
    # A run of many letters holds all of them, so the limit grows with the size of the files.
    needed = JOINING.memory + 8 * sum(map(len, documents))
    limits = WorkerLimits(JOINING.cpu_seconds, JOINING.wall_seconds, JOINING.wait_seconds, _rounded_memory(needed))
    answer = _workers.ask(Frame({"operation": "join"}, documents), limits)
    pages_of_each = [int(count) for count in answer.values["pages_of_each"]]
    return JoinedDocument(answer.files[0], int(answer.values["pages"]), pages_of_each)


def _rounded_memory(memory: int) -> int:
    """The memory rounded up to a child's usual limit or a doubling of it, so that children can be used again."""
    size = WorkerLimits.memory
    while size < memory - 64 * MEBIBYTE:
        size *= 2
    return size


class _RecentFailures:
    """The questions that failed lately: a page is asked for again and again, and should reach its limits once."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._known: OrderedDict[str, dict[str, tuple[PdfProblem, float]]] = OrderedDict()
        """By document, and then by question."""

    def require_new(self, document: str, question: str) -> None:
        now = monotonic()
        with self._guard:
            failed = {
                what: problem for what, (problem, until) in self._known.get(document, {}).items() if now < until
            }
        if question in failed:
            raise PdfError(failed[question])
        exhausting = [problem for problem in failed.values() if problem in _EXHAUSTING]
        if len(exhausting) >= MAX_FAILURES:
            raise PdfError(exhausting[-1])

    def add(self, document: str, question: str, problem: PdfProblem) -> None:
        with self._guard:
            self._known.setdefault(document, {})[question] = (problem, monotonic() + REMEMBER_SECONDS)
            self._known.move_to_end(document)
            while len(self._known) > MAX_REMEMBERED:
                self._known.popitem(last=False)


_EXHAUSTING: Final = frozenset({PdfProblem.TOO_SLOW, PdfProblem.TOO_MUCH_MEMORY})
_failures: Final = _RecentFailures()


def ask_unless_failed(what: str, content: bytes, question: Frame) -> Frame:
    """Have a child answer what a person waits for, unless the same question has failed lately. Raises PdfError."""
    _require_allowed_size(content)
    document = hashlib.sha256(content).hexdigest()
    _failures.require_new(document, what)
    try:
        return _workers.ask(question, READING)
    except PdfError as failure:
        if failure.problem is not PdfProblem.BUSY:
            _failures.add(document, what, failure.problem)
        raise


def _require_allowed_size(content: bytes) -> None:
    if len(content) > MAX_INPUT:
        raise PdfError(PdfProblem.TOO_LARGE)
