"""The line of a CSV index that names its columns, however spreadsheets and people write it.

Titles and blank lines may stand before it; names may have capitals, blanks, hyphens or a colon.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from infra.texts import EMPTY, Text
from sender.print_files.archive.index.encoding import BROKEN_MARKS
from sender.print_files.archive.index.lines import COLUMNS, REQUIRED
from sender.print_files.archive.refusals import PrintFileRefused

SEPARATORS: Final = ";,\t|"
MAX_LINES: Final = 30
"""Lines in which the header is looked for. Reports of spreadsheets have a few lines of title before a table."""
_MIN_NAMES: Final = 2
"""Names of columns in a line that is a header, also if it is a wrong one: a title may hold one such word."""
_UNWRITTEN: Final = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad\u200e\u200f-_\u2010\u2011'\"*:"))
"""What pages and people put into names and what means nothing there, such as "korrelations-id:"."""
_BROKEN_MARK: Final = re.compile("|".join(BROKEN_MARKS))
_NUMBER: Final = re.compile(r"[\d+ -]{10,15}")
"""The number of a person or company, which is no name of a column."""


@dataclass(frozen=True)
class Header:
    """The names of the columns, and what separates them."""

    columns: Sequence[str]
    """Empty for a column without a name."""
    separator: str


def read_header(lines: Iterator[str], separator: str = "") -> Header:
    """The first of the lines that names columns. What follows it is left. `separator`: the one that is said.

    Raises:
        PrintFileRefused: none of the first lines does, or one does with unknown, missing or repeated names.
    """
    candidates: list[Header] = []
    for _, line in zip(range(MAX_LINES), lines, strict=False):
        signs = dict.fromkeys([*separator, *SEPARATORS])
        found = max((Header(_names_in(line, sign), sign) for sign in signs), key=_known_names)
        candidates.append(found)
        if _known_names(found) >= _MIN_NAMES:
            break
    likeliest = max(candidates, key=_likeness, default=Header([], SEPARATORS[0]))
    if problem := _find_problem(likeliest.columns):
        raise _wrong_header(*problem)
    return likeliest


def unpacked(row: list[str], separator: str) -> list[str]:
    """The cells of a row that a spreadsheet has saved as one cell, since it reads another separator.

    Raises:
        csv.Error: a quotation mark in the cell begins a field but does not end it.
    """
    if not row or separator not in row[0] or any(cell.strip() for cell in row[1:]):
        return row
    inside = csv.reader(row[0].splitlines(keepends=True), delimiter=separator, skipinitialspace=True, strict=True)
    return next(inside, row)


def _names_in(line: str, separator: str) -> list[str]:
    try:
        cells = unpacked(next(csv.reader([line.strip("\r\n\x1a\0")], delimiter=separator), []), separator)
    except csv.Error:
        cells = [line]
    return [_name_of(cell) for cell in cells]


def _name_of(cell: str) -> str:
    """The name without what means nothing in it; of another name than ours, as it is written."""
    written = " ".join(_BROKEN_MARK.sub("", cell).split())
    plain = unicodedata.normalize("NFKC", written).translate(_UNWRITTEN).lower()
    name = "".join(plain.split())
    return name if name in COLUMNS or not name else written


def _known_names(header: Header) -> int:
    return sum(name in COLUMNS for name in header.columns)


def _likeness(header: Header) -> tuple[int, int]:
    """How like a header it is: by our names, and by the number of its cells, since titles have one or two."""
    return _known_names(header), sum(map(bool, header.columns))


def _find_problem(columns: Sequence[str]) -> Text:
    """What is wrong with the names; the empty text if nothing is."""
    names = [name for name in columns if name]
    if not names:
        return Text("indexet är tomt", "the index is empty")
    if any(_NUMBER.fullmatch(name) for name in names):
        return Text("den fattas, och ett brev står i dess ställe", "it is missing, and a letter stands there")
    if unknown := [name for name in names if name not in COLUMNS]:
        found = ", ".join(repr(name[:40]) for name in unknown[:5])
        return Text(f"kolumnen {found} finns inte", f"there is no column {found}")
    if missing := [name for name in REQUIRED if name not in names]:
        return Text(f"kolumnen {', '.join(missing)} fattas", f"the column {', '.join(missing)} is missing")
    if len(set(names)) != len(names):
        return Text("en kolumn står två gånger", "a column stands twice")
    return EMPTY


def _wrong_header(swedish: str, english: str) -> PrintFileRefused:
    return PrintFileRefused(
        f"Indexets rubrikrad stämmer inte: {swedish}. Kolumnerna är {', '.join(REQUIRED)}, och om man vill "
        f"{', '.join(COLUMNS[len(REQUIRED) :])}, med semikolon mellan.",
        f"The header of the index is not right: {english}. The columns are {', '.join(REQUIRED)}, and "
        f"optionally {', '.join(COLUMNS[len(REQUIRED) :])}, with semicolons between.",
    )
