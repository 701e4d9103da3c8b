"""What the processes say: on the terminal, each line with the name of who said it, and in var/log."""

import os
import sys
from contextlib import suppress
from pathlib import Path

LARGEST_LOG = 5_000_000
"""Bytes; then the file becomes <name>.log.1 and a new one begins."""


class Log:
    """The pipe that one process speaks into, and the file that its words end in."""

    def __init__(self, name: str, folder: Path) -> None:
        self._name = name
        self._path = folder / f"{name}.log"
        self._rest = b""
        folder.mkdir(parents=True, exist_ok=True)
        self._file = self._path.open("ab", buffering=0)
        self.pipe, self.inlet = os.pipe()
        os.set_blocking(self.pipe, False)

    def pump(self) -> None:
        """Pass on what has been said since last time."""
        with suppress(BlockingIOError):
            while said := os.read(self.pipe, 65_536):
                *lines, self._rest = (self._rest + said).split(b"\n")
                for line in lines:
                    self._write(line)

    def _write(self, line: bytes) -> None:
        # That the disk is full is no reason to stop: the words are on the terminal.
        with suppress(OSError):
            self._keep(line)
        say(f"{self._name:<6} | {line.decode('utf-8', 'replace')}")

    def _keep(self, line: bytes) -> None:
        self._file.write(line + b"\n")
        if self._file.tell() > LARGEST_LOG:
            self._path.replace(self._path.with_suffix(".log.1"))
            full, self._file = self._file, self._path.open("ab", buffering=0)
            full.close()


def say(line: str) -> None:
    """Write a line on the terminal. That the terminal has gone is no reason to stop."""
    with suppress(OSError):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
