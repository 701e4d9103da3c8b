"""Lets a reader wait until every process has written the exchanges that it has answered.

A process with exchanges in memory has a file beside those with the bytes. Its time of change says since when they
wait, its time of access when the process last ran. A reader says in another file that it is waiting, and looks
until the processes' files are gone or newer. Writers look at the reader's file while they gather exchanges: it
makes them write at once.
"""

import logging
import os
import socket
import time
from contextlib import suppress
from typing import Final

from django.conf import settings

from testbed.journal.recording.bodies import bodies_folder

logger = logging.getLogger(__name__)

WAITED_FOR: Final = "wanted"
SUFFIX: Final = ".pending"
STEP: Final = 0.01
"""Seconds between two looks."""
ASKED_FOR: Final = 1.0
"""Seconds for which processes write at once after a reader has asked."""
LONGEST: Final = 3.0
"""How long a reader waits for processes that are slow, or have many exchanges to write."""
STALE: Final = 10.0
"""Seconds after which a process is taken for dead that has not renewed its mark."""
RENEWAL: Final = 2.0
"""Seconds after which a process renews it."""


def mark_pending(since: float) -> None:
    """Mark that this process has unwritten exchanges, none from before the time. A reader that began later waits.

    Call it again every RENEWAL seconds while they wait. On a full disk it cannot, and readers do not wait.
    """
    file = _own_file()
    try:
        _touch(file, since)
    except FileNotFoundError:
        bodies_folder()
        _touch(file, since)
    except OSError as problem:
        logger.debug("readers do not wait for this process: %s", problem)


def _touch(file: str, moment: float) -> None:
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600))
    os.utime(file, (time.time(), moment))


def unmark_pending() -> None:
    """Remove the mark of this process."""
    with suppress(FileNotFoundError, NotADirectoryError):
        os.unlink(_own_file())


def ask_for_writing() -> None:
    """Make the processes write what they have, and for the next ASKED_FOR seconds what they get.

    Without a folder that can be written they are not asked, and write a moment later.
    """
    with suppress(OSError):
        (bodies_folder() / WAITED_FOR).touch()


def is_writing_asked_for() -> bool:
    """A reader has been waiting within the last ASKED_FOR seconds."""
    try:
        return os.stat(f"{settings.JOURNAL_DIR}/{WAITED_FOR}").st_mtime > time.time() - ASKED_FOR
    except OSError:
        return False


def wait_until_written() -> None:
    """Wait until what was answered before this call is written: some hundredths of a second, at most LONGEST."""
    begun = time.time()
    ask_for_writing()
    while _is_any_older(begun) and time.time() < begun + LONGEST:
        time.sleep(STEP)


def _is_any_older(moment: float) -> bool:
    try:
        with os.scandir(settings.JOURNAL_DIR) as entries:
            return any(_is_waiting(entry, moment) for entry in entries if entry.name.endswith(SUFFIX))
    except (FileNotFoundError, NotADirectoryError):
        return False


def _is_waiting(entry: "os.DirEntry[str]", moment: float) -> bool:
    try:
        state = entry.stat()
    except FileNotFoundError:
        return False
    return state.st_mtime <= moment and state.st_atime > moment - STALE


def _own_file() -> str:
    return f"{settings.JOURNAL_DIR}/{_HOST}-{os.getpid()}{SUFFIX}"


_HOST: Final = "".join(sign for sign in socket.gethostname() if sign.isalnum())[:40]
