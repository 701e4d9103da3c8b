"""Servers that some tests need, run for them alone."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import pytest

from tests.waiting import eventually

BELOW_OUTGOING: Final = range(20_000, 32_000)
"""Ports that no system gives to outgoing connections: one of those may be taken before a server listens there."""
_given: Final = set[int]()


def free_port() -> int:
    """A port on which nothing listens, and which this process has not been given before."""
    while True:
        port = secrets.choice(BELOW_OUTGOING)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            if port not in _given:
                _given.add(port)
                return port


def answers(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


class Redis:
    """A Redis server that keeps nothing, and can be stopped and started."""

    def __init__(self, program: str, folder: str) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._command = [
            program,
            "--port",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--dir",
            folder,
        ]
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL)
        eventually(lambda: answers(self.port), saying="Redis answers")

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()


class Postgres:
    """A PostgreSQL server with one database, which can be stopped, killed and started."""

    def __init__(self, programs: Path, folder: Path, settings: Sequence[str] = ()) -> None:
        """`settings`: name=value, as in its configuration file."""
        self._settings = settings
        self.port = free_port()
        self.url = f"postgres://simulator@127.0.0.1:{self.port}/simulator"
        self._programs, self._data = programs, folder / "data"
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        self._run("initdb", "--username=simulator", "--auth=trust", "--encoding=UTF8", "--no-sync")
        self.start()
        self._run("createdb", "--username=simulator", "--host=127.0.0.1", f"--port={self.port}", "simulator")

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self._data}"
        # What a killed server has written is safe with the operating system, which no test stops.
        options += " -c fsync=off -c full_page_writes=off"
        options += "".join(f" -c {setting}" for setting in self._settings)
        self._run("pg_ctl", "start", "--wait", "--silent", f"--log={self._data}/log", f"--options={options}")

    def stop(self, how: str = "fast") -> None:
        """Stop: `fast` ends connections in order, `immediate` is as good as a power cut."""
        self._run("pg_ctl", "stop", "--wait", "--silent", f"--mode={how}")

    def _run(self, program: str, *arguments: str) -> None:
        # PostgreSQL will not be run by root; Debian has a user for it.
        as_whom = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        environment = os.environ | {"PGDATA": str(self._data)}
        done = subprocess.run(
            [*as_whom, str(self._programs / program), *arguments],
            env=environment,
            cwd="/",
            check=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr.decode()}")


def postgres_programs() -> Path | None:
    """The folder with PostgreSQL's programs, of the newest version there is."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    on_path = shutil.which("initdb")
    return debian[-1] if debian else Path(on_path).parent if on_path else None


@contextmanager
def postgres_server(*settings: str) -> Iterator[Postgres]:
    """A PostgreSQL server with these settings (name=value).

    The test is skipped where there is none to run, but not in CI.
    """
    programs = postgres_programs()
    if programs is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have PostgreSQL")
        pytest.skip("PostgreSQL is not installed; make test installs it where it may")
    folder = Path(tempfile.mkdtemp(prefix="mm-postgres-"))
    try:
        server = Postgres(programs, folder, settings)
        try:
            yield server
        finally:
            server.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def redis_server() -> Iterator[Redis]:
    """A Redis server; the test is skipped where there is none to run, but not in CI."""
    program = shutil.which("redis-server")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have redis-server")
        pytest.skip("redis-server is not installed; make test installs it where it may")
    with tempfile.TemporaryDirectory() as folder:
        server = Redis(program, folder)
        try:
            yield server
        finally:
            server.stop()


def run_on_postgresql(tests: Sequence[str]) -> None:
    """Run files and folders of tests in a process of their own, with a PostgreSQL server as the database."""
    with postgres_server() as postgres:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider", *tests],
            cwd=Path(__file__).resolve().parents[1],
            env=os.environ | {"TEST_DATABASE_URL": postgres.url},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-5000:]
