"""Lets one thread of a process answer a call at a time, while the others wait for it or for something else.

Python's interpreter runs one thread at a time. Threads that verify letters side by side take it from one another
in the middle of a letter, also from the one that holds the database's write lock. That took a tenth of the CPU
time of a delivery.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

MAX_WAIT: Final = 0.05
"""Seconds after which a thread computes beside the other, which may wait for what this one holds."""


class _Held(threading.local):
    is_held = False


_lock: Final = threading.Lock()
_held: Final = _Held()


@contextmanager
def compute_in_turn() -> Iterator[None]:
    """Compute when no other thread of the process does, or after MAX_WAIT at most."""
    _held.is_held = _lock.acquire(timeout=MAX_WAIT)
    try:
        yield
    finally:
        _release()


@contextmanager
def let_others_compute() -> Iterator[None]:
    """Let other threads compute while this one waits for another machine or for time to pass."""
    if not _held.is_held:
        yield
        return
    _release()
    try:
        yield
    finally:
        _held.is_held = _lock.acquire(timeout=MAX_WAIT)


def _release() -> None:
    if _held.is_held:
        _held.is_held = False
        _lock.release()
