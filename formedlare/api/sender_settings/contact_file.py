"""A sender's address register as a file: CSV with a heading, one recipient a line.

    recipient;email;mobile;confirmed_on
    19810105-2382;anna@example.org;070-174 06 05;2026-03-01

Comma or semicolon, UTF-8 with or without a byte order mark. What is wrong is told by line, all of it.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

from rest_framework.parsers import BaseParser

from infra.rest.problems import FieldError
from infra.rest.problems import invalid

COLUMNS: Final = ("recipient", "email", "mobile", "confirmed_on")
REQUIRED: Final = ("recipient", "confirmed_on")


class CsvParser(BaseParser):
    """A body that is the file itself."""

    media_type = "text/csv"

    def parse(
        self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> dict[str, bytes]:
        return {"file": stream.read()}


def read(content: bytes) -> tuple[list[dict[str, str]], list[int]]:
    """The lines as values by column, and the line number of each in the file. Empty lines are passed over.

    Raises:
        Problem: not UTF-8, a heading that is not understood, or lines with more values than columns.
    """
    rows = csv.reader(io.StringIO(_text(content)), delimiter=_delimiter(content))
    try:
        heading = [name.strip().lower() for name in next(rows, [])]
        _require_columns(heading)
        lines = [(rows.line_num, row) for row in rows if any(value.strip() for value in row)]
    except csv.Error as problem:
        raise _refused(rows.line_num, f"inte CSV: {problem}", f"not CSV: {problem}") from problem
    _require_width(lines, len(heading))
    values = [dict(zip(heading, map(str.strip, row), strict=False)) for _, row in lines]
    return values, [number for number, _ in lines]


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise _refused(
            line,
            "filen är inte i UTF-8 från den här raden; spara den som ”CSV UTF-8”",
            "the file is not UTF-8 from this line on; save it as “CSV UTF-8”",
        ) from problem


def _delimiter(content: bytes) -> str:
    heading = content.split(b"\n", 1)[0]
    return ";" if heading.count(b";") >= heading.count(b",") else ","


def _require_columns(heading: Sequence[str]) -> None:
    unknown = [name for name in heading if name not in COLUMNS]
    missing = [name for name in REQUIRED if name not in heading]
    if unknown or missing or len(set(heading)) != len(heading):
        what = ", ".join(heading)[:200] or "-"
        names = ", ".join(COLUMNS)
        raise _refused(
            1,
            f"rubriken är {what}; kolumnerna ska vara {names} (email eller mobile kan utelämnas)",
            f"the heading is {what}; the columns must be {names} (email or mobile may be left out)",
        )


def _require_width(lines: Sequence[tuple[int, Sequence[str]]], width: int) -> None:
    wrong = [
        _on_line(number, f"har {len(row)} värden, inte {width}", f"has {len(row)} values, not {width}")
        for number, row in lines
        if len(row) != width
    ]
    if wrong:
        raise invalid(wrong[:100])


def _refused(line: int, swedish: str, english: str) -> Exception:
    return invalid([_on_line(line, swedish, english)])


def _on_line(line: int, swedish: str, english: str) -> FieldError:
    return FieldError(f"/{line}", f"rad {line}: {swedish} | line {line}: {english}")
