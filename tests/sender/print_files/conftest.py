"""Print files as senders make them, good and bad, and the steps that the queue takes with them."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache

from formedlare.models import ChannelRule
from sender.print_files import processing, results
from sender.print_files.arrival import uploads
from sender.print_files.models import BatchFile, BatchLine
from tests import cast, relay

NO_MAILBOX = cast.TOLVAN
Row = Mapping[str, str]


def pdf(words: str) -> bytes:
    """A PDF of its own."""
    return cast.PDF + f"% {words}\n%%EOF\n".encode()


def row(identity: str, name: str, **more: str) -> dict[str, str]:
    return {"identitetsnummer": identity, "pdf": name, "rubrik": "Beslut om bostadsbidrag", **more}


def csv_index(rows: Iterable[Row], separator: str = ";") -> str:
    rows = list(rows)
    columns = list(dict.fromkeys(name for one in rows for name in one))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns or ["identitetsnummer", "pdf", "rubrik"], delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def zipped(path: Path, index: str | bytes, pdfs: Mapping[str, bytes], name: str = "index.csv") -> Path:
    """An archive with the same bytes at any time of day, so that a second one is recognised as the same file."""
    with zipfile.ZipFile(path, "w") as archive:
        for file_name, content in [(name, index), *pdfs.items()]:
            archive.writestr(zipfile.ZipInfo(file_name), content, zipfile.ZIP_DEFLATED)
    return path


def print_file(path: Path, rows: Iterable[Row]) -> Path:
    """A good file: an index and the PDFs that it names."""
    rows = list(rows)
    return zipped(path, csv_index(rows), {one["pdf"]: pdf(one["pdf"]) for one in rows})


def take_in(path: Path, sender: str = "kommun-a") -> BatchFile:
    return uploads.take_in(path, sender)[0]


def advance(file: BatchFile) -> BatchFile:
    """Let workers take the file as far as it comes without the lanes."""
    while processing.advance_file(file.pk):
        pass
    file.refresh_from_db()
    return file


def finish(file: BatchFile) -> BatchFile:
    """Let workers and lanes do all that there is to do."""
    advance(file)
    relay.work()
    return advance(file)


def lines(file: BatchFile) -> list[BatchLine]:
    return list(BatchLine.objects.filter(file=file).order_by("number"))


def result(file: BatchFile) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(results.as_csv(file)).removeprefix("\ufeff")), delimiter=";"))


def result_objects(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.fixture
def batch(world: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder to make files in; the simulator keeps its own in another one."""
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path / "data")
    monkeypatch.setattr(settings, "BATCH_FOLDER", tmp_path / "data" / "batch" / "in")
    (tmp_path / "data").mkdir()
    cache.clear()
    yield tmp_path
    cache.clear()


@pytest.fixture
def inbox(batch: Path) -> Path:
    """The folder of the sender kommun-a that is watched."""
    made = batch / "data" / "batch" / "in" / "kommun-a"
    made.mkdir(parents=True)
    return made


@pytest.fixture
def only_mailbox(batch: Path) -> None:
    """A rule that leaves no channel to those who have no mailbox."""
    ChannelRule.objects.create(
        sender="162021004748", position=1, name="Bara brevlåda", conditions={}, channels=["mina_meddelanden"]
    )


Make = Callable[[Iterable[Row]], BatchFile]


@pytest.fixture
def make(batch: Path) -> Make:
    """Make a good file of the rows, and take it in."""

    def made(rows: Iterable[Row]) -> BatchFile:
        return take_in(print_file(batch / "brev.zip", rows))

    return made
