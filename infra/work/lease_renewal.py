"""The thread of a process that renews the leases of all its holders until they are done."""

import logging
import os
import threading
from collections.abc import Callable, Collection
from datetime import timedelta

from django.db import connection

logger = logging.getLogger(__name__)


class LeaseRenewal:
    """Calls `renew` with the names of all holders at work, again and again until there are none."""

    def __init__(self, renew: Callable[[Collection[str]], object], *, every: timedelta) -> None:
        self._renew = renew
        self._pause = every.total_seconds()
        self._start_empty()
        # A thread does not survive a fork, and a lock may be held in the middle of one.
        os.register_at_fork(after_in_child=self._start_empty)

    def _start_empty(self) -> None:
        self._lock = threading.Lock()
        self._holders: set[str] = set()
        self._thread: threading.Thread | None = None

    def begin(self, holder: str) -> None:
        """Renew the holder's leases until `end`."""
        with self._lock:
            self._holders.add(holder)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="lease renewal", daemon=True)
                self._thread.start()

    def end(self, holder: str) -> bool:
        """Renew the holder's leases no more. Returns whether they were being renewed."""
        with self._lock:
            was_at_work = holder in self._holders
            self._holders.discard(holder)
        return was_at_work

    def _run(self) -> None:
        pause = threading.Event()
        while not pause.wait(self._pause) and (holders := self._holders_at_work()):
            self._renew_all(holders)
        connection.close()

    def _holders_at_work(self) -> Collection[str]:
        with self._lock:
            if not self._holders:
                self._thread = None
            return tuple(self._holders)

    def _renew_all(self, holders: Collection[str]) -> None:
        try:
            self._renew(holders)
        except Exception as problem:
            # Nothing may end this thread. A lease may run out and a letter be sent twice: the operator knows the
            # identical bytes.
            logger.warning("A lease could not be renewed: %s", problem)
            connection.close()
