"""The watched folder: `<sender's certificate folder>/*.zip` is taken in, and comes back in done/ with its result.

What is no ZIP comes back with a note that says so; what lies beside the senders' folders stays, with a note.
A file lies in the sender's folder until it is complete, then in running/, and in done/ when it is finished.
Each step is a rename, so a file that was on its way when everything stopped is found again.
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
from infra.database.sqlite_write_lock import writing
from infra.errors import ApplicationError, MinaMeddelandenError
from sender.print_files import states
from sender.print_files.arrival import uploads
from sender.print_files.models import BatchFile

logger = logging.getLogger(__name__)

RUNNING, DONE, ZIP = "running", "done", ".zip"
STILL_SECONDS: Final = 5.0
"""A file that has not changed for so long, and ends as a ZIP does, is complete."""
BROKEN_SECONDS: Final = 60.0
"""One that ends otherwise is taken after so long all the same, to be refused with the reason."""
UNFINISHED: Final = (".part", ".filepart", ".tmp")
"""Endings under which programs write a file that they rename when it is complete."""
NOTE: Final = ".svar.txt"
"""Ending of the note beside a file that cannot be taken in."""


def prepare(senders: Iterable[str]) -> None:
    """Make the folders of these senders, for people to find; others make theirs themselves."""
    try:
        for sender in senders:
            (Path(settings.BATCH_FOLDER) / sender).mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        logger.warning("the watched folder cannot be made: %s", problem)


def look() -> None:
    """Take in what has become complete. Does nothing while another worker looks."""
    base = Path(settings.BATCH_FOLDER)
    if not base.is_dir():
        return
    with _alone(base) as may_look:
        if may_look:
            for sender in sorted(path for path in base.iterdir() if path.is_dir()):
                _look_into(sender)
            _look_beside(base)


def give_back(file: BatchFile) -> None:
    """Move a finished file that came by the folder to done/, with its result or the reason beside it."""
    source = Path(file.source)
    if not file.source:
        return
    if source.exists():
        target = _free_name(source.parent.parent / DONE / source.name)
        _put_beside(file, target)
        _date(source)
        source.rename(target)
    with writing():
        BatchFile.objects.filter(pk=file.pk).update(source="")
    file.source = ""


def forget(before: datetime) -> None:
    """Delete what has lain in done/ since before that moment."""
    for path in Path(settings.BATCH_FOLDER).glob(f"*/{DONE}/*"):
        if path.is_file() and path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)


def _put_beside(file: BatchFile, target: Path) -> None:
    target.parent.mkdir(exist_ok=True)
    if file.state == BatchFile.State.REFUSED:
        _say(target, file.reason)
        return
    for ending, made in ((".resultat.csv", file.result_csv), (".resultat.jsonl", file.result_jsonl)):
        beside = target.with_name(target.name + ending)
        shutil.copyfile(made, beside)
        _date(beside)


def _look_into(folder: Path) -> None:
    for path in _files(folder):
        if not _is_complete(path):
            continue
        if path.suffix.lower() == ZIP:
            _begin(path)
        else:
            _return(path, folder, _no_zip(path.name))
    for path in _files(folder / RUNNING):
        file = BatchFile.objects.filter(source=str(path)).first()
        if file is None:
            _take_in(path, folder)
        elif file.state in states.FINAL:
            give_back(file)


def _look_beside(base: Path) -> None:
    """Files of which no folder says whose they are: a note says so, for as long as they lie there."""
    for path in _files(base):
        if path.name.endswith(NOTE):
            if not path.with_name(path.name.removesuffix(NOTE)).exists():
                path.unlink(missing_ok=True)
        elif _is_complete(path) and not path.with_name(path.name + NOTE).exists():
            _say(path, _nobodys(path.name))


def _files(folder: Path) -> list[Path]:
    """What somebody has laid there and is done with, as far as its name says."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [
        path
        for path in found
        if path.is_file()
        and not path.is_symlink()
        and not path.name.startswith(".")
        and not path.name.lower().endswith(UNFINISHED)
    ]


def _is_complete(path: Path) -> bool:
    # The file system's clock, not the simulated one, by which what lay in done/ can be dated ahead.
    still = abs(time.time() - path.stat().st_mtime)
    return still > BROKEN_SECONDS or (still > STILL_SECONDS and zipfile.is_zipfile(path))


def _begin(path: Path) -> None:
    target = _free_name(path.parent / RUNNING / path.name)
    target.parent.mkdir(exist_ok=True)
    path.rename(target)


def _take_in(path: Path, folder: Path) -> None:
    try:
        with trace.use_trace():
            file, is_new = uploads.take_in(path, folder.name, source=str(path))
    except ApplicationError as refusal:
        _return(path, folder, refusal.text.on_wire)
    except (MinaMeddelandenError, OSError) as problem:
        # It lies where it is, and is taken in at the next look.
        logger.warning("print file %s cannot be taken in yet: %s", path, problem)
    else:
        if not is_new and file.source != str(path):
            _return(path, folder, _known(file))


def _no_zip(name: str) -> str:
    return (
        f"{name} är ingen utskriftsfil: den ska vara en ZIP-fil, med ett namn som slutar på .zip. "
        "Ingenting har skickats. | "
        f"{name} is no print file: that is a ZIP whose name ends with .zip. Nothing was sent."
    )


def _nobodys(name: str) -> str:
    return (
        f"Vems {name} är framgår inte. Flytta den till avsändarens mapp här bredvid, som heter som mappen med "
        "avsändarens certifikat (till exempel kommun-a); gör den om den inte finns. Ingenting har skickats. | "
        f"Whose {name} is does not show. Move it into the sender's folder beside it, called as the folder "
        "of the sender's certificate (kommun-a, for instance); make it if it is not there. Nothing was sent."
    )


def _known(file: BatchFile) -> str:
    when = file.created_at.astimezone(clock.SWEDEN).isoformat(timespec="seconds")
    return (
        f"Samma fil har kommit förut: {file.name}, {when}, id {file.file_id}. Ingenting skickas en gång till. | "
        f"The same file has come before: {file.name}, {when}, id {file.file_id}. Nothing is sent a second time."
    )


def _return(path: Path, folder: Path, words: str) -> None:
    target = _free_name(folder / DONE / path.name)
    target.parent.mkdir(exist_ok=True)
    _say(target, words)
    _date(path)
    path.rename(target)


def _say(target: Path, words: str) -> None:
    note = target.with_name(target.name + NOTE)
    note.write_text(words.replace(" | ", "\n\n") + "\n", encoding="utf-8")
    _date(note)


def _date(path: Path) -> None:
    """What comes back carries the simulator's time, by which it is forgotten."""
    now = clock.now().timestamp()
    os.utime(path, (now, now))


def _free_name(path: Path) -> Path:
    """The path, with a number in its name where that is taken: nothing that lies there is overwritten."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free


@contextmanager
def _alone(base: Path) -> Iterator[bool]:
    with (base / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
