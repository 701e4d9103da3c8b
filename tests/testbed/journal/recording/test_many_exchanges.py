"""While many exchanges come, they wait until few do, a reader asks, or there are too many of them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from testbed.journal.recording import pending, recorder, storing
from testbed.journal.recording.bodies import BodyPlace, BodyWriter, read_body
from testbed.journal.recording.entries import JournalEntry
from testbed.journal.recording.recorder import Recorder
from tests.testbed.journal.told import exchange
from tests.waiting import eventually

SUBJECT = b"<Subject>Beslut</Subject>" + b" " * 2_000


class Rush:
    """A recorder to which an exchange comes each time that it looks for readers, and what it has written."""

    def __init__(self) -> None:
        self.recorder = Recorder()
        self.written: list[JournalEntry] = []
        self.looked = 0
        self.ends_after = 1_000_000
        self.pauses_at = 0
        self.asks_at = 1_000_000
        self.noted = 0
        self.noted_at_first_write = 0

    def note(self) -> None:
        self.noted += 1
        self.recorder.note(exchange(request=SUBJECT, response=b"answer", label="run"))

    def look(self) -> bool:
        self.looked = look = self.looked + 1
        if look <= self.ends_after and look != self.pauses_at:
            self.note()
        return look == self.asks_at

    def store(self, entries: Sequence[JournalEntry]) -> None:
        if not self.written:
            self.noted_at_first_write = self.noted
        self.written += entries

    def run_until_all_is_written(self) -> None:
        self.note()
        eventually(lambda: len(self.written) == self.noted > self.ends_after, saying="all are written")

    def run_until_some_is_written(self) -> None:
        self.note()
        eventually(lambda: self.written, saying="some are written")
        self.ends_after = 0


@pytest.fixture
def rush(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> Rush:
    settings.JOURNAL_DIR = tmp_path / "journal"
    settings.JOURNAL_WRITE_SECONDS = 0.03
    made = Rush()
    monkeypatch.setattr(recorder, "MANY_A_SECOND", 1)
    monkeypatch.setattr(storing, "store_entries", made.store)
    monkeypatch.setattr(pending, "is_writing_asked_for", made.look)
    return made


def test_they_are_written_when_few_come_again(rush: Rush) -> None:
    rush.ends_after = 12

    rush.run_until_all_is_written()

    assert rush.noted_at_first_write == 13


def test_few_are_written_after_the_time_that_the_settings_say(rush: Rush, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorder, "MANY_A_SECOND", 1_000_000)

    rush.run_until_some_is_written()

    assert rush.noted_at_first_write < 12


def test_readers_are_looked_for_less_often_the_more_exchanges_wait(
    rush: Rush, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.JOURNAL_WRITE_SECONDS = 0.3
    monkeypatch.setattr(recorder, "MANY_A_SECOND", 1_000_000)
    monkeypatch.setattr(recorder, "LOOK_SECONDS", 0.001)
    rush.ends_after = 0
    for _ in range(100):
        rush.note()

    eventually(lambda: len(rush.written) == 100, saying="all are written")

    assert rush.looked < 20


def test_a_reader_does_not_wait_for_the_end(rush: Rush) -> None:
    rush.asks_at = 8

    rush.run_until_some_is_written()

    assert rush.noted_at_first_write == 9


def test_so_many_that_a_reader_would_wait_long_are_written(rush: Rush, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorder, "MOST_UNWRITTEN", 10)

    rush.run_until_some_is_written()

    assert 10 <= rush.noted_at_first_write < 20


def test_they_wait_no_longer_than_said(rush: Rush, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorder, "LONGEST_WAIT", 0.1)

    rush.run_until_some_is_written()

    assert len(rush.written) >= 1


def test_their_bytes_wait_in_a_file_and_are_found_there(rush: Rush, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorder, "BYTES_IN_MEMORY", 4 * len(SUBJECT))
    moved = record_calls(monkeypatch)
    rush.ends_after = 20

    rush.run_until_all_is_written()

    assert len(moved) > 2, "they were not moved before they were written"
    assert rush.noted_at_first_write == rush.noted
    assert sum(moved) == rush.noted
    for entry in rush.written:
        place = place_of(entry)
        assert (read_body(place), read_body(place, response=True)) == (SUBJECT, b"answer")
        assert entry.values["subject"] == "Beslut"


def test_what_comes_while_bytes_are_moved_makes_nothing_be_written(
    rush: Rush, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory is full until all of them are moved, and none comes in the moment after."""

    def note_one_more() -> None:
        if rush.noted < 10:
            rush.pauses_at = rush.looked + 1
            rush.note()

    monkeypatch.setattr(recorder, "BYTES_IN_MEMORY", 4 * len(SUBJECT))
    record_calls(monkeypatch, meanwhile=note_one_more)
    rush.ends_after = 30

    rush.run_until_all_is_written()

    assert rush.noted_at_first_write == rush.noted


def test_a_full_disk_makes_them_be_written_without_their_bytes(
    rush: Rush, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(BodyWriter, "append", full)

    rush.run_until_some_is_written()

    assert rush.written[0].values["file"] == ""
    assert (rush.written[0].values["octets_in"], rush.written[0].values["subject"]) == (len(SUBJECT), "Beslut")


def test_readers_know_that_the_process_lives_while_they_wait(rush: Rush, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pending, "RENEWAL", 0)
    marked: list[float] = []
    monkeypatch.setattr(pending, "mark_pending", marked.append)
    rush.ends_after = 10

    rush.run_until_all_is_written()

    assert len(marked) > 3
    assert len(set(marked)) == 1, "the mark says since when the first of them waits"


def test_what_is_moved_while_another_thread_writes_is_written_once(rush: Rush) -> None:
    rush.ends_after = 0
    stopped = threading.Event()
    other = threading.Thread(target=write_until, args=(rush.recorder, stopped.is_set))
    other.start()
    try:
        for _ in range(200):
            rush.note()
        rush.run_until_all_is_written()
    finally:
        stopped.set()
        other.join()

    assert len({entry.values["request_place"] for entry in rush.written}) == rush.noted


def write_until(writer: Recorder, is_over: Callable[[], bool]) -> None:
    while not is_over():
        writer.write()


def record_calls(monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], None] = lambda: None) -> list[int]:
    """How many exchanges each call of the writer of bytes had, from now on."""
    calls: list[int] = []
    real = BodyWriter.append

    def append(self: BodyWriter, bodies: Sequence[tuple[bytes, bytes]]) -> list[BodyPlace]:
        calls.append(len(bodies))
        meanwhile()
        return real(self, bodies)

    monkeypatch.setattr(BodyWriter, "append", append)
    return calls


def place_of(entry: JournalEntry) -> BodyPlace:
    values = entry.values
    return BodyPlace(values["file"], values["request_place"], values["request_kept"], values["response_kept"])
