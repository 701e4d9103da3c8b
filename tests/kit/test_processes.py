"""A simulator that the kit starts is shared by the tests, and gone when they are."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from minameddelanden import NotReady, Simulator, is_ready, processes

from tests.kit.runs import KIT, ROOT, environment_for, pytest_command
from tests.waiting import eventually

TEST = """
def test_one(simulator):
    with open("urls.txt", "a") as file:
        file.write(simulator.url + "\\n")

def test_two(simulator):
    test_one(simulator)
"""


def test_a_folder_that_is_no_checkout_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotReady, match=f"{tmp_path}: it is no checkout"):
        processes.find_checkout(str(tmp_path))


def test_the_checkout_around_the_kit_is_found() -> None:
    assert processes.find_checkout() == ROOT


def test_a_simulator_ends_with_the_process_that_it_was_started_for(tmp_path: Path) -> None:
    owner = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    started = processes.start(ROOT, tmp_path, owner.pid)
    try:
        assert Simulator(started.url).ca_pem.startswith("-----BEGIN CERTIFICATE-----")

        owner.kill()
        owner.wait()

        eventually(lambda: not is_ready(started.url), 20, "the simulator ended")
    finally:
        started.stop()


def test_workers_share_one_simulator_that_ends_with_the_tests(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(TEST)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")

    done = subprocess.run(
        pytest_command("-p", "xdist.plugin", "-n", "2", "--dist", "load", f"--mm-checkout={ROOT}", "."),
        cwd=tmp_path,
        env=environment_for(""),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout
    [url] = set((tmp_path / "urls.txt").read_text().split())
    assert not is_ready(url)


def test_stopping_one_that_is_gone_does_nothing() -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()

    processes.Started("http://localhost:1", gone.pid).stop()


def test_the_watcher_hands_on_how_the_command_ended() -> None:
    program = str(KIT / "minameddelanden/processes.py")
    command = [sys.executable, program, str(os.getpid()), sys.executable, "-c", "raise SystemExit(3)"]

    done = subprocess.run(command, env=environment_for(""), check=False)

    assert done.returncode == 3


def test_the_watcher_ends_the_command_when_it_is_told_to() -> None:
    program = str(KIT / "minameddelanden/processes.py")
    command = [sys.executable, program, str(os.getpid()), sys.executable, "-c", "print('up', flush=True); input()"]
    watcher = subprocess.Popen(command, env=environment_for(""), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert watcher.stdout is not None
    assert watcher.stdout.readline() == b"up\n"

    watcher.terminate()

    assert watcher.wait(20) == -signal.SIGTERM & 0xFF or watcher.returncode != 0
    watcher.stdout.close()
