"""A whole simulator, started as its users start it, in a folder and on ports of its own."""

import fcntl
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

from infra.supervisor.folder_lock import running_processes
from tests.environment import SHARED_DIR
from tests.infra.supervisor.resident_shell import ResidentShell
from tests.servers import answers, free_port
from tests.waiting import eventually

ROOT = Path(__file__).resolve().parents[3]
DATABASE = "simulator.sqlite3"
PREPARE = "from django.core.management import call_command as call\ncall('migrate', verbosity=0)\ncall('pki')"
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
        self._shell: ResidentShell | None = None

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
        """What a program prints that works on this simulator's folder, as in `manage.py shell`."""
        if self._shell is None:
            self._shell = ResidentShell(self.environment)
        return self._shell.run(program).strip()

    def end_shell(self) -> None:
        if self._shell is not None:
            self._shell.end()
            self._shell = None

    def processes(self) -> Mapping[str, int]:
        return running_processes(self.folder)

    def alive(self) -> list[int]:
        """Every process that works on this simulator's folder, wherever it hangs in the tree; not our shell."""
        mine = f"MM_DATA_DIR={self.folder}".encode()
        found = [int(entry.name) for entry in Path("/proc").glob("[0-9]*") if mine in _environment(entry)]
        return [pid for pid in found if self._shell is None or pid != self._shell.pid]

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
def prepared_folder() -> Path:
    """A data folder with certificates and a database in which every migration has run: made once in a test run."""
    folder = Path(SHARED_DIR) / "prepared"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            begun = folder.with_suffix(".begun")
            begun.mkdir(exist_ok=True)
            made = Simulator(begun).manage("shell", "--no-imports", "--command", PREPARE)
            assert made.returncode == 0, made.stderr
            begun.rename(folder)
    return folder


def give_certificates(folder: Path) -> None:
    """Give a data folder certificates of which all is in place: keys take long to find."""
    shutil.copytree(prepared_folder() / "pki", folder / "pki")


def prepare_folder(folder: Path) -> None:
    """Give a data folder certificates and a database in which every migration has run, where it has none."""
    if not (folder / "pki").exists():
        give_certificates(folder)
    if not (folder / DATABASE).exists():
        shutil.copyfile(prepared_folder() / DATABASE, folder / DATABASE)


@contextmanager
def running_simulator(folder: Path, **environment: str) -> Iterator[Simulator]:
    """A simulator that runs. Migrations and keys, which take seconds, are made anew by `Simulator.start` alone."""
    simulator = Simulator(folder, **environment)
    if "DATABASE_URL" not in simulator.environment:
        prepare_folder(folder)
    elif not (folder / "pki").exists():
        give_certificates(folder)
    try:
        simulator.start()
        yield simulator
    finally:
        end(simulator)


def end(simulator: Simulator) -> None:
    simulator.end_shell()
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
