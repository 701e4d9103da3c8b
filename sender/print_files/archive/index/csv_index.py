"""An index as CSV: columns with Swedish names, separated by ; or , or | or tab. docs/batch.md describes it.

Also what Excel writes around them is read: a first line `sep=;`, blank lines, columns without a name that hold
nothing, rows that end before their empty last columns or are quoted as one cell, and the Ctrl-Z of old programs at
the end.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import IO, Final

from infra.texts import Text
from sender.print_files.archive.index import csv_header, lines
from sender.print_files.archive.index.csv_header import Header
from sender.print_files.archive.index.encoding import BROKEN_MARKS
from sender.print_files.archive.index.lines import REQUIRED, IndexLine
from sender.print_files.archive.refusals import PrintFileRefused

MAX_HEADER: Final = 10_000
MAX_LETTER: Final = 1_048_576
"""Characters of one letter's columns, which are held in memory. A correct letter has some 20,000."""
_SEP_LINE: Final = re.compile(
    rf'(?:\ufeff|{"|".join(BROKEN_MARKS)})?"?\s*sep\s*=\s*(\S|\t)"?\1*\s*', re.IGNORECASE
)
"""A line of Excel's own that names the separator. It is in no standard; saved once more, it gets empty columns."""
_CTRL_Z: Final = "\x1a\0"
"""The end of a text file in CP/M and DOS, to the end of its last block, which may be filled up with NUL."""
_BLANK: Final = "\ufeff;,|\t \r\n"
_AS_TEXT: Final = re.compile(r'="(.*)"', re.DOTALL)
"""How a cell is written that Excel must not take for a number."""


def read_lines(stream: IO[bytes], encoding: str) -> Iterator[IndexLine]:
    """The letters, one for each line after the header, as they are read.

    Raises:
        PrintFileRefused: the header is not one of ours, a quotation mark makes the lines run together, or a
            letter's line has no end.
    """
    # The encoding fits all but half a character that may stand at the end.
    text = _BoundedText(io.TextIOWrapper(stream, encoding=encoding, errors="ignore", newline=""))
    header = _header(text)
    rows = csv.reader(text, delimiter=header.separator, skipinitialspace=True, strict=True)
    try:
        filled = (row for row in text.restarted_by(rows) if any(cell.strip() for cell in row))
        for number, row in enumerate(filled, start=1):
            yield _line(number, header.columns, csv_header.unpacked(row, header.separator))
    except csv.Error as problem:
        raise _run_together(text.line) from problem


class _BoundedText:
    """The lines of a text, of which one letter may take MAX_LETTER characters."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._taken = 0
        self.line = 0
        """Number of the last line that was read."""

    def read_header_line(self) -> str:
        """The next line, cut where no header is as long; empty at the end."""
        self.line += 1
        return self._text.readline(MAX_HEADER)

    def __iter__(self) -> Iterator[str]:
        while line := self._text.readline(MAX_LETTER):
            self._taken += len(line)
            self.line += 1
            if self._taken >= MAX_LETTER:
                raise _too_long(self.line)
            if content := _without_end_mark(line):
                yield content

    def restarted_by(self, rows: Iterable[list[str]]) -> Iterator[list[str]]:
        """The rows, each of which ends a letter."""
        for row in rows:
            self._taken = 0
            yield row


def _without_end_mark(line: str) -> str:
    return line.rstrip(_CTRL_Z) if line.endswith(tuple(_CTRL_Z)) else line


def _header(text: _BoundedText) -> Header:
    """The line with the names of the columns, behind one of Excel's own that names the separator."""
    lines = iter(text.read_header_line, "")
    for line in lines:
        if named := _SEP_LINE.fullmatch(line):
            return csv_header.read_header(lines, named[1])
        if line.strip(_BLANK):
            return csv_header.read_header(chain([line], lines))
    return csv_header.read_header(lines)


def _line(number: int, columns: Sequence[str], row: Sequence[str]) -> IndexLine:
    values = {name: _text_of(cell) for name, cell in zip(columns, row, strict=False) if name}
    nameless = [place for place, cell in enumerate(row, start=1) if cell.strip() and not _name_at(columns, place)]
    if nameless and not _counts_lines(nameless, row, number):
        is_within = nameless[0] <= len(columns)
        problem = _without_name(nameless[0]) if is_within else _wrong_count(len(row), len(columns))
        return lines.refused_line(number, problem, values)
    if not _has_required(values):
        return lines.refused_line(number, _wrong_count(len(row), len(columns)), values)
    return lines.line_of(number, values)


def _name_at(columns: Sequence[str], place: int) -> str:
    return columns[place - 1] if place <= len(columns) else ""


def _counts_lines(nameless: Sequence[int], row: Sequence[str], number: int) -> bool:
    """Whether all that stands in columns without a name is the line's number, as programs write before each."""
    return nameless == [1] and row[0].strip() in (str(number), str(number - 1))


def _text_of(cell: str) -> str:
    """The cell without the signs that make it text for Excel: `="19270517"`."""
    found = _AS_TEXT.fullmatch(cell.strip())
    return found[1] if found else cell


def _has_required(values: Mapping[str, str]) -> bool:
    """Whether the row goes on for as long as there are columns that must be there."""
    return all(name in values for name in REQUIRED)


def _wrong_count(fields: int, columns: int) -> Text:
    return Text(
        f"raden har {fields} fält, men rubrikraden {columns}. Sätt citattecken om text med skiljetecken",
        f"the line has {fields} fields, but the header {columns}. Quote texts that hold separators",
    )


def _without_name(place: int) -> Text:
    return Text(
        f"kolumn {place} har ett värde men ingen rubrik. Ta bort kolumnen, eller ge den en rubrik",
        f"column {place} has a value but no name. Remove the column, or name it",
    )


def _too_long(place: int) -> PrintFileRefused:
    return PrintFileRefused(
        f"Ett brev i indexet är längre än {MAX_LETTER} tecken, vid rad {place} i filen. Ge varje brev en egen "
        "rad. Inget har skickats.",
        f"A letter of the index is longer than {MAX_LETTER} characters, at line {place} of the file. Give "
        "each letter a line of its own. Nothing was sent.",
    )


def _run_together(place: int) -> PrintFileRefused:
    return PrintFileRefused(
        f"Indexets rader går ihop från rad {place} i filen: ett citattecken inleder ett fält men avslutar det "
        "inte, eller står mitt i det. Inget har skickats. Dubbla citattecken inne i texter.",
        f"The lines of the index run together from line {place} of the file: a quotation mark begins a field "
        "but does not end it, or stands in the midst of it. Nothing was sent. Double those within texts.",
    )
