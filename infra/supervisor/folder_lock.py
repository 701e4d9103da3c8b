"""The lock that keeps a data folder to one simulator. The kernel releases it when its last process ends."""

import fcntl
import json
from contextlib import suppress
from pathlib import Path
from typing import IO, Self


class FolderInUse(Exception):
    """Another simulator uses the data folder."""


class FolderLock:
    """Held from `take` until the process, and every process it forked, has ended."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    @classmethod
    def take(cls, data_folder: Path) -> Self:
        """Lock the folder.

        Raises:
            FolderInUse: it is locked already. The message names the process.
        """
        path = running_file(data_folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+b", buffering=0)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            file.close()
            raise FolderInUse(_explain_use(data_folder)) from problem
        return cls(file)

    def write(self, processes: dict[str, int]) -> None:
        """Write the names and ids of the running processes, for people and for `reset`. A full disk is ignored."""
        with suppress(OSError):
            self._file.truncate(0)
            self._file.write(json.dumps(processes).encode())

    def release(self) -> None:
        self.write({})
        self._file.close()


def running_file(data_folder: Path) -> Path:
    return data_folder / "run" / "running.json"


def running_processes(data_folder: Path) -> dict[str, int]:
    """Names and ids of the processes as last written; empty when no simulator runs."""
    try:
        noted: dict[str, int] = json.loads(running_file(data_folder).read_text() or "{}")
    except (FileNotFoundError, ValueError):
        return {}
    return noted


def _explain_use(data_folder: Path) -> str:
    pid = running_processes(data_folder).get("supervisor")
    who = f" (process {pid})" if pid else ""
    return (
        f"A simulator{who} is already running on {data_folder}. Stop it first (Ctrl-C where it runs), "
        "or give this one a data folder and ports of its own: MM_DATA_DIR, MM_HTTP_PORT, MM_SOAP_PORT, "
        "MM_SMTP_PORT."
    )
