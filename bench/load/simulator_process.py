"""The simulator under load: a data folder and ports of its own, started as `make run` starts it."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READY_WITHIN = 60.0
STOPPED_WITHIN = 30.0


@dataclass(frozen=True)
class RunningSimulator:
    """A running simulator."""

    pid: int
    soap_port: int
    data: Path
    seconds_to_ready: float


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def running_simulator(data: Path, http_port: int, soap_port: int, **settings: str) -> Iterator[RunningSimulator]:
    """Start the simulator on the data folder, wait until it is ready, stop it afterwards."""
    environment = os.environ | {
        "MM_DATA_DIR": str(data),
        "MM_HTTP_PORT": str(http_port),
        "MM_SOAP_PORT": str(soap_port),
        "MM_SMTP_PORT": str(find_free_port()),
        "MM_FAULTY_TLS_PORT": "0",
        **settings,
    }
    began = time.monotonic()
    with (data / "run.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "run"], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
        try:
            _wait_until_ready(process, http_port, data)
            yield RunningSimulator(process.pid, soap_port, data, time.monotonic() - began)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(STOPPED_WITHIN)


def _wait_until_ready(process: subprocess.Popen[bytes], port: int, data: Path) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while not _is_ready(port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise SystemExit(f"the simulator did not get ready; see {data / 'run.log'}")
        time.sleep(0.05)


def _is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
