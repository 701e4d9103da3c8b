"""A `manage.py shell` that stays: Django is loaded once, and each program runs in a fork of its own.

As a program: reads JSON strings from its standard input, one a line, and answers each with the exit code and what
was written.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO

import django

ROOT = Path(__file__).resolve().parents[3]


class ResidentShell:
    """The process, as seen from a test."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            cwd=ROOT,
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    def run(self, program: str) -> str:
        """What the program prints.

        Raises:
            AssertionError: it ended with an error.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{json.dumps(program)}\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        assert answer["code"] == 0, answer["err"]
        return str(answer["out"])

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()


def answer_programs() -> None:
    """Run what is asked for until nobody asks any more."""
    for line in sys.stdin:
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            child = os.fork()
            if child == 0:
                _redirect(out.fileno(), err.fileno())
                exec(json.loads(line), {})
                return
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            answer = json.dumps({"code": code, "out": _text_of(out), "err": _text_of(err)})
            sys.stdout.write(f"{answer}\n")
            sys.stdout.flush()


def _redirect(out: int, err: int) -> None:
    os.dup2(out, 1)
    os.dup2(err, 2)


def _text_of(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "infra.settings")
    django.setup()
    answer_programs()
