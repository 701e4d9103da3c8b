"""Takes note of exchanges in memory, and writes them in blocks.

Each process has one. While many exchanges come and nobody reads the journal, they wait: to write those of a letter
takes a fifteenth of its time. Their bytes are moved to a file meanwhile. What lies in memory when a process is
killed is lost: the exchanges of at most settings.JOURNAL_WRITE_SECONDS, or of LONGEST_WAIT while many come. A
process that ends in order writes them first. When more comes than can be written, what is too much is counted and
not kept: nobody waits for the journal.
"""

import logging
import os
import threading
import time
from collections.abc import Sequence
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection

from infra import trace
from infra.hooks import exchanges
from infra.soap.http_binding.computation_lock import compute_in_turn
from infra.supervisor import process_end
from testbed.journal.recording import pending, storing
from testbed.journal.recording.bodies import NOWHERE, BodyPlace, BodyWriter
from testbed.journal.recording.entries import entry_of
from testbed.journal.recording.noted import NotedExchange

logger = logging.getLogger(__name__)

BLOCK: Final = 100
"""So many are written in one transaction. Callers may wait for one."""
MANY_A_SECOND: Final = 50
"""While so many exchanges come to a process, it does not write them yet."""
LONGEST_WAIT: Final = 30.0
"""Seconds that exchanges wait at most while many come."""
MOST_UNWRITTEN: Final = 4_000
"""So many are written although more come: a reader would wait for about half a second."""
BYTES_IN_MEMORY: Final = 8 * 1_048_576
"""Requests and answers of so many bytes are moved to a file at once."""
MAX_WAITING: Final = 20_000
MAX_WAITING_BYTES: Final = 64 * 1_048_576
LOOK_SECONDS: Final = 0.02
"""How often a process that gathers a block looks whether a reader waits for it."""
LOOK_SECONDS_EACH: Final = 0.002
"""So much longer with each exchange that waits. A look takes the interpreter from a thread that answers a call:
with fifty looks a second a letter took a twentieth more CPU time.
"""
LONGEST_LOOK_SECONDS: Final = 0.2
READER_SECONDS: Final = 0.005
"""How long it gathers while a reader waits."""


