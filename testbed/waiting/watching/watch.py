"""Answers requests that wait, within milliseconds of what they wait for.

One thread of a process looks for all requests that wait there: it sees the version file change, reads the newest
rows once, and looks anew for those requests only that the rows may concern, and once for those that ask the same.
So fifty that wait cost little more than one, and have one connection to the database between them.
"""

import os
import threading
import time
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Final, Generic, TypeVar

from django.db import connection

from infra.errors import SystemFault
from infra.errors.codes import ErrorCode
from testbed.waiting.watching.facts import Facts, FactSource, NewRows, may_concern

Found = TypeVar("Found")

LOOK_AT_FILE_EVERY: Final = 0.004
"""Seconds. The file is on this machine, mostly; looking takes a microsecond."""
LOOK_AT_LEAST_EVERY: Final = 0.8
"""Seconds, for each request. What happens on a machine that shares no folder with this one is seen after this."""
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
    """Returns what the request waits for, None while it is not there. Called in the thread of the watch."""
    sources: Sequence[FactSource]
    """The tables in which what it waits for can appear."""
    wanted: Facts
    """The facts of each row that concerns it. Empty: every row may concern it."""
    looks_always: bool = False
    """Whether a change that adds no row may end the wait, too."""
    question: Hashable = None
    """Requests with the same question share what is found. None: this one shares with none."""
    found: Found | None = None
    problem: Exception | None = None
    looked_at: float | None = None
    """When it was last looked for, on the monotonic clock. None: not yet."""
    answered: threading.Event = field(default_factory=threading.Event)

    def may_be_concerned(self, news: NewRows) -> bool:
        if not news.has_changed:
            return False
        return self.looks_always or any(self._is_among(news.facts_of(source)) for source in self.sources)

    def _is_among(self, facts: Sequence[Facts] | None) -> bool:
        return facts is None or any(may_concern(self.wanted, each) for each in facts)

    def take(self, found: Found | None, problem: Exception | None) -> None:
        """Take what a look has given."""
        self.found, self.problem, self.looked_at = found, problem, time.monotonic()
        if found is not None or problem is not None:
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
            if time.monotonic() >= ends and waiter.looked_at is not None:
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
        news = NewRows()
        while (waiters := self._waiters_or_end()) is not None:
            begun = time.monotonic()
            _look(waiters, news)
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


def _look(waiters: Sequence[Waiter[Any]], news: NewRows) -> None:
    try:
        news.read({source for waiter in waiters for source in waiter.sources})
    except Exception as problem:
        # The database cannot be asked. Those that wait hear it, and the next ones are looked for again.
        connection.close()
        for waiter in waiters:
            waiter.take(None, problem)
        return
    for alike in _by_question(_to_look_for(waiters, news)):
        _look_for(alike)


def _to_look_for(waiters: Sequence[Waiter[Any]], news: NewRows) -> Sequence[Waiter[Any]]:
    """Those that the news may concern, and then those that are new. Without any, the one that is overdue.

    One at a time: the news must not wait until it has been looked for all.
    """
    old = [waiter for waiter in waiters if waiter.looked_at is not None]
    concerned = [waiter for waiter in old if waiter.may_be_concerned(news)]
    new = [waiter for waiter in waiters if waiter.looked_at is None]
    return concerned + new or _most_overdue(old)


def _most_overdue(waiters: Sequence[Waiter[Any]]) -> Sequence[Waiter[Any]]:
    before = time.monotonic() - LOOK_AT_LEAST_EVERY
    overdue = [(waiter.looked_at, waiter) for waiter in waiters if waiter.looked_at and waiter.looked_at < before]
    return [min(overdue, key=itemgetter(0))[1]] if overdue else []


def _by_question(waiters: Sequence[Waiter[Any]]) -> Iterable[Sequence[Waiter[Any]]]:
    groups: dict[Hashable, list[Waiter[Any]]] = {}
    for waiter in waiters:
        groups.setdefault(waiter if waiter.question is None else waiter.question, []).append(waiter)
    return groups.values()


def _look_for(alike: Sequence[Waiter[Any]]) -> None:
    found, problem = None, None
    try:
        found = alike[0].look()
    except Exception as raised:
        # The requests that ask this raise it; the others must not notice.
        problem = raised
    for waiter in alike:
        waiter.take(found, problem)


def _too_many(most: int) -> TooManyWait:
    return TooManyWait(
        f"{most} anrop väntar redan (MM_MAX_WAITS). Försök igen om en stund.",
        f"{most} requests are waiting already (MM_MAX_WAITS). Try again in a while.",
    )
