"""Fixtures for pytest: `simulator`, `run`, `person`, `sender`.

A simulator is used that runs already (--mm-url, MM_URL, or the usual address), or one is started and shared by all
workers of pytest-xdist. Each test has a run of its own, so tests do not see one another.
"""

import fcntl
import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from minameddelanden import processes
from minameddelanden.actors import Sender
from minameddelanden.people import Person
from minameddelanden.processes import Started
from minameddelanden.simulator import URL, Run, Simulator, is_ready, wait_until_ready

FOLDER_VARIABLE: Final = "MINAMEDDELANDEN_FOLDER"
"""Tells xdist's workers, which inherit the environment, where the tests keep what they share."""
OWNER_VARIABLE: Final = "MINAMEDDELANDEN_OWNER"
READY_SECONDS: Final = 60.0


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("minameddelanden", "Mina meddelanden simulator")
    group.addoption("--mm-url", default=os.environ.get("MM_URL", ""), help="address of a running simulator")
    group.addoption(
        "--mm-password",
        default=os.environ.get("MM_CONSOLE_PASSWORD", ""),
        help="the simulator's MM_CONSOLE_PASSWORD",
    )
    group.addoption(
        "--mm-checkout",
        default=os.environ.get("MM_CHECKOUT", ""),
        help="folder of the simulator's repository, to start one from where none runs",
    )


def pytest_configure(config: pytest.Config) -> None:
    if not _is_worker(config):
        name = f"minameddelanden-{uuid.uuid4().hex[:12]}"
        os.environ[FOLDER_VARIABLE] = str(Path(tempfile.gettempdir()) / name)
        os.environ[OWNER_VARIABLE] = str(os.getpid())


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the simulator that the tests started, if they did."""
    folder = Path(os.environ.get(FOLDER_VARIABLE, ""))
    if _is_worker(config) or not (folder / "started.json").exists():
        return
    Started.read(folder / "started.json").stop()
    processes.remove(folder)


@pytest.fixture(scope="session")
def simulator(pytestconfig: pytest.Config) -> Simulator:
    """A simulator: the one that runs, or one that is started for these tests."""
    url = str(pytestconfig.getoption("--mm-url"))
    if url:
        wait_until_ready(url, READY_SECONDS)
    elif is_ready(URL):
        url = URL
    else:
        url = _start_once(str(pytestconfig.getoption("--mm-checkout"))).url
    return Simulator(url, str(pytestconfig.getoption("--mm-password")))


@pytest.fixture
def run(simulator: Simulator, request: pytest.FixtureRequest) -> Iterator[Run]:
    """A run of the test's own, removed after it with all that it made."""
    with simulator.run(request.node.name[:60]) as run:
        yield run


@pytest.fixture
def person(run: Run) -> Person:
    """A person with a mailbox, who accepts everybody."""
    return run.person()


@pytest.fixture
def sender(run: Run) -> Sender:
    """A sender with a certificate of its own."""
    return run.sender()


def _start_once(checkout: str) -> Started:
    folder = Path(os.environ[FOLDER_VARIABLE])
    folder.mkdir(exist_ok=True)
    with _locked(folder / "lock"):
        if not (file := folder / "started.json").exists():
            owner = int(os.environ[OWNER_VARIABLE])
            processes.start(processes.find_checkout(checkout), folder, owner).write(file)
    return Started.read(file)


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")
