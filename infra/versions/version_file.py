"""A version that all processes share: a file that gets a new time when what it stands for changes.

Processes keep in memory what they need for each call. Looking at the file tells them that it is out of date, at
the cost of one system call and without a query. The file lies among the certificates, which all processes on all
machines share (docs/scaling.md).
"""

import os
import time
from pathlib import Path
from typing import Final

from django.conf import settings

Version = tuple[int, int]
"""Time of change in nanoseconds, and inode. Different versions differ in one of them."""
NONE: Final[Version] = (0, 0)


class VersionFile:
    """The version of one thing."""

    def __init__(self, name: str) -> None:
        self._name = name

    def current(self) -> Version:
        """The version now. Ask for it before you read the thing: a change while you read then counts."""
        try:
            # Half the time of Path.stat, in each call of the register.
            found = os.stat(self._path())
        except OSError:
            return NONE
        return found.st_mtime_ns, found.st_ino

    def advance(self) -> None:
        """Tell all processes to read the thing again. Call it when the change is committed."""
        # The kernel's own stamp is as coarse as its timer: two changes within four milliseconds would share it.
        moment = time.time_ns()
        try:
            os.utime(self._path(), ns=(moment, moment))
        except FileNotFoundError:
            self._make_file()
            os.utime(self._path(), ns=(moment, moment))

    def _make_file(self) -> None:
        file = Path(self._path())
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()

    def _path(self) -> str:
        return f"{settings.PKI_DIR}/{self._name}.version"
