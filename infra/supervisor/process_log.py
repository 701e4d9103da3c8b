"""The output of the processes: on the terminal, each line after the name of its process, and in var/log."""

import os
import sys
from contextlib import suppress
from pathlib import Path

MAX_LOG_SIZE = 5_000_000
"""Bytes; then the file becomes <name>.log.1 and a new one begins."""


class ProcessLog:
    """The pipe that one process writes to, and the file that its output is stored in."""

    def __init__(self, name: str, folder: Path) -> None:
        self._name = name
        self._path = folder / f"{name}.log"
        self._rest = b""
        folder.mkdir(parents=True, exist_ok=True)
        self._file = self._path.open("ab", buffering=0)
        self.pipe, self.write_end = os.pipe()
        os.set_blocking(self.pipe, False)

    def forward_output(self) -> None:
        """Write to the terminal and the file what the process has written since the last call."""
        with suppress(BlockingIOError):
            while output := os.read(self.pipe, 65_536):
                *lines, self._rest = (self._rest + output).split(b"\n")
                for line in lines:
                    self._write_line(line)

    def _write_line(self, line: bytes) -> None:
        # A full disk must not stop the process: the line is still written to the terminal.
        with suppress(OSError):
            self._append_to_file(line)
        print_line(f"{self._name:<6} | {line.decode('utf-8', 'replace')}")

    def _append_to_file(self, line: bytes) -> None:
        self._file.write(line + b"\n")
        if self._file.tell() > MAX_LOG_SIZE:
            self._path.replace(self._path.with_suffix(".log.1"))
            full, self._file = self._file, self._path.open("ab", buffering=0)
            full.close()


def print_line(line: str) -> None:
    """Write a line to the terminal, if it still exists."""
    with suppress(OSError):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
