"""Answers requests that wait, within milliseconds of what they wait for.

One thread of a process looks for all requests that wait there: it sees the version file change, reads the newest
rows once, and looks anew for those requests only that the rows may concern. So fifty that wait cost little more
than one, and have one connection to the database between them.
"""

import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from django.db import connection

from infra.errors import SystemFault
from infra.errors.codes import ErrorCode
from testbed.waiting.facts import Facts, FactSource, News, may_concern

Found = TypeVar("Found")

LOOK_AT_FILE_EVERY: Final = 0.004
"""Seconds. The file is on this machine, mostly; looking takes a microsecond."""
LOOK_AT_LEAST_EVERY: Final = 0.8
"""Seconds. What happens on a machine that shares no folder with this one is seen after this."""
LOOK_FOR_CALLER_EVERY: Final = 1.0
"""Seconds. A caller that has gone must not occupy a place."""


class TooManyWait(SystemFault):
    """All places for requests that wait are taken."""

    code = ErrorCode.INTERNAL_ERROR
    slug = "too-many-wait"


@dataclass(eq=False)
class Waiter(Generic[Found]):
    """A request that waits."""

    look: Callable[[], Found | None]
    """What it waits for, or None as long as that is not there. Called in the thread of the watch."""
    source: FactSource
    wanted: Facts
    """What cannot be otherwise in a row that concerns it; empty: every row may concern it."""
    looks_always: bool = False
    """What it waits for can also be a change that adds no row to the source."""
    found: Found | None = None
    problem: Exception | None = None
    is_new: bool = True
    answered: threading.Event = field(default_factory=threading.Event)

    def may_be_concerned(self, news: News) -> bool:
        if not news.has_changed:
            return False
        facts = news.facts_of(self.source)
        return self.looks_always or facts is None or any(may_concern(self.wanted, each) for each in facts)

    def look_now(self) -> None:
        try:
            self.found = self.look()
        except Exception as problem:
            # The request that waits raises it; the others must not notice.
            self.problem = problem
        self.is_new = False
        if self.found is not None or self.problem is not None:
            self.answered.set()


class Watch:
    """The requests of this process that wait, and the thread that looks for them."""

    def __init__(self, max_waiters: int) -> None:
        self._max_waiters = max_waiters
        self._start_empty()
        # A thread does not survive a fork, and a lock may be held in the middle of one.
        os.register_at_fork(after_in_child=self._start_empty)

    def wait(self, waiter: Waiter[Found], seconds: float, has_gone: Callable[[], bool]) -> Found | None:
        """What the waiter looks for, as soon as it is there. None: not within so many seconds.

        Looks at once, so 0 seconds asks how things are now. `has_gone`: nobody reads the answer any more.

        Raises:
            TooManyWait: all places are taken.
        """
        ends = time.monotonic() + seconds
        self._enter(waiter)
        try:
            self._wait_until(ends, waiter, has_gone)
        finally:
            self._leave(waiter)
        if waiter.problem is not None:
            raise waiter.problem
        return waiter.found

    def _wait_until(self, ends: float, waiter: Waiter[Any], has_gone: Callable[[], bool]) -> None:
        while not waiter.answered.wait(
            min(LOOK_FOR_CALLER_EVERY, max(LOOK_AT_FILE_EVERY, ends - time.monotonic()))
        ):
            # Once it is looked for, however little time there is.
            if time.monotonic() >= ends and not waiter.is_new:
                return
            if has_gone():
                return

    def _start_empty(self) -> None:
        self._lock = threading.Lock()
        self._waiters: list[Waiter[Any]] = []
        self._entered = threading.Event()
        self._thread: threading.Thread | None = None

    def _enter(self, waiter: Waiter[Any]) -> None:
        with self._lock:
            if len(self._waiters) >= self._max_waiters:
                raise _too_many(self._max_waiters)
            self._waiters.append(waiter)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="watch for those that wait", daemon=True)
                self._thread.start()
        self._entered.set()

    def _leave(self, waiter: Waiter[Any]) -> None:
        with self._lock:
            self._waiters.remove(waiter)

    def _run(self) -> None:
        try:
            self._look_until_nobody_waits()
        finally:
            connection.close()

    def _look_until_nobody_waits(self) -> None:
        news, looked_for_all_at = News(), time.monotonic()
        while (waiters := self._waiters_or_end()) is not None:
            begun = time.monotonic()
            news.read({waiter.source for waiter in waiters})
            if is_time := begun - looked_for_all_at > LOOK_AT_LEAST_EVERY:
                looked_for_all_at = begun
            for waiter in waiters:
                if is_time or waiter.is_new or waiter.may_be_concerned(news):
                    waiter.look_now()
            # At most half of the time, so that pages have the other half.
            self._entered.wait(max(LOOK_AT_FILE_EVERY, time.monotonic() - begun))
            self._entered.clear()

    def _waiters_or_end(self) -> Sequence[Waiter[Any]] | None:
        """The requests that have no answer yet. None: no request is left, and the thread ends."""
        with self._lock:
            if not self._waiters:
                self._thread = None
                return None
            return [waiter for waiter in self._waiters if not waiter.answered.is_set()]


def _too_many(most: int) -> TooManyWait:
    return TooManyWait(
        f"{most} anrop väntar redan (MM_MAX_WAITS). Försök igen om en stund.",
        f"{most} requests are waiting already (MM_MAX_WAITS). Try again in a while.",
    )
