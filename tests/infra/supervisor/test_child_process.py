"""A child process runs one function, with its output in a pipe and a group of its own."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from infra.supervisor import process_end
from infra.supervisor.child_process import call_in_child, describe_end, fork_process, signal_group


def run(function: Callable[[], object]) -> tuple[str, str]:
    """What the child wrote, and how it ended."""
    reading, writing = os.pipe()
    child = fork_process(function, writing)
    os.close(writing)
    with open(reading) as output:
        written = output.read()
    return written, describe_end(os.waitpid(child, 0)[1])


def test_what_it_writes_to_both_streams_goes_into_the_pipe() -> None:
    def write() -> None:
        os.write(1, b"out\n")
        os.write(2, b"err\n")

    assert run(write) == ("out\nerr\n", "exit code 0")


def test_what_its_parent_had_not_yet_written_is_written_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (tmp_path / "output").open("w") as output:
        monkeypatch.setattr(sys, "stdout", output)
        output.write("once")
        run(lambda: None)

    assert (tmp_path / "output").read_text() == "once"


@pytest.mark.parametrize(("code", "described"), [(None, 0), (0, 0), (3, 3), ("a message", 1)])
def test_it_ends_with_the_code_that_it_asks_for(code: int | str | None, described: int) -> None:
    assert run(lambda: sys.exit(code)) == ("", f"exit code {described}")


def test_an_error_ends_it_with_code_one() -> None:
    def fail() -> None:
        raise RuntimeError("it broke")

    assert run(fail)[1] == "exit code 1"


def test_it_leads_a_group_of_its_own_and_reads_nothing() -> None:
    assert run(lambda: os.write(1, f"{os.getpgrp() == os.getpid()} {os.read(0, 10)!r}".encode()))[0] == "True b''"


def test_signals_that_the_parent_handles_have_their_usual_effect_in_it() -> None:
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        _, end = run(lambda: os.kill(os.getpid(), signal.SIGTERM))
    finally:
        signal.signal(signal.SIGTERM, before)

    assert end == "killed by SIGTERM"


def test_a_signal_to_a_group_that_has_ended_does_nothing() -> None:
    reading, writing = os.pipe()
    child = fork_process(lambda: None, writing)
    os.close(writing)
    os.close(reading)
    os.waitpid(child, 0)

    signal_group(child, signal.SIGTERM)


def test_a_call_in_a_child_leaves_nothing_in_this_process(tmp_path: Path) -> None:
    loaded: list[int] = []

    def load() -> None:
        loaded.append(os.getpid())
        (tmp_path / "made").write_text(str(loaded))

    call_in_child(load, ValueError).require_success()

    assert loaded == []
    assert (tmp_path / "made").read_text() != str([os.getpid()])


def test_the_error_that_is_expected_of_a_call_in_a_child_is_raised_here_with_its_words() -> None:
    def refuse() -> None:
        raise ValueError("Stäng den andra först.")

    called = call_in_child(refuse, ValueError)

    with pytest.raises(ValueError, match=r"^Stäng den andra först\.$"):
        called.require_success()


@pytest.mark.parametrize(("error", "code"), [(RuntimeError("it broke"), 1), (KeyboardInterrupt(), 1)])
def test_another_error_in_a_child_is_told_there_and_ends_this_process(
    capfd: pytest.CaptureFixture[str], error: BaseException, code: int
) -> None:
    def fail() -> None:
        raise error

    called = call_in_child(fail, ValueError)

    with pytest.raises(SystemExit, match=f"exit code {code}"):
        called.require_success()
    assert type(error).__name__ in capfd.readouterr().err


def test_a_killed_child_ends_this_process() -> None:
    called = call_in_child(lambda: os.kill(os.getpid(), signal.SIGKILL), ValueError)

    with pytest.raises(SystemExit, match="killed by SIGKILL"):
        called.require_success()


def test_what_a_call_in_a_child_left_for_its_end_is_done(tmp_path: Path) -> None:
    call_in_child(lambda: process_end.call_at_end((tmp_path / "ended").touch), ValueError).require_success()

    assert (tmp_path / "ended").exists()


def test_what_a_call_in_a_child_writes_stands_behind_what_was_written_here(
    capfd: pytest.CaptureFixture[str],
) -> None:
    sys.stdout.write("before\n")
    call_in_child(lambda: sys.stdout.write("within\n"), ValueError).require_success()

    assert capfd.readouterr().out == "before\nwithin\n"
