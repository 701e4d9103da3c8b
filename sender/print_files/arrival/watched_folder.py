"""The watched folder: `<sender's certificate folder>/*.zip` is taken in, and comes back in done/ with its result.

A file that is no ZIP comes back with a note; a file outside the senders' folders stays, with a note.
A file lies in the sender's folder until it is complete, then in running/, and in done/ when it is finished.
Each step is a rename, so a file that was on its way when everything stopped is found again.

An error with one file or folder stops nothing else: it is named in the log, and tried again at the next look.
"""

import fcntl
import logging
import os
import shutil
import time
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings

from infra import clock, trace
from infra.database.errors import DATABASE_UNAVAILABLE
from infra.database.write_transaction import write_transaction
from infra.errors import ApplicationError, MinaMeddelandenError
from infra.texts import Text
from sender.print_files import states
from sender.print_files.arrival import uploads
from sender.print_files.arrival.folder_names import (
    NOTE,
    RESULT_CSV,
    RESULT_JSONL,
    files_in,
    free_path,
    note_beside,
    storable_name,
)
from sender.print_files.models import BatchFile

logger = logging.getLogger(__name__)

RUNNING, DONE, ZIP = "running", "done", ".zip"
STILL_SECONDS: Final = 5.0
"""A file that has not changed for so long, and ends as a ZIP does, is complete."""
BROKEN_SECONDS: Final = 60.0
"""One that ends otherwise is taken after so long all the same, to be refused with the reason."""


def make_sender_folders(senders: Iterable[str]) -> None:
    """Make the folders of these senders, for people to find; other senders make theirs themselves."""
    try:
        for sender in senders:
            (Path(settings.BATCH_FOLDER) / sender).mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        logger.warning("the watched folder cannot be made: %s", problem)


def take_in_complete() -> None:
    """Take in what has become complete. Does nothing while another worker does."""
    base = Path(settings.BATCH_FOLDER)
    if not base.is_dir():
        return
    with _locked(base) as is_mine:
        if is_mine:
            for folder in sorted(path for path in base.iterdir() if path.is_dir()):
                with _alone_in_its_error(folder):
                    _look_into(folder)
            _note_files_of_nobody(base)


def give_back(file: BatchFile) -> None:
    """Move a finished file that came by the folder to done/, with its result or the reason beside it."""
    source = Path(file.source)
    if not file.source:
        return
    if source.exists():
        target = free_path(source.parent.parent / DONE / storable_name(source.name))
        target.parent.mkdir(exist_ok=True)
        _write_outcome_beside(file, target)
        _date(source)
        source.rename(target)
    with write_transaction():
        BatchFile.objects.filter(pk=file.pk).update(source="")
    file.source = ""


def delete_returned(before: datetime) -> None:
    """Delete the files that came to done/ before that moment."""
    for path in Path(settings.BATCH_FOLDER).glob(f"*/{DONE}/*"):
        with _alone_in_its_error(path):
            if path.is_file() and path.stat().st_mtime < before.timestamp():
                path.unlink(missing_ok=True)


@contextmanager
def _alone_in_its_error(path: Path) -> Iterator[None]:
    """Let an error inside the block concern this path alone. Errors of the database are raised."""
    try:
        yield
    except DATABASE_UNAVAILABLE:
        raise
    except Exception as problem:
        logger.warning("%s in the watched folder is left where it is: %r", ascii(str(path)), problem)


def _write_outcome_beside(file: BatchFile, target: Path) -> None:
    if file.state == BatchFile.State.REFUSED:
        _write_note(target, file.reason)
        return
    for ending, made in ((RESULT_CSV, file.result_csv), (RESULT_JSONL, file.result_jsonl)):
        beside = target.with_name(target.name + ending)
        shutil.copyfile(made, beside)
        _date(beside)


def _look_into(folder: Path) -> None:
    for path in files_in(folder):
        with _alone_in_its_error(path):
            _take_out_of_inbox(path, folder)
    for path in files_in(folder / RUNNING):
        with _alone_in_its_error(path):
            _go_on_with(path, folder)


def _take_out_of_inbox(path: Path, folder: Path) -> None:
    if not _is_complete(path):
        return
    if path.suffix.lower() == ZIP:
        _begin(path)
    else:
        _return(path, folder, NO_ZIP.format(name=storable_name(path.name)))


