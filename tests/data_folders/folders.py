"""Data folders as files: packed, unpacked, and opened by the program in a process of its own."""

import json
import os
import re
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
DATABASE = "simulator.sqlite3"
FIRST_PORT = 21_000
PORTS = {
    "MM_HTTP_PORT": str(FIRST_PORT),
    "MM_SOAP_PORT": str(FIRST_PORT + 1),
    "MM_SMTP_PORT": str(FIRST_PORT + 2),
}
"""What letters under way remember of their operators' addresses. Opening a folder listens on none of them."""
KEEP = {
    "MM_RELAY_KEEP_HOURS": str(24 * 365 * 100),
    "MM_BATCH_KEEP_DAYS": "0",
    "MM_RELAY_HISTORY_DAYS": "0",
    "MM_PRINT_EVERY_SECONDS": "0",
}
"""Nothing in the folder is too old, and what lies in the print queue stays there."""
LEFT_OUT = {"log", "static", "run", "queue", "terminal.txt"}
"""What a start makes anew; what the queue holds is due in the database, too."""
MAX_SECONDS = 120


def pack(folder: Path, archive: Path) -> None:
    """Pack a data folder whose simulator has stopped, without what every start makes anew."""
    with tempfile.TemporaryDirectory() as above:
        copy = Path(above) / DATABASE
        with closing(sqlite3.connect(folder / DATABASE)) as database:
            # The tables' constraints ask for a function that Django brings.
            database.create_function("REGEXP", 2, lambda form, value: re.search(form, value) is not None)
            database.execute("VACUUM INTO ?", [str(copy)])
        with tarfile.open(archive, "w:xz", preset=9) as packed:
            packed.add(copy, DATABASE, filter=_nobodys)
            for entry in sorted(folder.iterdir()):
                if entry.name not in LEFT_OUT and not entry.name.startswith(DATABASE) and entry.suffix != ".lock":
                    packed.add(entry, entry.name, filter=_nobodys)


def _nobodys(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


def unpack(archive: Path, folder: Path) -> None:
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")


def environment(folder: Path) -> dict[str, str]:
    """The settings with which a folder is opened: nothing of the test run's own."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("MM_")}
    for name in ("DATABASE_URL", "REDIS_URL", "EMAIL_URL"):
        own.pop(name, None)
    return {**own, **PORTS, **KEEP, "MM_DATA_DIR": str(folder)}


def manage(folder: Path, *arguments: str) -> str:
    """Run a command of manage.py on the folder, and give back what it said."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(folder),
        capture_output=True,
        text=True,
        check=False,
        timeout=MAX_SECONDS,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def read(folder: Path, what: str) -> Any:
    """What a function of tests.data_folders finds in the folder, for instance `rest.answers`."""
    return found_in(manage(folder, "shell", "--no-imports", "--command", lines_of(what)))


def lines_of(what: str) -> str:
    """The program that prints what such a function finds."""
    module, _, function = what.partition(".")
    return f"import json; from tests.data_folders import {module}; print(json.dumps({module}.{function}()))"


def found_in(output: str) -> Any:
    """What that program has printed."""
    return json.loads(output.splitlines()[-1])


def record(archive: Path) -> None:
    """Write down beside the archive what its folder holds, and what a copy of it shows."""
    with tempfile.TemporaryDirectory() as above:
        folder = Path(above)
        unpack(archive, folder)
        facts = {
            "stored": stored(folder),
            "rest": read(folder, "rest.answers"),
            "pages": read(folder, "pages.everything"),
        }
    target = archive.with_name(archive.name.removesuffix(".tar.xz") + ".json")
    target.write_text(json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def stored(folder: Path) -> dict[str, int]:
    """How many rows each table has that has any."""
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        counts = {name: database.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0] for name in names}
    return {name: count for name, count in counts.items() if count}
