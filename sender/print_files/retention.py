"""Remove old print files: the ZIP soon, lines and results after some days.

The letters themselves are the relay's, which forgets them by settings of its own.
"""

import logging
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings

from infra import clock
from infra.database.errors import DATABASE_UNAVAILABLE
from infra.database.write_transaction import write_transaction
from infra.errors import ApplicationError
from infra.errors.codes import ErrorCode
from infra.errors.explanation import Check
from sender.print_files import states
from sender.print_files.arrival import uploads, watched_folder
from sender.print_files.models import BatchFile, BatchLine
from sender.print_files.states import State

logger = logging.getLogger(__name__)

ABANDONED_AFTER: Final = timedelta(days=1)
"""After which an upload that did not go on is given up."""
STILL_SECONDS: Final = 3600.0
"""An upload to which something has come within so long is not given up."""
LINES_PER_DELETE: Final = 5_000


class PrintFileBusy(ApplicationError):
    """The file is being worked on, so it cannot be removed."""

    code = ErrorCode.ILLEGAL_STATE
    slug = "print-file-busy"
    check = Check.STATE


def delete_old() -> None:
    """Remove what has been kept for long enough: docs/batch.md says what and when."""
    _delete_archives()
    _delete_uploads()
    _delete_finished()
    _delete_folders_without_row()


@contextmanager
def _one_of_many(what: object) -> Iterator[None]:
    """Let an error inside the block stop the work on this file alone, which is tried again the next time."""
    try:
        yield
    except DATABASE_UNAVAILABLE:
        raise
    except Exception:
        logger.exception("%s cannot be removed; the others are", what)


def remove_file(file: BatchFile) -> None:
    """Forget a file that is finished, refused or only uploading: ZIP, lines and results. Its letters go on.

    The same file is a new one afterwards, and its letters are sent.

    Raises:
        PrintFileBusy: letters of it are still on their way. WrongOffset: a part of it is coming in right now.
    """
    if file.state == State.UPLOADING:
        with uploads.locked_part(file):
            _remove_rows_and_folder(file)
    elif file.state in states.FINAL:
        # Left in running/ it would be taken for a new file.
        watched_folder.give_back(file)
        _remove_rows_and_folder(file)
    else:
        raise PrintFileBusy(
            f"{file.name} körs. Den kan tas bort när alla dess brev har kommit till sitt slut.",
            f"{file.name} is under way. It can be removed when all its letters have come to their end.",
        )


def is_removable(file: BatchFile) -> bool:
    return file.state == State.UPLOADING or file.state in states.FINAL


def _remove_rows_and_folder(file: BatchFile) -> None:
    """In this order: after a kill, either the row is found again, or the folder as a stray."""
    while keys := list(file.letters.values_list("pk", flat=True)[:LINES_PER_DELETE]):
        with write_transaction():
            BatchLine.objects.filter(pk__in=keys).delete()
    with write_transaction():
        gone, _ = BatchFile.objects.filter(pk=file.pk, state=file.state).delete()
    if gone:
        shutil.rmtree(file.folder, ignore_errors=True)


def _delete_archives() -> None:
    before = clock.now() - timedelta(hours=settings.RELAY_KEEP_HOURS)
    with_zip = [number for number, path in _folders() if (path / "file.zip").exists()]
    for file in BatchFile.objects.filter(file_id__in=with_zip):
        with _one_of_many(file):
            if not _needs_no_archive(file, before):
                continue
            file.archive.unlink(missing_ok=True)
            file.directory.unlink(missing_ok=True)


def _needs_no_archive(file: BatchFile, before: datetime) -> bool:
    """All of it was handed over, and nothing about it has changed since."""
    if file.state in states.FINAL:
        return file.finished_at is not None and file.finished_at < before
    if file.state != State.RUNNING or file.read_at is None or file.read_at > before:
        return False
    waiting = file.letters.filter(state=BatchLine.State.WAITING)
    return not waiting.exists() and not file.letters.filter(at__gte=before).exists()


def _delete_uploads() -> None:
    old = BatchFile.objects.filter(state=State.UPLOADING, created_at__lt=clock.now() - ABANDONED_AFTER)
    for file in old:
        with _one_of_many(file), suppress(uploads.WrongOffset):
            # A part may just be coming in: then the upload is not given up.
            if not file.part.exists() or _is_still(file.part, STILL_SECONDS):
                remove_file(file)


def _delete_finished() -> None:
    if not settings.BATCH_KEEP_DAYS:
        return
    before = clock.now() - timedelta(days=settings.BATCH_KEEP_DAYS)
    for file in BatchFile.objects.filter(state__in=states.FINAL, finished_at__lt=before):
        with _one_of_many(file):
            remove_file(file)
    watched_folder.delete_returned(before)


def _delete_folders_without_row() -> None:
    """Folders without a row."""
    found = dict(_folders())
    known = set(BatchFile.objects.filter(file_id__in=found).values_list("file_id", flat=True))
    for number in found.keys() - known:
        if _is_still(found[number], ABANDONED_AFTER.total_seconds()):
            shutil.rmtree(found[number], ignore_errors=True)


def _folders() -> Iterator[tuple[uuid.UUID, Path]]:
    for path in (settings.DATA_DIR / "batch").glob("*-*-*-*-*"):
        with suppress(ValueError):
            yield uuid.UUID(path.name), path


def _is_still(path: Path, seconds: float) -> bool:
    try:
        # The file system's clock, not the simulated one.
        return time.time() - path.stat().st_mtime > seconds
    except FileNotFoundError:
        # It has just been removed.
        return False
