"""A file comes back once when a process is killed, a register is silent, or another file fails."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from formedlare import intake
from formedlare.models import Distribution
from infra.errors import InternalError
from sender.print_files import processing, results, states
from sender.print_files.arrival import uploads, watched_folder
from tests import cast
from tests.sender.print_files.arrival.watching import names, put, sweep
from tests.sender.print_files.conftest import print_file, row, take_in


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
