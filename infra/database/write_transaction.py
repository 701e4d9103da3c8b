"""Transactions that write, one at a time on SQLite.

SQLite has one writer at a time. A writer that finds it busy sleeps and tries again, for longer each time:
under load some wait for a second while others overtake them. The kernel's file lock wakes the next writer at
once. PostgreSQL has many writers and needs no lock.
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

_thread_lock = threading.Lock()
_lock_files: dict[Path, IO[str]] = {}
"""By data folder."""
_is_inside: ContextVar[bool] = ContextVar("within a writing transaction", default=False)


@contextmanager
def sqlite_write_lock() -> Iterator[None]:
    """Wait for the lock and hold it. Use it around a short transaction, and never inside itself."""
    if connection.vendor != "sqlite":
        yield
        return
    # A file lock belongs to the process, so its threads need a lock of their own.
    with _thread_lock:
        file = _lock_file()
        fcntl.lockf(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.lockf(file, fcntl.LOCK_UN)


@contextmanager
def write_transaction() -> Iterator[None]:
    """A transaction that holds the write lock. Inside another `write_transaction` it is a part of that one."""
    if _is_inside.get():
        yield
        return
    token = _is_inside.set(True)
    try:
        # Inside a transaction that began elsewhere, waiting could deadlock: the holder may wait for us.
        with nullcontext() if connection.in_atomic_block else sqlite_write_lock(), transaction.atomic():
            yield
    finally:
        _is_inside.reset(token)


def _lock_file() -> IO[str]:
    folder = settings.DATA_DIR
    if folder not in _lock_files:
        _lock_files[folder] = (folder / "write.lock").open("w")
    return _lock_files[folder]
