"""A reader waits for processes that have something to write, and for no others."""

import os
import time
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from testbed.journal.recording import pending


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.JOURNAL_DIR = tmp_path / "journal"
    return Path(settings.JOURNAL_DIR)


def marks(folder: Path) -> list[Path]:
    return list(folder.glob(f"*{pending.SUFFIX}"))


def test_a_mark_is_made_where_no_folder_is_yet(folder: Path) -> None:
    pending.mark_pending(time.time())

    assert len(marks(folder)) == 1


def test_a_mark_that_is_there_becomes_newer(folder: Path) -> None:
    pending.mark_pending(time.time())
    [own] = marks(folder)
    os.utime(own, (1, 1))

    pending.mark_pending(time.time())

    assert own.stat().st_mtime > time.time() - 60


def test_a_mark_says_since_when_exchanges_wait(folder: Path) -> None:
    """A reader that begins later waits for them, however recently the process has written others."""
    since = time.time() - 3

    pending.mark_pending(since)

    [own] = marks(folder)
    assert own.stat().st_mtime == pytest.approx(since, abs=0.01)


def test_taking_away_a_mark_that_is_not_there_does_nothing(folder: Path) -> None:
    pending.unmark_pending()
    pending.mark_pending(time.time())
    pending.unmark_pending()
    pending.unmark_pending()

    assert marks(folder) == []


def test_nobody_has_asked_before_anybody_asks(folder: Path) -> None:
    assert not pending.is_writing_asked_for()

    pending.ask_for_writing()

    assert pending.is_writing_asked_for()


def test_a_question_is_soon_forgotten(folder: Path) -> None:
    pending.ask_for_writing()
    past = time.time() - pending.ASKED_FOR - 1
    os.utime(folder / pending.WAITED_FOR, (past, past))

    assert not pending.is_writing_asked_for()


def test_without_marks_a_reader_does_not_wait(folder: Path) -> None:
    begun = time.monotonic()

    pending.wait_until_written()

    assert time.monotonic() - begun < pending.LONGEST / 2


@pytest.mark.parametrize("shift", [-pending.STALE - 5, 60.0], ids=["of a dead process", "of a later exchange"])
def test_a_reader_does_not_wait_for_a_mark(folder: Path, shift: float) -> None:
    folder.mkdir()
    other = folder / f"other-1{pending.SUFFIX}"
    other.touch()
    os.utime(other, (time.time() + shift, time.time() + shift))
    begun = time.monotonic()

    pending.wait_until_written()

    assert time.monotonic() - begun < pending.LONGEST / 2


def test_a_reader_waits_for_exchanges_of_long_ago_while_their_process_renews_its_mark(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pending, "LONGEST", 0.05)
    pending.mark_pending(time.time() - 2 * pending.STALE)
    begun = time.monotonic()

    pending.wait_until_written()

    assert time.monotonic() - begun >= 0.05


def test_a_process_that_never_writes_is_waited_for_no_longer_than_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pending, "LONGEST", 0.05)
    folder.mkdir()
    (folder / f"other-1{pending.SUFFIX}").touch()
    begun = time.monotonic()

    pending.wait_until_written()

    assert 0.05 <= time.monotonic() - begun < 1


def test_a_folder_that_is_a_file_stops_no_reader(folder: Path) -> None:
    folder.write_text("no folder")

    pending.mark_pending(time.time())
    pending.wait_until_written()
    pending.unmark_pending()
