"""The supervisor, part by part: child processes, pauses before a restart, processes that run alone."""

import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from infra.supervisor import child_process, process_table
from infra.supervisor.process_log import ProcessLog
from infra.supervisor.process_supervisor import FIRST_PAUSE, MAX_PAUSE, KeptProcess
from infra.supervisor.process_table import ProcessSpec
from tests.servers import free_port


def ended(run: Callable[[], object]) -> int:
    reader, writer = os.pipe()
    child = child_process.fork_process(run, writer)
    _, status = os.waitpid(child, 0)
    os.close(reader)
    os.close(writer)
    return status


@pytest.mark.parametrize("code", [0, 3])
def test_a_child_ends_with_its_own_code(code: int) -> None:
    def leave() -> None:
        raise SystemExit(code)

    assert os.waitstatus_to_exitcode(ended(leave)) == code


def test_a_child_that_fails_ends_with_one() -> None:
    def fail() -> None:
        raise RuntimeError("broken")

    assert os.waitstatus_to_exitcode(ended(fail)) == 1


def test_a_child_writes_into_the_pipe_and_leads_a_group_of_its_own() -> None:
    reader, writer = os.pipe()
    child = child_process.fork_process(lambda: os.write(1, f"{os.getpgrp()}\n".encode()), writer)
    os.waitpid(child, 0)
    os.close(writer)

    with os.fdopen(reader) as output:
        assert output.read() == f"{child}\n"


def test_the_end_of_a_process_is_described() -> None:
    def be_killed() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    assert "SIGKILL" in child_process.describe_end(ended(be_killed))


def test_a_group_that_is_gone_is_no_error() -> None:
    child_process.signal_group(2**22 - 1, signal.SIGTERM)


def test_pauses_before_a_restart_grow_to_the_longest(tmp_path: Path) -> None:
    process = KeptProcess(ProcessSpec("web", lambda: None), ProcessLog("web", tmp_path))
    process.started = float("inf")

    pauses = [process.next_pause() for _ in range(12)]

    assert pauses[0] == FIRST_PAUSE
    assert pauses == sorted(pauses)
    assert pauses[-1] == MAX_PAUSE


def test_a_process_that_ran_for_long_is_restarted_soon_again(tmp_path: Path) -> None:
    process = KeptProcess(ProcessSpec("web", lambda: None), ProcessLog("web", tmp_path), pause=MAX_PAUSE)
    process.started = float("-inf")

    assert process.next_pause() == FIRST_PAUSE


def test_every_process_that_listens_has_a_port_and_can_run_alone(settings: Settings) -> None:
    ports = process_table.listening_ports()

    assert set(ports) <= set(process_table.process_names())
    assert ports["web"] == (settings.HTTP_PORT, "MM_HTTP_PORT")


def test_a_process_without_a_socket_can_run_alone() -> None:
    for name in ("worker", "beat", "relay"):
        process = process_table.single_process(name)
        assert (process.name, process.listener) == (name, None)


def test_the_socket_of_a_process_that_runs_alone_is_open(settings: Settings) -> None:
    settings.HTTP_PORT = free_port()

    process = process_table.single_process("web")

    assert process.listener is not None
    with socket.create_connection(("127.0.0.1", settings.HTTP_PORT), timeout=2):
        pass
    process.listener.close()
