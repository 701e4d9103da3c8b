"""Read, draw and print PDF files of anybody's, each time in a child process with limits."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Final

from infra.pdf.frames import Frame
from infra.pdf.problems import PdfError, Problem
from infra.pdf.workers import MEBIBYTE, Limits, Workers

TARGET_WIDTH: Final = 1_400
"""Pixels of a picture: sharp on a dense screen at the width that a page is shown in."""
MAX_INPUT: Final = 32 * MEBIBYTE
MAX_CHILDREN: Final = 2
"""Of this process. The others that ask wait for their turn."""
READING: Final = Limits(cpu_seconds=5, wall_seconds=12, turn_seconds=3)
"""While somebody waits for a page."""
PRINTING: Final = Limits(cpu_seconds=20, wall_seconds=60, turn_seconds=180)
JOINING: Final = Limits(cpu_seconds=60, wall_seconds=180, turn_seconds=180)
REMEMBER_SECONDS: Final = 600
MAX_REMEMBERED: Final = 500

_workers: Final = Workers(MAX_CHILDREN)


@dataclass(frozen=True, slots=True)
class Page:
    """What can be said of a page without drawing it."""

    number: int
    """Counted from 1."""
    width: int
    height: int
    """Pixels of the picture."""
    text: str
    missing_glyphs: str
    """Characters of the text that the picture does not show."""
    problem: Problem | None
    """Why it cannot be shown."""


@dataclass(frozen=True, slots=True)
class Document:
    """The first pages of a document, and how many there are."""

    pages: list[Page]
    page_count: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A document on sheets of A4."""

    pdf: bytes
    pages: int
    bad_pages: Sequence[int]
    """Numbers from 1 of pages that cannot be shown: a notice stands in their place."""
    missing_fonts: Sequence[str]
    """Names of the fonts that it uses and does not bring."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Documents one after another."""

    pdf: bytes
    pages: int
    """Also the blank ones that fill up sheets."""
    pages_of_each: Sequence[int]


def read(content: bytes, most_pages: int) -> Document:
    """Size and text of the first `most_pages` pages.

    Raises:
        PdfError
    """
    asked = {"operation": "read", "most_pages": most_pages, "width": TARGET_WIDTH}
    answer = _ask_once(f"read {most_pages}", content, Frame(asked, [content]))
    pages = [
        Page(
            number,
            int(said["width"]),
            int(said["height"]),
            str(said["text"]),
            str(said["missing"]),
            Problem(said["problem"]) if said["problem"] else None,
        )
        for number, said in enumerate(answer.said["pages"], start=1)
    ]
    return Document(pages, int(answer.said["count"]))


def draw(content: bytes, number: int) -> bytes | None:
    """Page `number`, counted from 1, as PNG; None when there is no such page.

    Raises:
        PdfError
    """
    asked = {"operation": "draw", "number": number, "width": TARGET_WIDTH}
    answer = _ask_once(f"draw {number}", content, Frame(asked, [content]))
    return answer.files[0] if answer.files else None


def place(content: bytes, mark: bytes, notice: bytes, most_pages: int) -> Placed:
    """Bring each page onto a sheet of A4 with the mark on it; `notice` stands for a page that cannot be shown.

    Raises:
        PdfError: also TOO_MANY_PAGES.
    """
    _require_small(content)
    question = Frame({"operation": "place", "most_pages": most_pages}, [content, mark, notice])
    answer = _workers.ask(question, PRINTING)
    said = answer.said
    return Placed(answer.files[0], int(said["pages"]), list(said["bad"]), list(said["missing_fonts"]))


def join(documents: Sequence[bytes]) -> Joined:
    """Documents of A4 one after another, each beginning on a sheet of its own.

    Raises:
        PdfError
    """
    # A run of many letters holds them all: the limit grows with what is given.
    needed = JOINING.memory + 8 * sum(map(len, documents))
    limits = Limits(JOINING.cpu_seconds, JOINING.wall_seconds, JOINING.turn_seconds, _rounded(needed))
    answer = _workers.ask(Frame({"operation": "join"}, documents), limits)
    pages_of_each = [int(count) for count in answer.said["pages_of_each"]]
    return Joined(answer.files[0], int(answer.said["pages"]), pages_of_each)


def _rounded(memory: int) -> int:
    """To what a child has anyway, or to the next doubling of it: children of the same size can be used again."""
    size = Limits.memory
    while size < memory - 64 * MEBIBYTE:
        size *= 2
    return size


class _Failures:
    """Which questions failed lately: a page is asked for again and again, and should cost its limits once."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._known: OrderedDict[str, tuple[Problem, float]] = OrderedDict()

    def require_new(self, key: str) -> None:
        with self._guard:
            problem, until = self._known.get(key, (Problem.BUSY, 0.0))
        if monotonic() < until:
            raise PdfError(problem)

    def add(self, key: str, problem: Problem) -> None:
        with self._guard:
            self._known[key] = (problem, monotonic() + REMEMBER_SECONDS)
            while len(self._known) > MAX_REMEMBERED:
                self._known.popitem(last=False)


_failures: Final = _Failures()


def _ask_once(what: str, content: bytes, question: Frame) -> Frame:
    _require_small(content)
    key = f"{what} {hashlib.sha256(content).hexdigest()}"
    _failures.require_new(key)
    try:
        return _workers.ask(question, READING)
    except PdfError as failure:
        if failure.problem is not Problem.BUSY:
            _failures.add(key, failure.problem)
        raise


def _require_small(content: bytes) -> None:
    if len(content) > MAX_INPUT:
        raise PdfError(Problem.TOO_LARGE)
