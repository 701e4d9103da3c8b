"""The version of the register's list of actors: a file that gets a new time when an actor changes.

Each process keeps the actors in memory, the register itself and the roles that ask it. Looking at the file tells
them that the list is out of date, at the cost of one system call and without a query. The file lies among the
certificates, which all processes on all machines share (docs/scaling.md). Where it cannot be seen, as beside
another register, the list is read again after settings.REGISTER_CACHE_SECONDS.
"""

import os
import time
from pathlib import Path

from django.conf import settings

Version = tuple[int, int]
"""Time of change in nanoseconds, and inode. Different versions differ in one of them."""
NONE: Version = (0, 0)


def current() -> Version:
    """The version now. Ask for it before the actors are read: a change while they are read then counts."""
    try:
        # Half the time of Path.stat, in each call of the register.
        found = os.stat(_file())
    except OSError:
        return NONE
    return found.st_mtime_ns, found.st_ino


def advance() -> None:
    """Tell all processes to read the actors again. Call it when the change is committed."""
    file = Path(_file())
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()
    # The kernel's own stamp is as coarse as its timer: two changes within four milliseconds would share it.
    moment = time.time_ns()
    os.utime(file, ns=(moment, moment))


def _file() -> str:
    return f"{settings.PKI_DIR}/actors.version"
