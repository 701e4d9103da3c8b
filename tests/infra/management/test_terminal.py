"""A command ends quietly when its reader has gone, and other errors are not hidden."""

import os
import subprocess
import sys

import pytest

from infra.management.terminal import reader_may_leave

PROGRAM = """
from infra.management.terminal import reader_may_leave
with reader_may_leave():
    for number in range(200_000):
        print(number)
"""


def run_program(command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHON": sys.executable, "PROGRAM": PROGRAM}
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_reader_that_leaves_after_two_lines_sees_no_error() -> None:
    ended = run_program('"$PYTHON" -c "$PROGRAM" | head -2')

    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "0\n1\n", "")


def test_a_reader_that_stays_gets_everything() -> None:
    ended = run_program('"$PYTHON" -c "$PROGRAM" | tail -1')

    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "199999\n", "")


def test_other_errors_are_the_command_s_own() -> None:
    def fail() -> None:
        with reader_may_leave():
            raise ValueError("a mistake")

    with pytest.raises(ValueError, match="a mistake"):
        fail()
