"""Take a print file one step further, for the queue, the periodic sweep or the command."""

import logging
from contextlib import suppress
from math import ceil
from typing import Final

from django.conf import settings
from django.db.models import QuerySet

from infra.celery import app
from infra.database.errors import DATABASE_UNAVAILABLE
from infra.database.write_transaction import write_transaction
from infra.texts import EMPTY, Text
from sender.print_files import intake, results, states
from sender.print_files.arrival import watched_folder
from sender.print_files.models import OPEN, BatchFile, BatchLine
from sender.print_files.sending import handover
from sender.print_files.sending.letters import INTERNAL_ERROR
from sender.print_files.states import State

logger = logging.getLogger(__name__)

WORK_TASK: Final = "sender.print_files.work"
MAX_SECONDS: Final = 10.0
"""Seconds after which a worker lets others have a turn."""
HINT_EXPIRES: Final = 10
"""Seconds. The next sweep gives another hint."""
DISK_ERROR: Final = Text(
    "filen går inte att läsa eller skriva ({problem}); försöker igen",
    "the file cannot be read or written ({problem}); trying again",
)


def advance_file(file_id: int, for_seconds: float = MAX_SECONDS) -> bool:
    """Read the file, or hand over letters of it, or write its result. Says whether there is more to do now."""
    file = BatchFile.objects.filter(pk=file_id).first()
    if file is None or file.state in {*states.FINAL, State.UPLOADING}:
        return False
    try:
        return _hand_over(file, for_seconds) if file.state == State.RUNNING else _read(file_id)
    except DATABASE_UNAVAILABLE:
        raise
    except Exception as problem:
        # It stops this file alone, and its owner sees why; the next sweep tries again.
        logger.exception("print file %s (%s) cannot go on", file.file_id, file.name)
        _note_reason(file, INTERNAL_ERROR.format(problem=repr(problem)))
        return False


def _read(file_id: int) -> bool:
    with states.claimed_file(file_id) as file:
        if file is None or file.state not in {State.RECEIVED, State.READING}:
            return False
        try:
            intake.read_file(file)
        except states.LeaseLost:
            return False
        except OSError as problem:
            _note_reason(file, DISK_ERROR.format(problem=problem))
            return False
        if file.state == State.REFUSED:
            watched_folder.give_back(file)
        return file.state == State.RUNNING


def _hand_over(file: BatchFile, for_seconds: float) -> bool:
    try:
        more = _waiting_lines(file).exists() and handover.hand_over(file, for_seconds)
    except handover.HandoverPostponed as problem:
        _note_reason(file, problem.reason)
        return False
    except OSError as problem:
        _note_reason(file, DISK_ERROR.format(problem=problem))
        return False
    if file.reason:
        _note_reason(file, EMPTY)
    if not more:
        _finish_when_settled(file.pk)
    return more


def _finish_when_settled(file_id: int) -> None:
    """Write the result when the last letter has come to its end."""
    if BatchLine.objects.filter(file=file_id, state__in=OPEN).exists():
        return
    with states.claimed_file(file_id) as file, suppress(states.LeaseLost):
        if file is not None and file.state == State.RUNNING:
            results.write_results(file, tick=lambda: states.renew_lease(file))
            states.move_file(file, State.DONE)
            watched_folder.give_back(file)


def _note_reason(file: BatchFile, reason: Text) -> None:
    """Tell the owner why it does not go on. EMPTY: it does."""
    with write_transaction():
        BatchFile.objects.filter(pk=file.pk).exclude(state__in=states.FINAL).update(reason=reason)
    file.reason = reason


def sweep_files() -> None:
    """Look into the watched folder, and ask for workers for the files that need a step."""
    try:
        watched_folder.take_in_complete()
    except DATABASE_UNAVAILABLE:
        raise
    except Exception:
        # Files that came another way go on.
        logger.exception("the watched folder cannot be read")
    for file in BatchFile.objects.exclude(state__in=[*states.FINAL, State.UPLOADING]).order_by("pk"):
        for _ in range(_workers_needed(file)):
            ask_for_worker(file.pk)


def _workers_needed(file: BatchFile) -> int:
    if file.state != State.RUNNING:
        return 1
    enough = settings.RELAY_WORKERS * handover.LOOKUP_LOT
    return max(1, ceil(_waiting_lines(file)[:enough].count() / handover.LOOKUP_LOT))


def _waiting_lines(file: BatchFile) -> QuerySet[BatchLine]:
    return BatchLine.objects.filter(file=file, state=BatchLine.State.WAITING)


def ask_for_worker(file_id: int) -> None:
    """Ask the queue for a worker."""
    app.send_task(WORK_TASK, args=[file_id], queue=settings.RELAY_QUEUE, expires=HINT_EXPIRES, retry=False)
