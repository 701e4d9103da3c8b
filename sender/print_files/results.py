"""The result file: what became of each letter, as CSV and as JSON lines, in the order of the index."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Final

from infra import clock
from infra.csv_lines import BOM, CONTENT_TYPE, csv_line, without_formula
from sender.print_files.models import BatchFile, BatchLine

COLUMNS: Final = {
    "nummer": "number",
    "identitetsnummer": "identity",
    "pdf": "pdf",
    "referens": "reference",
    "kanal": "channel",
    "status": "state",
    "tid": "at",
    "orsak": "reason",
    "distributionsid": "distribution_id",
    "transid": "trans_id",
}
"""Heading of the CSV, and name in the JSON lines."""
_FIELDS: Final = [
    name if name != "distribution_id" else "leg__distribution__distribution_id" for name in COLUMNS.values()
]
LINES_PER_TICK: Final = 20_000


def as_csv(file: BatchFile) -> Iterator[str]:
    """The result as it is now, separated by semicolons."""
    yield BOM + csv_line(COLUMNS)
    for row in _rows(file):
        yield csv_line(without_formula(value) for value in row)


def as_jsonl(file: BatchFile) -> Iterator[str]:
    """The result as it is now, an object on each line."""
    for row in _rows(file):
        yield json.dumps(dict(zip(COLUMNS.values(), row, strict=True)), ensure_ascii=False) + "\n"


FORMATS: Final[Mapping[str, tuple[str, Callable[[BatchFile], Iterator[str]]]]] = {
    "csv": (CONTENT_TYPE, as_csv),
    "jsonl": ("application/x-ndjson", as_jsonl),
}
"""Content type and writer, by the ending of the name."""


def write_results(file: BatchFile, tick: Callable[[], None]) -> None:
    """Put both forms beside the file. Doing so again gives the same.

    `tick` is called now and then: a million lines take a while.
    """
    _write(file.result_csv, as_csv(file), tick)
    _write(file.result_jsonl, as_jsonl(file), tick)


def _rows(file: BatchFile) -> Iterator[list[str | int]]:
    rows = BatchLine.objects.filter(file=file).order_by("number").values_list(*_FIELDS)
    for row in rows.iterator(chunk_size=2_000):
        yield [_written(value) for value in row]


def _written(value: object) -> str | int:
    if isinstance(value, int):
        return value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(clock.SWEDEN).isoformat(timespec="seconds")
    return str(value)


def _write(path: Path, pieces: Iterable[str], tick: Callable[[], None]) -> None:
    # A name of its own, since another worker may be writing the same file.
    with NamedTemporaryFile("w", encoding="utf-8", newline="", dir=path.parent, delete=False) as fresh:
        try:
            _fill(fresh, pieces, tick)
        except BaseException:
            Path(fresh.name).unlink()
            raise
    Path(fresh.name).replace(path)


def _fill(out: IO[str], pieces: Iterable[str], tick: Callable[[], None]) -> None:
    for number, piece in enumerate(pieces, start=1):
        out.write(piece)
        if number % LINES_PER_TICK == 0:
            tick()
