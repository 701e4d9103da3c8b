"""The note of the log's end in the data folder."""

from pathlib import Path

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from far.supervision import anchor

DIGEST = bytes(range(32))


@pytest.fixture
def note(tmp_path: Path, settings: Settings, db: None) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path / "register-log.head"


def test_without_a_note_nothing_is_known(note: Path) -> None:
    assert anchor.read_anchor() is None


def test_what_is_noted_is_read_as_heads_are_written(note: Path) -> None:
    anchor.write_anchor(4_711, DIGEST)

    assert anchor.read_anchor() == f"4711:{DIGEST.hex()}"


def test_the_latest_note_counts_and_leaves_one_file(note: Path) -> None:
    for sequence in range(1, 6):
        anchor.write_anchor(sequence, DIGEST)

    assert anchor.read_anchor() == f"5:{DIGEST.hex()}"
    assert [file.name for file in note.parent.iterdir()] == [note.name]


def test_a_note_of_another_database_is_none_of_this_one(note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    anchor.write_anchor(1, DIGEST)
    monkeypatch.setitem(connection.settings_dict, "HOST", "db.example")

    assert anchor.read_anchor() is None


@pytest.mark.parametrize("written", [b"", b"\n", b"\xff\xfe", b"one two three", b"no head"])
def test_a_file_that_is_damaged_is_no_note(note: Path, written: bytes) -> None:
    note.write_bytes(written)

    assert anchor.read_anchor() is None


def test_the_database_s_address_does_not_stand_in_the_file(note: Path) -> None:
    anchor.write_anchor(1, DIGEST)

    assert str(connection.settings_dict["NAME"]) not in note.read_text()


def test_a_folder_that_is_missing_is_told_to_the_caller(settings: Settings, tmp_path: Path, db: None) -> None:
    settings.DATA_DIR = tmp_path / "gone"

    with pytest.raises(OSError, match="gone"):
        anchor.write_anchor(1, DIGEST)
