"""Takes note of SOAP calls in memory and writes them in blocks, so that no caller waits for the log.

Each process has one. What lies in memory when a process is killed is lost: the calls of at most
settings.LOG_WRITE_SECONDS. A process that ends in order writes them first.
"""

import json
import logging
import os
import threading
from typing import Final, NamedTuple

from django.conf import settings
from django.db import DatabaseError, connection

from far.models import LogEntry
from far.supervision import chain, counts
from far.supervision.subjects import key_as_integer, keys_of, masked_number, recipients_of, subjects_of
from infra import clock, trace
from infra.database.write_transaction import write_transaction
from infra.soap.http_binding.computation_lock import compute_in_turn
from infra.soap.reports.calls import Call
from infra.supervisor import process_end

logger = logging.getLogger(__name__)

LOGGED: Final = frozenset({"Recipient", "Authority", "Consent"})
"""The register's services: their calls stand in the log, each with the holders that it concerned."""
COUNTED: Final = LOGGED | {"Service", "Message", "Notification"}
"""The services with calls that are counted: look-ups and changes, and deliveries by relays and operators."""
BLOCK: Final = 500
"""So many calls are written at once, without waiting for the time."""
MAX_WAITING: Final = 200_000
"""Calls and subjects that are kept while the database does not answer; what comes then is lost, and counted."""


class _Noted(NamedTuple):
    call: Call
    """Without its request, which may be large."""
    subjects: list[str]

    @property
    def is_logged(self) -> bool:
        return self.call.service.partition("/")[0] in LOGGED


class CallLog:
    """The calls of this process that are not written yet."""

    def __init__(self) -> None:
        self.discard()

    def discard(self) -> None:
        """Forget everything. After a fork, its calls are the parent's to write, and its thread is not here."""
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._some, self._full = threading.Event(), threading.Event()
        self._calls: list[_Noted] = []
        self._weight = 0
        self._lost = 0
        self._thread: threading.Thread | None = None

    def note(self, call: Call) -> None:
        """Keep the call until it is written."""
        service = call.service.partition("/")[0]
        if service not in COUNTED:
            return
        subjects = subjects_of(call.request) if service in LOGGED else recipients_of(call.request)
        kept = Call(call.at, call.service, call.operation, call.caller, None, call.code, call.trace)
        with self._lock:
            if self._weight > MAX_WAITING:
                self._lost += 1
                return
            self._calls.append(_Noted(kept, subjects))
            self._weight += 1 + len(subjects)
            if len(self._calls) >= BLOCK:
                self._full.set()
        self.write_soon()

    def write_soon(self) -> None:
        """See to it that this process writes within settings.LOG_WRITE_SECONDS."""
        if not settings.LOG_WRITE_SECONDS:
            return
        self._some.set()
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._write_regularly, name="register log", daemon=True)
                self._thread.start()
                process_end.call_at_end(self._write_at_end)

    def write(self) -> None:
        """Write what has been noted so far, and give the changes of all processes their place in the log.

        What is noted meanwhile is for the next time: under load there would always be some, a few a block.

        Raises:
            DatabaseError: what could not be written stays noted.
        """
        with self._writing:
            remaining = len(self._calls)
            while remaining or self._lost:
                remaining -= self._write_block(min(remaining, BLOCK))
            chain.append_all_changes()

    def _write_block(self, most: int) -> int:
        """Write so many of the calls, the first ones, and that calls were lost. Returns how many were written."""
        with self._lock:
            block, lost = self._calls[:most], self._lost
        entries = [_entry(noted) for noted in block if noted.is_logged] + _entries_of_lost(lost)
        # A thread that computes beside this one would make it hold the write lock for longer.
        with compute_in_turn(), write_transaction():
            chain.append_entries(entries)
            counts.add_calls((noted.call, len(noted.subjects)) for noted in block)
        with self._lock:
            del self._calls[: len(block)]
            self._weight -= sum(1 + len(noted.subjects) for noted in block)
            self._lost -= lost
        return len(block)

    def _write_at_end(self) -> None:
        try:
            self.write()
        except DatabaseError as problem:
            # Changes are rows already, and another process gives them their place in the log.
            if self._calls:
                logger.warning("%d calls are not in the register's log: %s", len(self._calls), problem)

    def _write_regularly(self) -> None:
        while self._some.wait():
            self._full.wait(settings.LOG_WRITE_SECONDS)
            self._some.clear()
            self._full.clear()
            try:
                self.write()
            except DatabaseError as problem:
                logger.warning("the register's log could not be written yet: %s", problem)
                self._some.set()
                connection.close()


def _entry(noted: _Noted) -> LogEntry:
    call, subjects = noted
    first = subjects[0] if subjects else ""
    return LogEntry(
        at=call.at,
        kind=LogEntry.Kind.CALL,
        actor=call.caller,
        service=call.service,
        operation=call.operation,
        subject=masked_number(first),
        subject_key=key_as_integer(first) if first else None,
        subjects=len(subjects),
        other_keys=keys_of(subjects[1:]),
        code=call.code,
        trace=call.trace,
    )


def _entries_of_lost(calls: int) -> list[LogEntry]:
    """An entry that says that calls were lost, so that nobody takes the log for complete."""
    if not calls:
        return []
    return [
        LogEntry(
            at=clock.now(),
            kind=LogEntry.Kind.CHANGE,
            actor=chain.CLOCK,
            operation="lostCalls",
            subjects=0,
            other_keys=b"",
            changed=json.dumps({"calls": calls}),
            trace=trace.current_trace(),
        )
    ]


call_log: Final = CallLog()
os.register_at_fork(after_in_child=call_log.discard)
