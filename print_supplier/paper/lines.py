"""Runs of text broken into lines of a given width: cells of tables, and words that stand on one line.

The time is in proportion to the length of the text.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from infra.html.blocks import TextRun

WORDS: Final = re.compile(r"\n|[^\S\n]+|[^\s]+")
ROUNDING: Final = 0.01
"""Millimetres that sums of widths may differ by."""
Measure = Callable[[TextRun], float]
"""The width of a run on the page, in millimetres."""


@dataclass
class PaperLine:
    """What stands on one line, and how wide it is."""

    runs: list[TextRun] = field(default_factory=list)
    width: float = 0


def break_runs(runs: Sequence[TextRun], measure: Measure, width: float) -> list[PaperLine]:
    """The lines that the runs take: broken between words, and within a word that is wider than a line."""
    lines = [PaperLine()]
    for piece in _words_of(runs):
        if piece.text == "\n":
            lines.append(PaperLine())
            continue
        needed = measure(piece)
        if lines[-1].width + needed > width + ROUNDING and not piece.text.isspace():
            lines += [PaperLine()] if lines[-1].runs else []
        if needed > width + ROUNDING and not piece.text.isspace():
            _break_word(lines, piece, measure, width)
        elif lines[-1].runs or not piece.text.isspace():
            lines[-1].runs.append(piece)
            lines[-1].width += needed
    return lines


def longest_fitting_start(text: str, fits: Callable[[str], bool]) -> str:
    """The longest beginning of the text that fits, found by halving: every shorter beginning must fit as well."""
    low, high = 0, 1
    while high < len(text) and fits(text[:high]):
        low, high = high, high * 2
    high = min(high, len(text))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(text[:middle]) else (low, middle - 1)
    return text[:low]


def _words_of(runs: Sequence[TextRun]) -> Iterator[TextRun]:
    return (TextRun(word, run.style) for run in runs for word in WORDS.findall(run.text))


def _break_word(lines: list[PaperLine], word: TextRun, measure: Measure, width: float) -> None:
    rest = word.text
    while rest:
        start = longest_fitting_start(rest, lambda text: measure(TextRun(text, word.style)) <= width) or rest[:1]
        lines[-1].runs.append(TextRun(start, word.style))
        lines[-1].width = measure(TextRun(start, word.style))
        rest = rest[len(start) :]
        if rest:
            lines.append(PaperLine())
