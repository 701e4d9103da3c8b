"""A simulator of one's own, from a checkout of its repository, for as long as the tests run.

Run as a program, this module watches over it: it ends the simulator when the process that the tests belong to is
gone, however that ended.
"""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType
from typing import Final

from minameddelanden.errors import NotReady
from minameddelanden.simulator import wait_until_ready

START_SECONDS: Final = 120.0
STOP_SECONDS: Final = 20.0
LOOK_SECONDS: Final = 0.5
SETTINGS: Final = {"MM_WEBHOOK_ALLOWED": "127.0.0.0/8"}
"""So that tests can have receivers of their own on this machine."""
PORT_SETTINGS: Final = ("MM_HTTP_PORT", "MM_SOAP_PORT", "MM_SMTP_PORT", "MM_FAULTY_TLS_PORT")
PORTS: Final = range(20_000, 32_000)
"""No system gives these to outgoing connections. One of those may be taken before the simulator listens there."""


@dataclass(frozen=True)
class Started:
    """A simulator that was started, as the tests' processes tell one another of it."""

    url: str
    watcher: int
    """The process that ends it."""

    def write(self, file: Path) -> None:
        file.write_text(json.dumps(asdict(self)))

    @classmethod
    def read(cls, file: Path) -> "Started":
        return cls(**json.loads(file.read_text()))

    def stop(self) -> None:
        """End the simulator, and wait until it has ended."""
        with suppress(ProcessLookupError):
            os.kill(self.watcher, signal.SIGTERM)
        ends = time.monotonic() + STOP_SECONDS
        while _is_alive(self.watcher) and time.monotonic() < ends:
            time.sleep(LOOK_SECONDS / 10)


def find_checkout(named: str = "") -> Path:
    """The folder with the simulator's repository: the named one, that around this package, or the current one.

    Raises:
        NotReady: there is none.
    """
    candidates = [Path(named)] if named else [Path(__file__).resolve().parents[2], Path.cwd()]
    for folder in candidates:
        if (folder / "manage.py").is_file() and (folder / "testbed").is_dir():
            return folder
    raise NotReady(
        f"No simulator runs, and none can be started from {candidates[0]}: it is no checkout of the simulator. "
        "Start one and give its address (--mm-url, MM_URL), or name a checkout (--mm-checkout, MM_CHECKOUT)."
    )


def start(checkout: Path, folder: Path, owner: int, **settings: str) -> Started:
    """Start a simulator with data in the folder, on free ports, until the process `owner` ends.

    Raises:
        NotReady: it did not start; the message has the end of what it said.
    """
    ports = {name: str(port) for name, port in zip(PORT_SETTINGS, _free_ports(len(PORT_SETTINGS)), strict=True)}
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MM_")}
    said = folder / "terminal.txt"
    with said.open("wb") as terminal:
        watcher = subprocess.Popen(  # noqa: S603 (the checkout that the tests name)
            [sys.executable, str(Path(__file__).resolve()), str(owner), *_command(checkout)],
            cwd=checkout,
            env={
                **inherited,
                "MM_DATA_DIR": str(folder / "data"),
                **SETTINGS,
                **ports,
                **settings,
                **_importable(),
            },
            stdout=terminal,
            stderr=terminal,
            start_new_session=True,
        )
    started = Started(f"http://localhost:{ports['MM_HTTP_PORT']}", watcher.pid)
    try:
        wait_until_ready(started.url, START_SECONDS)
    except NotReady as problem:
        started.stop()
        raise NotReady(f"{problem}\n{said.read_text(errors='replace')[-2000:]}") from problem
    return started


def _command(checkout: Path) -> list[str]:
    python = checkout / ".venv" / "bin" / "python"
    return [str(python), "manage.py", "run"] if python.exists() else ["make", "run"]


def _importable() -> dict[str, str]:
    """So that the watcher finds this package, installed or not."""
    here = str(Path(__file__).resolve().parents[1])
    return {"PYTHONPATH": os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH", "")]))}


def _free_ports(number: int) -> list[int]:
    found = set[int]()
    while len(found) < number:
        port = secrets.choice(PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            found.add(port)
    return list(found)


def _is_alive(pid: int) -> bool:
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def watch(owner: int, command: list[str]) -> int:
    """Run the command until it ends, SIGTERM comes, or the owner is gone."""
    child = subprocess.Popen(command)  # noqa: S603 (from `start`)

    def end(_number: int, _frame: FrameType | None) -> None:
        child.terminate()

    signal.signal(signal.SIGTERM, end)
    while child.poll() is None:
        if not _is_alive(owner):
            child.terminate()
        with suppress(subprocess.TimeoutExpired):
            child.wait(LOOK_SECONDS)
    return child.returncode


def remove(folder: Path) -> None:
    """Delete the folder of a simulator that has ended."""
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(watch(int(sys.argv[1]), sys.argv[2:]))
