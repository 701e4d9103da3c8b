"""Who is at work in this process: one thread renews their claims until they are done, or the process dies."""

import logging
import os
import threading
from collections.abc import Callable, Collection
from datetime import timedelta

from django.db import connection

logger = logging.getLogger(__name__)


class Renewing:
    """Calls `renew` with the names of all who are at work, again and again. Its thread ends when nobody is."""

    def __init__(self, renew: Callable[[Collection[str]], None], *, every: timedelta) -> None:
        self._renew = renew
        self._pause = every.total_seconds()
        self._forget()
        # A thread does not survive a fork, and a lock may be held in the middle of one.
        os.register_at_fork(after_in_child=self._forget)

    def _forget(self) -> None:
        self._lock = threading.Lock()
        self._names: set[str] = set()
        self._thread: threading.Thread | None = None

    def begin(self, name: str) -> None:
        """The name is at work until `end`."""
        with self._lock:
            self._names.add(name)
            if self._thread is None:
                self._thread = threading.Thread(target=self._keep, name="claims", daemon=True)
                self._thread.start()

    def end(self, name: str) -> bool:
        """The name is at work no more. Returns whether it was."""
        with self._lock:
            was_at_work = name in self._names
            self._names.discard(name)
        return was_at_work

    def _keep(self) -> None:
        pause = threading.Event()
        while not pause.wait(self._pause) and (names := self._at_work()):
            self._renew_all(names)
        connection.close()

    def _at_work(self) -> Collection[str]:
        with self._lock:
            if not self._names:
                self._thread = None
            return tuple(self._names)

    def _renew_all(self, names: Collection[str]) -> None:
        try:
            self._renew(names)
        except Exception as problem:
            # Nothing may end this thread. The claim may run out and the letter be sent twice: the operator knows
            # the identical bytes.
            logger.warning("A claim could not be renewed: %s", problem)
            connection.close()
