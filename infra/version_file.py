"""A file that gets a new time when something changes that each process keeps in memory.

Looking at the file tells a process that what it keeps is out of date, at the cost of one system call and without
a query. The file lies among the certificates, which all processes on all machines share (docs/scaling.md).
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
    """The version of one thing that all processes know."""

    def __init__(self, name: str) -> None:
        self._name = name

    @property
    def path(self) -> str:
        return f"{settings.PKI_DIR}/{self._name}"

    def current(self) -> Version:
        """The version now. Ask for it before what it stands for is read: a change meanwhile then counts."""
        try:
            # Half the time of Path.stat.
            found = os.stat(self.path)
        except OSError:
            return NONE
        return found.st_mtime_ns, found.st_ino

    def advance(self) -> None:
        """Tell all processes that there is something new. Call it when the change is committed."""
        # The kernel's own stamp is as coarse as its timer: two changes within four milliseconds would share it.
        moment = time.time_ns()
        try:
            os.utime(self.path, ns=(moment, moment))
        except FileNotFoundError:
            self._make(moment)

    def _make(self, moment: int) -> None:
        file = Path(self.path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
        os.utime(file, ns=(moment, moment))
