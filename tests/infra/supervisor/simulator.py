"""A whole simulator, started as its users start it, in a folder and on ports of its own."""

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from infra.supervisor.folder_lock import running_processes
from tests.servers import answers, free_port
from tests.waiting import eventually

ROOT = Path(__file__).resolve().parents[3]
DATABASE = "simulator.sqlite3"
START = 60.0
"""Seconds that a start may take on a machine that does much else. What it should take: bench."""
COMMAND = 100.0
"""Seconds that a command may take on such a machine."""


class Simulator:
    """`make run`, as seen from outside."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.web_port, self.soap_port, self.smtp_port = free_port(), free_port(), free_port()
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("MM_")},
            "MM_DATA_DIR": str(folder),
            "MM_HTTP_PORT": str(self.web_port),
            "MM_SOAP_PORT": str(self.soap_port),
            "MM_SMTP_PORT": str(self.smtp_port),
            "MM_FAULTY_TLS_PORT": "0",
            **environment,
        }
        self._words = folder / "terminal.txt"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._words.open("wb") as terminal:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "run"],
                cwd=ROOT,
                env=self.environment,
                stdout=terminal,
                stderr=terminal,
            )
        try:
            eventually(lambda: "\nReady.\n" in self.said() or self.ended(), START)
        finally:
            assert "\nReady.\n" in self.said(), self.said()[-5000:]

    def stop(self, number: int = signal.SIGTERM) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(20)

    def ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def said(self) -> str:
        return self._words.read_text() if self._words.exists() else ""

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run another command of manage.py against this simulator."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=COMMAND,
        )

    def python(self, program: str) -> str:
        done = self.manage("shell", "--no-imports", "--command", program)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def processes(self) -> Mapping[str, int]:
        return running_processes(self.folder)

    def alive(self) -> list[int]:
        """Every process that works on this simulator's folder, wherever it hangs in the tree."""
        mine = f"MM_DATA_DIR={self.folder}".encode()
        return [int(entry.name) for entry in Path("/proc").glob("[0-9]*") if mine in _environment(entry)]

    def health(self) -> tuple[int, dict[str, Any]]:
        """Status and components; 0 when nobody answers."""
        try:
            status, body = self.get("/healthz")
        except OSError:
            return 0, {}
        return status, json.loads(body)["components"]

    def get(self, path: str) -> tuple[int, bytes]:
        caller = http.client.HTTPConnection("127.0.0.1", self.web_port, timeout=10)
        try:
            caller.request("GET", path)
            answer = caller.getresponse()
            return answer.status, answer.read()
        finally:
            caller.close()

    def works(self) -> bool:
        return self.health()[0] == 200

    def ports_in_use(self) -> list[int]:
        return [port for port in (self.web_port, self.soap_port, self.smtp_port) if answers(port)]


def _environment(entry: Path) -> list[bytes]:
    try:
        return (entry / "environ").read_bytes().split(b"\0")
    except OSError:
        return []


@cache
def migrated_database() -> Path:
    """A database in which every migration has run, and nothing else: made once, for simulators to begin with."""
    folder = Path(settings.DATA_DIR) / "migrated"
    folder.mkdir()
    made = Simulator(folder).manage("migrate")
    assert made.returncode == 0, made.stderr
    return folder / DATABASE


@contextmanager
def running_simulator(folder: Path, **environment: str) -> Iterator[Simulator]:
    """A simulator that runs. The migrations, which take seconds, are not run anew; `Simulator.start` runs them."""
    simulator = Simulator(folder, **environment)
    if "DATABASE_URL" not in simulator.environment and not (folder / DATABASE).exists():
        shutil.copyfile(migrated_database(), folder / DATABASE)
    try:
        simulator.start()
        yield simulator
    finally:
        end(simulator)


def end(simulator: Simulator) -> None:
    for pid in simulator.alive():
        kill(pid)
    if simulator.process is not None:
        simulator.process.wait(20)


def kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def another(simulator: Simulator, name: str) -> Callable[[], bool]:
    """Has the named process been started anew since now."""
    before = simulator.processes()[name]
    return lambda: simulator.processes().get(name, before) != before
