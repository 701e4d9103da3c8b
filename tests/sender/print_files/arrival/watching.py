"""Files that are put in the watched folder, and what the queue does with them."""

from __future__ import annotations

import os
import time
from pathlib import Path

from sender.print_files import processing
from sender.print_files.arrival import watched_folder
from sender.print_files.models import BatchFile
from tests import cast, relay
from tests.sender.print_files.conftest import print_file, row


def put(inbox: Path, name: str = "brev.zip", *, seconds_ago: float = 10.0, who: str = cast.ARVID) -> Path:
    path = print_file(inbox / name, [row(who, "a.pdf")])
    then = time.time() - seconds_ago
    os.utime(path, (then, then))
    return path


def sweep() -> None:
    """What the queue does every other second, and its workers."""
    watched_folder.take_in_complete()
    for file in BatchFile.objects.all():
        while processing.advance_file(file.pk):
            pass
    relay.work()
    for file in BatchFile.objects.all():
        processing.advance_file(file.pk)


def names(path: Path) -> list[str]:
    return sorted(item.name for item in path.iterdir()) if path.exists() else []
