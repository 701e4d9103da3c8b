"""Take a print file one step further, whoever asks: the queue, the sweeper, or the command."""

from contextlib import suppress
from math import ceil
from typing import Final

from django.conf import settings
from django.db.models import QuerySet

from infra.celery import app
from infra.database.sqlite_write_lock import writing
from sender.print_files import intake, results, states
from sender.print_files.arrival import watched_folder
from sender.print_files.models import OPEN, BatchFile, BatchLine
from sender.print_files.sending import handover
from sender.print_files.states import State

WORK_TASK: Final = "sender.print_files.work"
SLICE: Final = 10.0
"""Seconds after which a worker lets others have a turn."""
EXPIRES: Final = 10
"""Seconds. A hint that nobody took by then is one of many."""


def advance(file_id: int, for_seconds: float = SLICE) -> bool:
    """Read the file, or hand over letters of it, or write its result. Says whether there is more to do now."""
    file = BatchFile.objects.filter(pk=file_id).first()
    if file is None or file.state in {*states.FINAL, State.UPLOADING}:
        return False
    if file.state == State.RUNNING:
        return _run(file, for_seconds)
    return _read(file_id)


def _read(file_id: int) -> bool:
    with states.claimed(file_id) as file:
        if file is None or file.state not in {State.RECEIVED, State.READING}:
            return False
        try:
            intake.read(file)
        except states.LostClaim:
            return False
        except OSError as problem:
            _say(file, _disk(problem))
            return False
        if file.state == State.REFUSED:
            watched_folder.give_back(file)
        return file.state == State.RUNNING


def _run(file: BatchFile, for_seconds: float) -> bool:
    try:
        more = _waiting(file).exists() and handover.hand_over(file, for_seconds)
    except handover.Waits as problem:
        _say(file, str(problem))
        return False
    except OSError as problem:
        _say(file, _disk(problem))
        return False
    _say(file, "")
    if not more:
        _finish(file.pk)
    return more


def _finish(file_id: int) -> None:
    """Write the result when the last letter has come to its end."""
    if BatchLine.objects.filter(file=file_id, state__in=OPEN).exists():
        return
    with states.claimed(file_id) as file, suppress(states.LostClaim):
        if file is not None and file.state == State.RUNNING:
            results.write(file, tick=lambda: states.renew(file))
            states.move(file, State.DONE)
            watched_folder.give_back(file)


def _say(file: BatchFile, reason: str) -> None:
    """Tell the owner why it does not go on, or that it does."""
    if file.reason != reason:
        with writing():
            BatchFile.objects.filter(pk=file.pk).exclude(state__in=states.FINAL).update(reason=reason)
        file.reason = reason


def _disk(problem: OSError) -> str:
    return (
        f"filen går inte att läsa eller skriva ({problem}); försöker igen | "
        f"the file cannot be read or written ({problem}); trying again"
    )


def sweep() -> None:
    """Look into the watched folder, and set workers to the files that need a step."""
    watched_folder.look()
    for file in BatchFile.objects.exclude(state__in=[*states.FINAL, State.UPLOADING]).order_by("pk"):
        for _ in range(_workers(file)):
            ask(file.pk)


def _workers(file: BatchFile) -> int:
    if file.state != State.RUNNING:
        return 1
    enough = settings.RELAY_WORKERS * handover.LOOKED_UP_TOGETHER
    return max(1, ceil(_waiting(file)[:enough].count() / handover.LOOKED_UP_TOGETHER))


def _waiting(file: BatchFile) -> QuerySet[BatchLine]:
    return BatchLine.objects.filter(file=file, state=BatchLine.State.WAITING)


def ask(file_id: int) -> None:
    """Ask the queue for a worker."""
    app.send_task(WORK_TASK, args=[file_id], queue=settings.RELAY_QUEUE, expires=EXPIRES, retry=False)
