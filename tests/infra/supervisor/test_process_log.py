"""Each line that a process writes appears on the terminal after its name, and in its file."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infra.supervisor import process_log
from infra.supervisor.process_log import ProcessLog


def write(log: ProcessLog, content: bytes) -> None:
    os.write(log.write_end, content)
    log.forward_output()


def test_a_line_is_on_the_terminal_and_in_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(ProcessLog("web", tmp_path), "Räksmörgås\n".encode())

    assert capsys.readouterr().out == "web    | Räksmörgås\n"
    assert (tmp_path / "web.log").read_text() == "Räksmörgås\n"


def test_half_a_line_waits_for_its_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = ProcessLog("web", tmp_path)
    write(log, b"one\ntw")
    assert capsys.readouterr().out == "web    | one\n"

    write(log, b"o\n")

    assert capsys.readouterr().out == "web    | two\n"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(st.binary(min_size=1, max_size=50), max_size=8))
def test_no_octet_is_lost_however_the_output_is_cut(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes]
) -> None:
    folder = tmp_path_factory.mktemp("log")
    log = ProcessLog("soap", folder)
    for piece in pieces:
        write(log, piece)
    write(log, b"\n")

    assert (folder / "soap.log").read_bytes() == b"".join(pieces) + b"\n"


def test_octets_that_are_no_text_are_shown_with_a_sign(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(ProcessLog("web", tmp_path), b"a\xffb\n")

    assert capsys.readouterr().out == "web    | a\ufffdb\n"
    assert (tmp_path / "web.log").read_bytes() == b"a\xffb\n"


def test_a_file_that_is_full_is_kept_beside_the_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_log, "MAX_LOG_SIZE", 10)
    log = ProcessLog("web", tmp_path)
    write(log, b"first line\nsecond\n")

    assert (tmp_path / "web.log.1").read_bytes() == b"first line\n"
    assert (tmp_path / "web.log").read_bytes() == b"second\n"


def test_a_second_run_goes_on_with_the_file(tmp_path: Path) -> None:
    for line in (b"one\n", b"two\n"):
        write(ProcessLog("web", tmp_path), line)

    assert (tmp_path / "web.log").read_bytes() == b"one\ntwo\n"


def test_a_process_that_has_written_nothing_does_not_hold_the_others_up(tmp_path: Path) -> None:
    log = ProcessLog("web", tmp_path)

    log.forward_output()

    assert (tmp_path / "web.log").read_bytes() == b""
