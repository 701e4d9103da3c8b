"""Servers that some tests need, run for them alone."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.waiting import eventually


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
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