class Recorder:
    """The exchanges of this process that are not written yet."""

    def __init__(self) -> None:
        self.discard()

    def discard(self) -> None:
        """Forget everything. After a fork, its exchanges are the parent's to write, and its thread is not here."""
        self._lock, self._writing = threading.Lock(), threading.Lock()
        self._some, self._full = threading.Event(), threading.Event()
        self._waiting: list[NotedExchange] = []
        self._since = 0.0
        """When the first of them was noted, by time.time."""
        self._bytes = 0
        """Of those in memory."""
        self.lost = 0
        """Exchanges that were not kept, since this process began."""
        self._bodies = BodyWriter()
        self._thread: threading.Thread | None = None

    def note(self, exchange: exchanges.Exchange) -> None:
        """Keep the exchange until it is written."""
        noted = NotedExchange.of(exchange)
        with self._lock:
            if len(self._waiting) >= MAX_WAITING or self._bytes + noted.bytes_in_memory > MAX_WAITING_BYTES:
                self.lost += 1
                return
            is_first = not self._waiting
            self._waiting.append(noted)
            self._bytes += noted.bytes_in_memory
            if len(self._waiting) >= MOST_UNWRITTEN or self._bytes >= BYTES_IN_MEMORY:
                self._full.set()
            if is_first:
                self._mark_pending(time.time())
        if settings.JOURNAL_WRITE_SECONDS:
            self._write_soon()

    def write(self) -> None:
        """Write what has been noted so far.

        What is noted meanwhile is for the next time: under load there would always be some, a few a block.

        Raises:
            DatabaseError: what could not be written stays noted.
        """
        # A request that reads the journal writes what others have done: its label is not theirs.
        with self._writing, trace.use_label(None):
            with self._lock:
                remaining, begun = len(self._waiting), time.time()
            while remaining:
                remaining -= self._write_block(min(remaining, BLOCK))
            with self._lock:
                self._mark_pending(begun) if self._waiting else pending.unmark_pending()

    def _write_block(self, most: int) -> int:
        """Write so many, the first ones. Returns how many were written."""
        with self._lock:
            block = self._waiting[:most]
        self._store(block)
        with self._lock:
            del self._waiting[: len(block)]
            self._bytes -= sum(each.bytes_in_memory for each in block)
        return len(block)

    def _store(self, block: Sequence[NotedExchange]) -> None:
        places = self._places(block)
        with compute_in_turn():
            entries = [entry_of(noted, place) for noted, place in zip(block, places, strict=True)]
            self.lost += storing.store_possible(entries)

    def _places(self, block: Sequence[NotedExchange]) -> Sequence[BodyPlace]:
        new = [noted for noted in block if noted.place is None]
        try:
            places = iter(self._append(new))
        except OSError as problem:
            logger.warning("the journal keeps exchanges without their bytes: %s", problem)
            places = iter([NOWHERE] * len(new))
        return [noted.place or next(places) for noted in block]

    def _append(self, noted: Sequence[NotedExchange]) -> Sequence[BodyPlace]:
        bodies = [(each.exchange.request, each.exchange.response) for each in noted]
        return self._bodies.append(bodies) if bodies else []

    def _move_bytes(self) -> None:
        """Move the bytes in memory to a file: there is room again.

        Raises:
            OSError: no space, or no folder. They stay in memory.
        """
        with self._writing:
            with self._lock:
                new = [noted for noted in self._waiting if noted.place is None]
            moved = 0
            for noted, place in zip(new, self._append(new), strict=True):
                moved += noted.move_to(place)
            with self._lock:
                self._bytes -= moved
                self._full.clear()

    def _mark_pending(self, since: float) -> None:
        self._since = since
        pending.mark_pending(since)

    def _write_soon(self) -> None:
        self._some.set()
        if self._thread is None:
            with self._lock:
                if self._thread is None:
                    self._thread = threading.Thread(target=self._write_regularly, name="journal", daemon=True)
                    self._thread.start()
                    process_end.call_at_end(self._write_at_end)

    def _write_regularly(self) -> None:
        while self._some.wait():
            self._gather()
            self._some.clear()
            self._full.clear()
            try:
                self.write()
            except Exception as problem:
                logger.warning("the journal could not be written yet: %s", problem)
                connection.close()
                self._some.set()
                time.sleep(settings.JOURNAL_WRITE_SECONDS)

    def _gather(self) -> None:
        """Wait until a reader asks, until few exchanges come, or until they have waited for long, or are many."""
        ends = time.monotonic() + LONGEST_WAIT
        while self._are_many_coming() and time.monotonic() < ends:
            try:
                self._move_bytes()
            except OSError as problem:
                logger.debug("the journal's bytes cannot be moved to a file: %s", problem)
                return

    def _are_many_coming(self) -> bool:
        """Say so after as long as the settings say, or sooner where memory is full. False: it is time to write."""
        begun, before = time.monotonic(), len(self._waiting)
        if self._is_asked_for_within(settings.JOURNAL_WRITE_SECONDS):
            return False
        waiting = len(self._waiting)
        return waiting < MOST_UNWRITTEN and waiting - before >= MANY_A_SECOND * (time.monotonic() - begun)

    def _is_asked_for_within(self, seconds: float) -> bool:
        """A reader waits, or begins to within this time. It ends sooner where memory is full."""
        ends = time.monotonic() + seconds
        renewed_at = time.monotonic()
        while not pending.is_writing_asked_for():
            now = time.monotonic()
            if now >= ends or self._full.wait(self._look_seconds()):
                return False
            if now - renewed_at > pending.RENEWAL:
                self._renew_mark()
                renewed_at = now
        self._full.wait(READER_SECONDS)
        return True

    def _look_seconds(self) -> float:
        return min(LOOK_SECONDS + LOOK_SECONDS_EACH * len(self._waiting), LONGEST_LOOK_SECONDS)

    def _renew_mark(self) -> None:
        with self._lock:
            if self._waiting:
                pending.mark_pending(self._since)

    def _write_at_end(self) -> None:
        try:
            self.write()
        except DatabaseError as problem:
            if self._waiting:
                logger.warning("%d exchanges are not in the journal: %s", len(self._waiting), problem)
        pending.unmark_pending()


recorder: Final = Recorder()
os.register_at_fork(after_in_child=recorder.discard)
