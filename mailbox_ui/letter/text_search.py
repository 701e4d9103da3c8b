"""Search in the text of a document: the places where words stand, with a few words around each."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from infra.pdf.reader import PageSummary, TextLine

MAX_HITS: Final = 200
AROUND: Final = 40
"""Characters before and after what was found."""
MAX_WORDS: Final = 100
"""Characters that are searched for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the words stand."""

    page: int
    before: str
    found: str
    after: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a line that is marked, in points from the upper left corner of its page."""

    left: float
    top: float
    width: float
    height: float


def words_sought(written: str) -> str:
    """What to search for: words with one blank between them, of bounded length."""
    return " ".join(written.split())[:MAX_WORDS]


def find_hits(pages: Iterable[PageSummary], words: str) -> list[Hit]:
    """The first `MAX_HITS` places, in the order of the pages. Upper and lower case are the same."""
    found: list[Hit] = []
    for page in pages:
        found += _hits_on(page, words)
        if len(found) >= MAX_HITS:
            break
    return found[:MAX_HITS]


def marks_in(line: TextLine, words: str) -> list[Mark]:
    """Where the words stand in a line, taking its characters for equally wide."""
    if not line.text or line.angle:
        return []
    wide = line.width / len(line.text)
    return [
        Mark(round(line.left + start * wide, 2), line.top, round((end - start) * wide, 2), line.height)
        for start, end in _places(line.text, words)
    ]


def _hits_on(page: PageSummary, words: str) -> list[Hit]:
    text = " ".join(page.text.split())
    return [
        Hit(page.number, _start_of_words(text[max(start - AROUND, 0) : start], start > AROUND), text[start:end],
            _end_of_words(text[end : end + AROUND], end + AROUND < len(text)))
        for start, end in _places(text, words)
    ]  # fmt: skip


def _places(text: str, words: str) -> Iterator[tuple[int, int]]:
    if words:
        for match in re.finditer(re.escape(words), text, re.IGNORECASE):
            yield match.span()


def _start_of_words(text: str, is_cut: bool) -> str:
    return f"… {text.partition(' ')[2]}" if is_cut else text


def _end_of_words(text: str, is_cut: bool) -> str:
    return f"{text.rpartition(' ')[0]} …" if is_cut else text
