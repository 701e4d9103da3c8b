"""Writers of the embedded database take turns.

SQLite has one writer at a time, and who finds it busy sleeps and tries again, for longer each time:
under load some wait for a second while others overtake. The kernel's file lock wakes the next in line
at once. Databases with many writers need no turns.
"""

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection, transaction

_threads = threading.Lock()
_files: dict[Path, IO[str]] = {}
_within: ContextVar[bool] = ContextVar("within a writing transaction", default=False)


@contextmanager
def write_turn() -> Iterator[None]:
    """Wait for the turn to write. Put it around a short transaction; never around another turn."""
    if connection.vendor != "sqlite":
        yield
        return
    # A file lock belongs to the process, so its threads need one of their own.
    with _threads:
        file = _lock_file()
        fcntl.lockf(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.lockf(file, fcntl.LOCK_UN)


@contextmanager
def writing() -> Iterator[None]:
    """A transaction that has the turn to write; inside another `writing`, a part of that one."""
    if _within.get():
        yield
        return
    token = _within.set(True)
    try:
        # In a transaction of somebody else's the turn cannot be waited for: it may be the other's.
        with nullcontext() if connection.in_atomic_block else write_turn(), transaction.atomic():
            yield
    finally:
        _within.reset(token)


def _lock_file() -> IO[str]:
    path = Path(settings.DATA_DIR) / "write.lock"
    if path not in _files:
        _files[path] = path.open("w")
    return _files[path]