def _go_on_with(path: Path, folder: Path) -> None:
    file = BatchFile.objects.filter(source=str(path)).first() if _is_storable(path) else None
    if file is None:
        _take_in(path, folder)
    elif file.state in states.FINAL:
        give_back(file)


def _is_storable(path: Path) -> bool:
    """Whether the path can be kept in the database: one with other bytes than UTF-8 cannot."""
    try:
        return bool(str(path).encode("utf-8"))
    except UnicodeEncodeError:
        return False


def _note_files_of_nobody(base: Path) -> None:
    """Put a note beside each file that is in no sender's folder, and remove notes of files that are gone."""
    found = files_in(base)
    lost = [path for path in found if not path.name.endswith(NOTE)]
    notes = {note_beside(path): path for path in lost}
    for path in found:
        with _alone_in_its_error(path):
            if path.name.endswith(NOTE) and path not in notes:
                path.unlink(missing_ok=True)
    for note, path in notes.items():
        with _alone_in_its_error(path):
            if not note.exists() and _is_complete(path):
                _write_text(note, UNKNOWN_OWNER.format(name=storable_name(path.name)))


def _is_complete(path: Path) -> bool:
    # The file system's clock: by the simulated one, files in done/ can be dated ahead.
    still = abs(time.time() - path.stat().st_mtime)
    return still > BROKEN_SECONDS or (still > STILL_SECONDS and zipfile.is_zipfile(path))


def _begin(path: Path) -> None:
    target = free_path(path.parent / RUNNING / storable_name(path.name))
    target.parent.mkdir(exist_ok=True)
    path.rename(target)


def _take_in(path: Path, folder: Path) -> None:
    try:
        with trace.use_trace():
            file, is_new = uploads.take_in(path, folder.name, source=str(path))
    except ApplicationError as refusal:
        _return(path, folder, refusal.text)
    except (MinaMeddelandenError, OSError) as problem:
        # The file stays in place, and is taken in the next time.
        logger.warning("print file %s cannot be taken in yet: %s", path, problem)
    else:
        if not is_new and file.source != str(path):
            _return(path, folder, _already_known(file))


NO_ZIP: Final = Text(
    "{name} är ingen utskriftsfil: den ska vara en ZIP-fil, med ett namn som slutar på .zip. "
    "Ingenting har skickats.",
    "{name} is no print file: that is a ZIP whose name ends with .zip. Nothing was sent.",
)
UNKNOWN_OWNER: Final = Text(
    "Vems {name} är framgår inte. Flytta den till avsändarens mapp här bredvid, som heter som mappen med "
    "avsändarens certifikat (till exempel kommun-a); gör den om den inte finns. Ingenting har skickats.",
    "Whose {name} is does not show. Move it into the sender's folder beside it, called as the folder "
    "of the sender's certificate (kommun-a, for instance); make it if it is not there. Nothing was sent.",
)
ALREADY_KNOWN: Final = Text(
    "Samma fil har kommit förut: {name}, {when}, id {id}. Ingenting skickas en gång till.",
    "The same file has come before: {name}, {when}, id {id}. Nothing is sent a second time.",
)


def _already_known(file: BatchFile) -> Text:
    when = file.created_at.astimezone(clock.SWEDEN).isoformat(timespec="seconds")
    return ALREADY_KNOWN.format(name=file.name, when=when, id=file.file_id)


def _return(path: Path, folder: Path, reason: Text) -> None:
    target = free_path(folder / DONE / storable_name(path.name))
    target.parent.mkdir(exist_ok=True)
    _write_note(target, reason)
    _date(path)
    path.rename(target)


def _write_note(target: Path, reason: Text) -> None:
    _write_text(target.with_name(target.name + NOTE), reason)


def _write_text(note: Path, text: Text) -> None:
    note.write_text(f"{text.swedish}\n\n{text.english}\n", encoding="utf-8")
    _date(note)


def _date(path: Path) -> None:
    """Give the file the simulator's time, by which it is forgotten."""
    now = clock.now().timestamp()
    os.utime(path, (now, now))


@contextmanager
def _locked(base: Path) -> Iterator[bool]:
    with (base / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
