"""Data folders of earlier versions open with everything in them: tests/data_folders has them, one of each day.

The program brings a folder in order as its every start does, in a process of its own. What it shows then, over
REST and on its pages, is compared with what the version that made the folder showed. No table, module or class
is named here, and no wording: those may change.
"""

import json
import re
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from itertools import starmap
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from formedlare.models.channel import Channel
from tests.data_folders import folders
from tests.infra.supervisor.resident_shell import ResidentShell
from tests.waiting import eventually

Read = Callable[[str], Any]
ARCHIVES = sorted(folders.FOLDER.glob("*.tar.xz"))
IDENTIFIER = re.compile("[0-9a-z]{32,}")
"""UUIDs (without hyphens), digests and session keys."""
PLAYED = ("lookup", "minmyndighetspost.se", "kivra.com", "digimail.se")
"""Lanes whose letters can arrive, since the simulator plays the operators."""
ARRIVED = {"delivered", "printed", "rerouted"}
"""In the mailbox, on paper, or in the print queue."""


class Opened:
    """A folder as it was packed, the same brought in order by today's program, and what it should show."""

    def __init__(self, archive: Path, above: Path) -> None:
        self.expected = json.loads(archive.with_name(archive.name.replace(".tar.xz", ".json")).read_text())
        self.before, self.folder = above / "before", above / "opened"
        folders.unpack(archive, self.before)
        folders.unpack(archive, self.folder)
        folders.manage(self.folder, "prepare")

    def copy(self, to: Path) -> Path:
        """One to work in: reading a letter marks it as read."""
        return Path(shutil.copytree(self.folder, to / "copy"))


@pytest.fixture(scope="module", params=ARCHIVES, ids=lambda archive: archive.name.partition(".")[0])
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    return Opened(request.param, tmp_path_factory.mktemp("data-folder"))


def test_there_is_a_data_folder_to_open() -> None:
    assert ARCHIVES


def test_nothing_that_was_stored_is_lost(opened: Opened) -> None:
    """Identifiers and contents are all still there, in whatever table and column."""
    before, now = Stored(opened.before), Stored(opened.folder)

    assert not before.identifiers - now.identifiers
    assert not before.contents - now.contents


def test_rest_answers_what_it_answered(opened: Opened) -> None:
    answered = folders.read(opened.folder, "rest.answers")

    assert not list(_differences(opened.expected["rest"], answered))


@pytest.mark.parametrize("kind", ["mailboxes", "phones", "console"])
def test_pages_show_what_they_showed(opened: Opened, kind: str, tmp_path: Path) -> None:
    shown = folders.read(opened.copy(tmp_path), f"pages.{kind}")

    assert not list(_differences(opened.expected["pages"][kind], shown))


@pytest.mark.timeout(240)
def test_what_is_under_way_goes_on(opened: Opened, tmp_path: Path) -> None:
    """Letters that can arrive do, in order, and a print file is read. Past their deadline letters go on paper."""
    folder = opened.copy(tmp_path)
    with _reading(folder) as read:
        waiting = _under_way(read)
        assert {one.state for one in waiting} >= {"received", "looked_up", "waiting"}
        assert "received" in read("rest.states_of_print_files")

        with _process(folder, "relay"), _process(folder, "beat"):
            read("rest.try_all_now")
            eventually(lambda: not _under_way(read), 100, "every letter that can go on has arrived")
            eventually(lambda: "received" not in read("rest.states_of_print_files"), 30, "the print file is read")

        letters = {one["distribution_id"]: one for one in read("rest.answers")["deliveries"]}

    for one in waiting:
        (leg,) = [leg for leg in letters[one.letter]["legs"] if leg["recipient"] == one.recipient]
        is_in_time = datetime.now(UTC) < datetime.fromisoformat(leg["deadline"])
        assert leg["state"] in ({"delivered"} if is_in_time and one.lane != "lookup" else ARRIVED)
    for later, earlier in _in_order(opened.expected["rest"]["deliveries"], letters):
        assert earlier <= later


class UnderWay(NamedTuple):
    letter: str
    recipient: str
    lane: str
    state: str


@contextmanager
def _reading(folder: Path) -> Iterator[Read]:
    """What `folders.read` finds, in a process that has loaded Django once."""
    shell = ResidentShell(folders.environment(folder))
    try:
        yield lambda what: folders.found_in(shell.run(folders.lines_of(what)))
    finally:
        shell.end()


def _under_way(read: Read) -> list[UnderWay]:
    """The letters that can arrive, and have not."""
    return [one for one in starmap(UnderWay, read("rest.under_way")) if one.lane in PLAYED]


def _in_order(before: list[Any], now: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """When letters that waited for an earlier one arrived, each with when the earlier one did."""
    for letter in before:
        for old in letter["legs"]:
            if old["waits_for"] and old["lane"] in PLAYED:
                yield _finished(now[letter["distribution_id"]]), _finished(now[old["waits_for"]])


def _finished(letter: dict[str, Any]) -> str:
    return max(str(leg["finished_at"]) for leg in letter["legs"])


@contextmanager
def _process(folder: Path, name: str) -> Iterator[None]:
    """One of the simulator's processes on the folder. None of those that listen is needed."""
    command = [sys.executable, "manage.py", "run_part", name]
    process = subprocess.Popen(command, cwd=folders.ROOT, env=folders.environment(folder))
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


class Stored:
    """What the database has that names something, and how often it has each content, by digest."""

    def __init__(self, folder: Path) -> None:
        self.identifiers: set[str] = set()
        self.contents: Counter[str] = Counter()
        with closing(sqlite3.connect(folder / folders.DATABASE)) as database:
            for table in folders.stored(folder):
                for row in database.execute(f'SELECT * FROM "{table}"'):
                    self._note(row)

    def _note(self, row: tuple[object, ...]) -> None:
        self.contents.update(sha256(value).hexdigest() for value in row if isinstance(value, bytes))
        texts = {value.replace("-", "") for value in row if isinstance(value, str)}
        self.identifiers |= {text for text in texts if IDENTIFIER.fullmatch(text)}


def _differences(expected: Any, found: Any, path: str = "") -> Iterator[str]:
    """Where what is found lacks what is expected, or has it otherwise. There may be more fields than before."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for name, value in expected.items():
            if name in found:
                yield from _differences(value, found[name], f"{path}/{name}")
            else:
                yield f"{path}/{name} is missing"
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for place, (one, other) in enumerate(zip(expected, found, strict=True)):
            yield from _differences(one, other, f"{path}/{place}")
    elif expected != found and not _is_channel_of_today(path, expected, found):
        yield f"{path}: {found!r} instead of {expected!r}"


def _is_channel_of_today(path: str, expected: Any, found: Any) -> bool:
    """The version before wrote an empty channel where REST now writes null, or the one that was tried last."""
    return path.endswith("/channel") and expected == "" and (found is None or found in Channel.values)
