"""Files under names of any bytes come back, and stop no other."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from sender.print_files.models import BatchFile
from tests import cast
from tests.sender.print_files.arrival.watching import names, put, sweep


def put_bytes(inbox: Path, raw_name: bytes, who: str = cast.ARVID) -> None:
    """A good file under a name of any bytes."""
    path = put(inbox, "any.zip", who=who)
    os.rename(path, os.path.join(os.fsencode(inbox), raw_name))


LONG = "Utskick till alla hushåll " * 12
BAD_NAMES = {
    "Latin-1": "räkningar.zip".encode("latin-1"),
    "no known bytes": b"\x81\x8d\xff.zip",
    "254 characters": b"x" * 250 + b".zip",
    "255 bytes of UTF-8": LONG.encode()[:251].decode("utf-8", "ignore").encode() + b".zip",
    "a line break": b"a\nb.zip",
    "an escape": b"\x1b[31mred.zip",
}


@pytest.mark.parametrize("raw_name", BAD_NAMES.values(), ids=BAD_NAMES)
def test_a_name_that_cannot_be_written_back_is_changed_and_stops_no_other(
    inbox: Path, only_mailbox: None, raw_name: bytes
) -> None:
    put_bytes(inbox, raw_name)
    other = inbox.parent / "kommun-b"
    other.mkdir()
    put(other, who=cast.MARIA)

    sweep()

    assert "brev.zip.resultat.csv" in names(other / "done")
    assert names(inbox / "running") == []
    given_back = names(inbox / "done")
    assert [name[-4:] for name in given_back] == [".zip", ".csv", "sonl"]
    assert all(name.isprintable() and len(os.fsencode(name)) <= 255 for name in given_back)
    assert BatchFile.objects.count() == 2


def test_a_latin_1_name_is_read_as_its_author_wrote_it(inbox: Path, only_mailbox: None) -> None:
    put_bytes(inbox, "räkningar.zip".encode("latin-1"))

    sweep()

    assert BatchFile.objects.get().name == "räkningar.zip"
    assert names(inbox / "done")[0] == "räkningar.zip"


def test_two_long_names_that_begin_alike_are_told_apart(inbox: Path, only_mailbox: None) -> None:
    put_bytes(inbox, b"x" * 249 + b"1.zip")
    put_bytes(inbox, b"x" * 249 + b"2.zip", who=cast.MARIA)

    sweep()

    given_back = names(inbox / "done")
    assert len(given_back) == 6
    assert {name.rpartition("x")[2] for name in given_back} >= {".zip", "-2.zip", "-2.zip.resultat.csv"}


@pytest.mark.parametrize("raw_name", [b"x" * 251 + b".pdf", b"\xe5\xe4\xf6.pdf"])
def test_what_is_no_zip_comes_back_with_a_note_under_any_name(inbox: Path, raw_name: bytes) -> None:
    put_bytes(inbox, raw_name)
    os.utime(os.path.join(os.fsencode(inbox), raw_name), (time.time() - 100,) * 2)

    sweep()

    given_back, note = names(inbox / "done")
    assert note == f"{given_back}.svar.txt"
    assert "slutar på .zip" in (inbox / "done" / note).read_text()


@pytest.mark.parametrize("raw_name", [b"x" * 251 + b".zip", b"\xe5\xe4\xf6.zip"])
def test_a_note_about_a_file_of_nobody_stands_as_long_as_the_file_under_any_name(
    inbox: Path, raw_name: bytes
) -> None:
    put_bytes(inbox.parent, raw_name)
    sweep()
    [note] = [name for name in names(inbox.parent) if name.endswith(".svar.txt")]
    written = (inbox.parent / note).stat().st_mtime_ns
    sweep()
    assert (inbox.parent / note).stat().st_mtime_ns == written

    os.unlink(os.path.join(os.fsencode(inbox.parent), raw_name))
    sweep()

    assert names(inbox.parent) == [".lock", "kommun-a"]


def test_a_senders_folder_whose_name_is_no_utf8_gives_its_files_back_and_stops_no_other(
    inbox: Path, only_mailbox: None
) -> None:
    raw = os.path.join(os.fsencode(inbox.parent), "företag".encode("latin-1"))
    os.mkdir(raw)
    put(Path(os.fsdecode(raw)))
    put(inbox)

    sweep()

    assert "brev.zip.resultat.csv" in names(inbox / "done")
    assert names(Path(os.fsdecode(raw)) / "done") == ["brev.zip", "brev.zip.svar.txt"]
