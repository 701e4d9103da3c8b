"""Names in the watched folder: as others wrote them, and as they can be kept and written back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sender.print_files.arrival.folder_names import (
    MAX_NAME_BYTES,
    NOTE,
    RESULT_JSONL,
    files_in,
    free_path,
    note_beside,
    storable_name,
)


@pytest.mark.parametrize("name", ["brev.zip", "räkningar åäö.ZIP", "Żaneta Łódź.zip", "utan ändelse"])
def test_a_name_that_can_be_kept_stays_as_it_is(name: str) -> None:
    assert storable_name(name) == name


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("räkning.zip".encode("latin-1"), "räkning.zip"),
        ("räkning – april.zip".encode("cp1252"), "räkning – april.zip"),
        (b"a\nb.zip", "a_b.zip"),
        (b"\x1b[31mred.zip", "_[31mred.zip"),
        (b"\x81.zip", "\ufffd.zip"),
    ],
)
def test_other_bytes_are_read_as_windows_writes_them(raw: bytes, kept: str) -> None:
    assert storable_name(os.fsdecode(raw)) == kept


def test_a_long_name_is_cut_before_its_ending() -> None:
    kept = storable_name("å" * 125 + ".zip")

    assert kept.endswith("å.zip")
    assert len(f"{kept}-1000{RESULT_JSONL}".encode()) <= MAX_NAME_BYTES


def test_a_long_name_without_an_ending_is_cut_at_its_end() -> None:
    assert storable_name("x" * 255).strip("x") == ""
    assert storable_name("a." + "x" * 250).startswith("a.xxx")


@given(st.binary(min_size=1, max_size=255).filter(lambda raw: b"/" not in raw and b"\0" not in raw))
def test_any_name_of_a_file_system_becomes_one_that_can_be_stored_and_written(raw: bytes) -> None:
    kept = storable_name(os.fsdecode(raw))

    assert kept
    assert kept.isprintable()
    assert len(f"{kept}-1000{RESULT_JSONL}".encode()) <= MAX_NAME_BYTES
    assert storable_name(kept) == kept


def test_a_note_stands_beside_its_file_under_a_name_that_can_be_written(tmp_path: Path) -> None:
    note = note_beside(tmp_path / ("x" * 251 + ".zip"))

    note.write_text("written")
    assert note.name.endswith(f".zip{NOTE}")


def test_a_path_that_is_taken_gets_the_next_number(tmp_path: Path) -> None:
    path = tmp_path / "brev.zip"
    assert free_path(path) == path

    for taken in ("brev.zip", "brev-2.zip"):
        (tmp_path / taken).touch()

    assert free_path(path) == tmp_path / "brev-3.zip"


def test_only_files_that_somebody_is_done_with_count(tmp_path: Path) -> None:
    for name in ("b.zip", "a.zip", ".hidden.zip", "c.zip.part", "d.FILEPART", "e.tmp"):
        (tmp_path / name).touch()
    (tmp_path / "folder.zip").mkdir()
    (tmp_path / "link.zip").symlink_to(tmp_path / "a.zip")

    assert [path.name for path in files_in(tmp_path)] == ["a.zip", "b.zip"]
    assert files_in(tmp_path / "nowhere") == []
