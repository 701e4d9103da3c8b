"""`manage.py reset` forgets everything of the simulator's, nothing of anybody else's, and never while it runs."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from infra.supervisor.folder_lock import FolderLock

OURS = [
    "pki/ca.pem",
    "queue/messages/1.msg",
    "batch/in/kommun-a/letters.zip",
    "log/web.log",
    "register-log.head",
    "secret.key",
    "simulator.sqlite3",
    "simulator.sqlite3-wal",
    "celerybeat-schedule",
]
OTHERS = ["bench/result.json", "notes.txt", "my-pki/ca.pem", "old-simulator.sqlite3"]


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.DATA_DIR, settings.REDIS_URL = tmp_path, ""
    for name in (*OURS, *OTHERS):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


def left(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()} - {"run/running.json"}


@pytest.fixture
def embedded(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database is the file in the data folder."""
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")


def test_all_of_the_simulator_s_is_gone_and_the_rest_stays(folder: Path, embedded: None) -> None:
    output = StringIO()

    call_command("reset", stdout=output)

    assert left(folder) == set(OTHERS)
    assert str(folder) in output.getvalue()


def test_a_second_reset_finds_nothing_and_does_not_mind(folder: Path, embedded: None) -> None:
    for _ in range(2):
        call_command("reset", stdout=StringIO())

    assert left(folder) == set(OTHERS)


def test_nothing_is_forgotten_while_the_simulator_runs(folder: Path, embedded: None) -> None:
    lock = FolderLock.take(folder)
    lock.write({"supervisor": 4711})

    with pytest.raises(CommandError, match=r"process 4711.*already running"):
        call_command("reset", stdout=StringIO())

    assert left(folder) == {*OURS, *OTHERS}
    lock.release()


def test_a_link_is_removed_and_what_it_leads_to_is_not(folder: Path, embedded: None) -> None:
    (folder / "secret.key").unlink()
    (folder / "secret.key").symlink_to(folder / "notes.txt")

    call_command("reset", stdout=StringIO())

    assert (folder / "notes.txt").read_text() == "notes.txt"
    assert not (folder / "secret.key").is_symlink()


@pytest.mark.parametrize("name", ["pki", "batch"])
def test_a_folder_that_is_a_link_to_another_disk_is_only_unlinked(folder: Path, embedded: None, name: str) -> None:
    elsewhere = folder / "elsewhere"
    (folder / name).rename(elsewhere)
    (folder / name).symlink_to(elsewhere, target_is_directory=True)

    call_command("reset", stdout=StringIO())

    assert not (folder / name).exists()
    assert [file.name for file in elsewhere.rglob("*") if file.is_file()]
