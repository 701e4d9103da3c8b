"""Lines of CSV files that people open in a spreadsheet: separated by semicolons, and harmless."""

import csv
import io
from collections.abc import Iterable
from typing import Final, TypeVar

FORMULA_BEGINNINGS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters of formulas in spreadsheets. The wide forms are those of East Asian keyboards."""
BOM: Final = "\ufeff"
"""Without it Excel takes UTF-8 for Windows-1252."""
CONTENT_TYPE: Final = "text/csv; charset=utf-8"

Value = TypeVar("Value")


def without_formula(value: Value) -> Value | str:
    """The value with an apostrophe before it where a spreadsheet would take it for a formula.

    Source: OWASP, CSV Injection.
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_BEGINNINGS) else value


def csv_line(values: Iterable[object]) -> str:
    """The values as they are; `without_formula` is for those that others have written."""
    line = io.StringIO()
    csv.writer(line, delimiter=";", lineterminator="\r\n").writerow(values)
    return line.getvalue()
