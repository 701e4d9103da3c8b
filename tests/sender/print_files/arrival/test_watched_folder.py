"""The watched folder: files are taken when they are complete, and come back with their result."""

from __future__ import annotations

import os
import shutil
import time
import zipfile
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command

from formedlare import intake
from formedlare.models import Distribution
from infra.errors import InternalError
from sender.print_files import processing, results, states
from sender.print_files.arrival import uploads, watched_folder
from sender.print_files.models import BatchFile
from tests import cast, relay
from tests.sender.print_files.conftest import print_file, row, take_in


@pytest.fixture
def inbox(batch: Path) -> Path:
    """Where kommun-a puts its files."""
    made = batch / "data" / "batch" / "in" / "kommun-a"
    made.mkdir(parents=True)
    return made


def put(inbox: Path, name: str = "brev.zip", *, seconds_ago: float = 10.0, who: str = cast.ARVID) -> Path:
    path = print_file(inbox / name, [row(who, "a.pdf")])
    then = time.time() - seconds_ago
    os.utime(path, (then, then))
    return path


def sweep() -> None:
    """What the queue does every other second, and its workers."""
    watched_folder.take_in_complete()
    for file in BatchFile.objects.all():
        while processing.advance_file(file.pk):
            pass
    relay.work()
    for file in BatchFile.objects.all():
        processing.advance_file(file.pk)


def names(path: Path) -> list[str]:
    return sorted(item.name for item in path.iterdir()) if path.exists() else []


def test_a_file_is_taken_and_comes_back_with_its_result(inbox: Path, only_mailbox: None) -> None:
    put(inbox)

    sweep()

    assert names(inbox) == ["done", "running"]
    assert names(inbox / "running") == []
    assert names(inbox / "done") == ["brev.zip", "brev.zip.resultat.csv", "brev.zip.resultat.jsonl"]
    assert "delivered" in (inbox / "done" / "brev.zip.resultat.csv").read_text("utf-8-sig")
    assert BatchFile.objects.get().sender == "162021004748"


@pytest.mark.parametrize("name", ["VERSAL.ZIP", "Brev.Zip"])
def test_the_ending_may_be_in_capitals(inbox: Path, only_mailbox: None, name: str) -> None:
    put(inbox, name)

    sweep()

    assert names(inbox / "done") == [name, f"{name}.resultat.csv", f"{name}.resultat.jsonl"]


def test_what_is_no_zip_comes_back_with_a_note_when_it_has_been_still(inbox: Path) -> None:
    path = inbox / "brev.pdf"
    path.write_bytes(cast.PDF)
    sweep()
    assert names(inbox) == ["brev.pdf"]

    os.utime(path, (time.time() - 100,) * 2)
    sweep()

    assert names(inbox / "done") == ["brev.pdf", "brev.pdf.svar.txt"]
    assert "slutar på .zip" in (inbox / "done" / "brev.pdf.svar.txt").read_text()


def test_a_file_in_no_senders_folder_stays_with_a_note_until_it_is_moved(inbox: Path, only_mailbox: None) -> None:
    lost = put(inbox.parent)

    sweep()

    assert names(inbox.parent) == [".lock", "brev.zip", "brev.zip.svar.txt", "kommun-a"]
    assert "Flytta den till avsändarens mapp" in (inbox.parent / "brev.zip.svar.txt").read_text()
    lost.rename(inbox / "brev.zip")
    sweep()
    assert names(inbox.parent) == [".lock", "kommun-a"]
    assert "brev.zip.resultat.csv" in names(inbox / "done")


def test_the_seeded_senders_find_their_folders(batch: Path) -> None:
    call_command("seed", verbosity=0)

    assert names(batch / "data" / "batch" / "in") == ["exempelbanken", "kommun-a", "kommun-b"]


@pytest.mark.parametrize("name", ["brev.zip.part", ".brev.zip", "brev.zip.filepart", "brev.TMP"])
def test_what_is_still_being_written_is_left_alone(inbox: Path, name: str) -> None:
    put(inbox, name, seconds_ago=100)

    sweep()

    assert names(inbox) == [name]


def test_a_file_that_was_changed_just_now_is_left_until_it_has_been_still(inbox: Path) -> None:
    put(inbox, seconds_ago=0)

    sweep()

    assert not BatchFile.objects.exists()


def test_a_file_whose_end_has_not_come_is_left_for_a_while_and_then_refused(inbox: Path) -> None:
    path = put(inbox)
    path.write_bytes(path.read_bytes()[:100])
    os.utime(path, (time.time() - 10,) * 2)
    sweep()
    assert not BatchFile.objects.exists()

    os.utime(path, (time.time() - 100,) * 2)
    sweep()

    assert names(inbox / "done") == ["brev.zip", "brev.zip.svar.txt"]
    assert "avbruten" in (inbox / "done" / "brev.zip.svar.txt").read_text()


