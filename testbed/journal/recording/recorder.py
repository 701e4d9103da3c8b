"""Takes note of exchanges in memory, and writes them in blocks.

Each process has one. What lies in memory when a process is killed is lost: the exchanges of at most
settings.JOURNAL_WRITE_SECONDS. A process that ends in order writes them first. When more comes than can be
written, what is too much is counted and not kept: nobody waits for the journal.
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
from infra.database.errors import DATABASE_UNAVAILABLE
from infra.database.write_transaction import write_transaction
from infra.hooks import exchanges
from infra.soap.http_binding.computing import compute_in_turn
from infra.supervisor import process_end
from infra.versions import data_version
from testbed.journal.recording import index, numbering, pending, rows
from testbed.journal.recording.bodies import NOWHERE, BodyPlace, BodyWriter
from testbed.journal.recording.entries import JournalEntry, entry_of

logger = logging.getLogger(__name__)

BLOCK: Final = 100
"""So many are written in one transaction, and without waiting for the time. Callers may wait for one."""
BLOCK_BYTES: Final = 8 * 1_048_576
"""Requests and answers of so many bytes are written without waiting, too: no process keeps more for long."""
MAX_WAITING: Final = 20_000
MAX_WAITING_BYTES: Final = 64 * 1_048_576
LOOK_SECONDS: Final = 0.02
"""How often a process that gathers a block looks whether a reader waits for it."""
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
        self._waiting: list[exchanges.Exchange] = []
        self._bytes = 0
        self.lost = 0
        """Exchanges that were not kept, since this process began."""
        self._bodies = BodyWriter()
        self._thread: threading.Thread | None = None

    def note(self, exchange: exchanges.Exchange) -> None:
        """Keep the exchange until it is written."""
        size = len(exchange.request) + len(exchange.response)
        with self._lock:
            if len(self._waiting) >= MAX_WAITING or self._bytes + size > MAX_WAITING_BYTES:
                self.lost += 1
                return
            is_first = not self._waiting
            self._waiting.append(exchange)
            self._bytes += size
            if len(self._waiting) >= BLOCK or self._bytes >= BLOCK_BYTES:
                self._full.set()
            if is_first:
                pending.mark_pending(time.time())
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
                pending.mark_pending(begun) if self._waiting else pending.unmark_pending()

    def _write_block(self, most: int) -> int:
        """Write so many, the first ones. Returns how many were written."""
        with self._lock:
            block = self._waiting[:most]
        self._store(block)
        with self._lock:
            del self._waiting[: len(block)]
            self._bytes -= sum(len(each.request) + len(each.response) for each in block)
        return len(block)

    def _store(self, block: Sequence[exchanges.Exchange]) -> None:
        places = self._places(block)
        with compute_in_turn():
            self._store_placed([entry_of(told, place) for told, place in zip(block, places, strict=True)])

    def _store_placed(self, entries: Sequence[JournalEntry]) -> None:
        try:
            store_entries(entries)
        except DATABASE_UNAVAILABLE:
            raise
        except DatabaseError:
            # One of them has something that the database does not take: the others need not be lost with it.
            for entry in entries:
                self._store_alone(entry)

    def _store_alone(self, entry: JournalEntry) -> None:
        try:
            store_entries([entry])
        except DATABASE_UNAVAILABLE:
            raise
        except DatabaseError:
            self.lost += 1
            logger.exception("an exchange with %s could not be kept", entry.values["address"])

    def _places(self, block: Sequence[exchanges.Exchange]) -> Sequence[BodyPlace]:
        try:
            return self._bodies.append([(told.request, told.response) for told in block])
        except OSError as problem:
            logger.warning("the journal keeps exchanges without their bytes: %s", problem)
            return [NOWHERE] * len(block)

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
        """Wait until a block is full, until a reader asks, or for as long as the settings say."""
        ends = time.monotonic() + settings.JOURNAL_WRITE_SECONDS
        while not pending.is_writing_asked_for():
            if self._full.wait(LOOK_SECONDS) or time.monotonic() >= ends:
                return
        self._full.wait(READER_SECONDS)

    def _write_at_end(self) -> None:
        try:
            self.write()
        except DatabaseError as problem:
            if self._waiting:
                logger.warning("%d exchanges are not in the journal: %s", len(self._waiting), problem)
        pending.unmark_pending()


def store_entries(entries: Sequence[JournalEntry]) -> None:
    """Store them in one transaction, in this order."""
    with write_transaction():
        data_version.advance_on_commit()
        first = numbering.take_numbers(len(entries))
        keyed = list(enumerate(entries, start=first))
        rows.insert_rows([{"id": key, **entry.values} for key, entry in keyed])
        index.add_words([(key, entry.words, entry.facets) for key, entry in keyed])


recorder: Final = Recorder()
os.register_at_fork(after_in_child=recorder.discard)
