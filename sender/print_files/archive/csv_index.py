"""An index as CSV: columns with Swedish names, separated by ; or , or tab. docs/batch.md describes it."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sender.print_files.archive import lines
from sender.print_files.archive.lines import COLUMNS, REQUIRED, Line
from sender.print_files.archive.refusals import Refused

SEPARATORS: Final = ";,\t"
LONGEST_HEADER: Final = 10_000
LONGEST_LETTER: Final = 1_048_576
"""Characters of one letter's columns, which are held in memory. What is right has some 20,000."""


def read(stream: io.RawIOBase, encoding: str) -> Iterator[Line]:
    """The letters, one for each line after the header, as they are read.

    Raises:
        Refused: the header is not one of ours, a quotation mark makes the lines run together, or a letter's
            line has no end.
    """
    text = io.TextIOWrapper(io.BufferedReader(stream), encoding=encoding, newline="")
    first = text.readline(LONGEST_HEADER)
    separator = max(SEPARATORS, key=first.count)
    columns = _columns(_fields(first, separator))
    bounded = _Bounded(text)
    rows = csv.reader(bounded, delimiter=separator, strict=True)
    try:
        for number, row in enumerate((row for row in bounded.restarted_by(rows) if any(row)), start=1):
            yield _line(number, columns, row)
    except csv.Error as problem:
        raise _run_together(rows.line_num + 1) from problem


class _Bounded:
    """The lines of a text, of which one letter takes so many characters and no more."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._taken = 0
        self._line = 1
        """The header, which has been read."""

    def __iter__(self) -> Iterator[str]:
        while line := self._text.readline(LONGEST_LETTER):
            self._taken += len(line)
            self._line += 1
            if self._taken >= LONGEST_LETTER:
                raise _too_long(self._line)
            yield line

    def restarted_by(self, rows: Iterable[list[str]]) -> Iterator[list[str]]:
        """The rows, each of which ends a letter."""
        for row in rows:
            self._taken = 0
            yield row


def _fields(header: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([header], delimiter=separator), [])
    except csv.Error:
        return [header]


def _columns(header: Sequence[str]) -> list[str]:
    names = [name.strip().lower() for name in header]
    if not any(names):
        raise _wrong_header("indexet är tomt", "the index is empty")
    if unknown := [name for name in names if name not in COLUMNS]:
        found = ", ".join(repr(name[:40]) for name in unknown[:5])
        raise _wrong_header(f"kolumnen {found} finns inte", f"there is no column {found}")
    if missing := [name for name in REQUIRED if name not in names]:
        raise _wrong_header(f"kolumnen {', '.join(missing)} fattas", f"the column {', '.join(missing)} is missing")
    if len(set(names)) != len(names):
        raise _wrong_header("en kolumn står två gånger", "a column stands twice")
    return names


def _line(number: int, columns: Sequence[str], row: Sequence[str]) -> Line:
    if len(row) == len(columns):
        return lines.read(number, dict(zip(columns, row, strict=True)))
    known = dict(zip(columns, row, strict=False))
    return lines.bad(
        number,
        f"raden har {len(row)} fält, men rubrikraden {len(columns)}. Sätt citattecken om text med skiljetecken | "
        f"the line has {len(row)} fields, but the header {len(columns)}. Quote texts that hold separators",
        known,
    )


def _wrong_header(swedish: str, english: str) -> Refused:
    return Refused(
        f"Indexets rubrikrad stämmer inte: {swedish}. Kolumnerna är {', '.join(REQUIRED)}, och om man vill "
        f"{', '.join(COLUMNS[len(REQUIRED) :])}, med semikolon mellan.",
        f"The header of the index is not right: {english}. The columns are {', '.join(REQUIRED)}, and "
        f"optionally {', '.join(COLUMNS[len(REQUIRED) :])}, with semicolons between.",
    )


def _too_long(place: int) -> Refused:
    return Refused(
        f"Ett brev i indexet är längre än {LONGEST_LETTER} tecken, vid rad {place} i filen. Ge varje brev en egen "
        "rad. Inget har skickats.",
        f"A letter of the index is longer than {LONGEST_LETTER} characters, at line {place} of the file. Give "
        "each letter a line of its own. Nothing was sent.",
    )


def _run_together(place: int) -> Refused:
    return Refused(
        f"Indexets rader går ihop från rad {place} i filen: ett citattecken inleder ett fält men avslutar det "
        "inte, eller står mitt i det. Inget har skickats. Dubbla citattecken inne i texter.",
        f"The lines of the index run together from line {place} of the file: a quotation mark begins a field "
        "but does not end it, or stands in the midst of it. Nothing was sent. Double those within texts.",
    )
