"""The parts of the supervisor, each by itself: folder lock, listening sockets, logs, child processes, pauses."""

import os
import signal
import socket
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from infra.supervisor import child_process, listeners, process_table
from infra.supervisor.folder_lock import FolderInUse, FolderLock, running_processes
from infra.supervisor.process_log import MAX_LOG_SIZE, ProcessLog
from infra.supervisor.process_supervisor import FIRST_PAUSE, MAX_PAUSE, KeptProcess
from infra.supervisor.process_table import ProcessSpec
from tests.servers import free_port


def test_a_data_folder_is_locked_for_one_simulator(tmp_path: Path) -> None:
    lock = FolderLock.take(tmp_path)
    lock.write({"supervisor": 4711, "web": 4712})

    with pytest.raises(FolderInUse, match="process 4711"):
        FolderLock.take(tmp_path)

    assert running_processes(tmp_path) == {"supervisor": 4711, "web": 4712}


def test_a_lock_that_was_released_can_be_taken_again(tmp_path: Path) -> None:
    FolderLock.take(tmp_path).release()

    FolderLock.take(tmp_path).release()

    assert running_processes(tmp_path) == {}


@pytest.mark.parametrize("content", [None, "", "{not json"])
def test_a_folder_without_a_readable_note_runs_nothing(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "run").mkdir()
        (tmp_path / "run" / "running.json").write_text(content)

    assert running_processes(tmp_path) == {}


def test_a_port_in_use_is_named_with_its_setting() -> None:
    taken = listeners.listen("127.0.0.1", 0, "MM_HTTP_PORT")
    port = taken.getsockname()[1]

    with pytest.raises(listeners.CannotListen, match=f"{port} is already in use.*MM_HTTP_PORT"):
        listeners.listen("127.0.0.1", port, "MM_HTTP_PORT")
    taken.close()


def test_an_address_of_another_machine_is_named() -> None:
    with pytest.raises(listeners.CannotListen, match="Check MM_BIND and MM_SOAP_PORT"):
        listeners.listen("192.0.2.1", free_port(), "MM_SOAP_PORT")


@pytest.mark.parametrize(
    ("bind", "reached"), [("0.0.0.0", "127.0.0.1"), ("::", "::1"), ("127.0.0.1", "127.0.0.1")]
)
def test_a_server_on_every_address_is_reached_on_this_machine_s_own(bind: str, reached: str) -> None:
    assert listeners.reachable_address(bind) == reached


def test_each_line_of_a_process_comes_to_the_terminal_and_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = ProcessLog("web", tmp_path)
    os.write(log.write_end, b"one\ntw")
    log.forward_output()
    os.write(log.write_end, b"o\n")
    log.forward_output()

    assert capsys.readouterr().out == "web    | one\nweb    | two\n"
    assert (tmp_path / "web.log").read_text() == "one\ntwo\n"


def test_a_log_that_is_full_begins_anew_and_keeps_the_last_one(tmp_path: Path) -> None:
    (tmp_path / "web.log").write_bytes(b"x" * MAX_LOG_SIZE)
    log = ProcessLog("web", tmp_path)
    os.write(log.write_end, b"last\n")
    log.forward_output()
    os.write(log.write_end, b"first\n")
    log.forward_output()

    assert (tmp_path / "web.log").read_text() == "first\n"
    assert (tmp_path / "web.log.1").read_bytes().endswith(b"last\n")


def ended(run: object) -> int:
    reader, writer = os.pipe()
    child = child_process.fork_process(run, writer)  # type: ignore[arg-type]
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