def test_the_same_file_again_is_said_to_be_so(inbox: Path, only_mailbox: None) -> None:
    put(inbox)
    sweep()
    shutil.copy2(inbox / "done" / "brev.zip", inbox / "igen.zip")
    os.utime(inbox / "igen.zip", (time.time() - 10,) * 2)

    sweep()

    came = (
        BatchFile.objects.get().created_at.astimezone(ZoneInfo("Europe/Stockholm")).isoformat(timespec="seconds")
    )
    assert f"har kommit förut: brev.zip, {came}, id " in (inbox / "done" / "igen.zip.svar.txt").read_text()
    assert (inbox / "done" / "igen.zip").exists()
    assert Distribution.objects.count() == 1


def test_a_name_that_is_taken_gets_a_number(inbox: Path, only_mailbox: None) -> None:
    put(inbox)
    sweep()
    put(inbox, who=cast.MARIA)

    sweep()

    assert {"brev.zip", "brev-2.zip", "brev-2.zip.resultat.csv"} <= set(names(inbox / "done"))


def test_a_sender_without_a_key_gets_the_file_back_with_the_reason(batch: Path) -> None:
    inbox = batch / "data" / "batch" / "in" / "kommun-c"
    inbox.mkdir(parents=True)
    put(inbox)

    sweep()

    assert "ingen nyckel" in (inbox / "done" / "brev.zip.svar.txt").read_text()


def test_a_register_that_does_not_answer_leaves_the_file_for_the_next_look(
    inbox: Path, only_mailbox: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox)

    def silent(*_: object, **__: object) -> None:
        raise InternalError("Registret svarade inte.", "The register did not answer.")

    with monkeypatch.context() as patched:
        patched.setattr(intake, "require_rights", silent)
        watched_folder.take_in_complete()
    assert names(inbox / "running") == ["brev.zip"]

    sweep()

    assert "brev.zip.resultat.csv" in names(inbox / "done")


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize(
    ("module", "name", "at_call"),
    [
        (uploads, "take_in", 1),
        (states, "move_file", 1),
        (shutil, "copyfile", 1),
        (results, "write_results", 1),
        (watched_folder, "give_back", 1),
        (shutil, "copyfile", 2),
    ],
    ids=["announced", "noted", "copied", "result written", "given back", "result copied"],
)
def test_killed_at_any_step_the_file_comes_back_once_with_its_result(
    inbox: Path, only_mailbox: None, monkeypatch: pytest.MonkeyPatch, module: object, name: str, at_call: int
) -> None:
    real, calls = getattr(module, name), 0

    def dies(*args: object, **more: object) -> object:
        nonlocal calls
        calls += 1
        if calls == at_call:
            raise Killed
        return real(*args, **more)

    put(inbox)
    with monkeypatch.context() as patched:
        patched.setattr(module, name, dies)
        with pytest.raises(Killed):
            sweep()

    sweep()

    assert names(inbox / "done") == ["brev.zip", "brev.zip.resultat.csv", "brev.zip.resultat.jsonl"]
    assert names(inbox / "running") == []
    assert Distribution.objects.count() == 1


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


@pytest.mark.parametrize("broken", ["stat", "take_in"])
def test_an_error_with_one_file_stops_no_other_and_is_named_in_the_log(
    inbox: Path,
    only_mailbox: None,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    broken: str,
) -> None:
    put(inbox, "a-bad.zip")
    put(inbox, "good.zip", who=cast.MARIA)
    module = {"stat": zipfile, "take_in": uploads}[broken]
    name = {"stat": "is_zipfile", "take_in": "take_in"}[broken]
    real = getattr(module, name)

    def fails_for_the_bad(path: Path, *args: object, **more: object) -> object:
        if path.name == "a-bad.zip":
            raise RuntimeError("as nobody had thought of")
        return real(path, *args, **more)

    with monkeypatch.context() as patched:
        patched.setattr(module, name, fails_for_the_bad)
        sweep()

    assert "good.zip.resultat.csv" in names(inbox / "done")
    assert "a-bad.zip" in names(inbox) + names(inbox / "running")
    assert "a-bad.zip' in the watched folder is left where it is: RuntimeError" in caplog.text

    sweep()

    assert "a-bad.zip.resultat.csv" in names(inbox / "done")


def test_a_watched_folder_that_cannot_be_read_stops_no_file_that_came_otherwise(
    batch: Path, only_mailbox: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = take_in(print_file(batch / "brev.zip", [row(cast.ARVID, "a.pdf")]))
    asked: list[int] = []

    def unreadable() -> None:
        raise PermissionError("not for us")

    monkeypatch.setattr(watched_folder, "take_in_complete", unreadable)
    monkeypatch.setattr(processing, "ask_for_worker", asked.append)

    processing.sweep_files()

    assert asked == [file.pk]
