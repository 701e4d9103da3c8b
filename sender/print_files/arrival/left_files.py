"""The files that stay in the watched folder: each look fails to take them in, and the log says why."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from django.conf import settings

from infra import clock
from sender.print_files.arrival.folder_names import NOTE, files_in, storable_name
from sender.print_files.arrival.watched_folder import RUNNING
from sender.print_files.models import BatchFile

LEFT_SECONDS: Final = 120.0
"""A file that has not changed for so long would have been taken in: a look comes every few seconds."""
MAX_LISTED: Final = 20


@dataclass(frozen=True, slots=True)
class LeftFile:
    """A file that waits in a folder of the watched folder."""

    folder: str
    name: str
    """As far as it can be written."""
    since: datetime


def left_files() -> list[LeftFile]:
    """The first of them, by folder and name. A folder that cannot be read is one itself."""
    base = Path(settings.BATCH_FOLDER)
    found: list[LeftFile] = []
    for folder in sorted(base.iterdir()) if base.is_dir() else []:
        try:
            waiting = [path for path in files_in(folder) if _is_left(path)]
            begun = [path for path in files_in(folder / RUNNING) if _is_left(path) and not _is_known(path)]
            found += [_left(path, folder) for path in (*waiting, *begun)]
        except OSError:
            found.append(_left(folder, base))
    return found[:MAX_LISTED]


def _is_left(path: Path) -> bool:
    # The file system's clock, as where files are taken in.
    return not path.name.endswith(NOTE) and time.time() - path.stat().st_mtime > LEFT_SECONDS


def _is_known(path: Path) -> bool:
    return BatchFile.objects.filter(source=str(path)).exists()


def _left(path: Path, folder: Path) -> LeftFile:
    since = datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone(clock.SWEDEN)
    return LeftFile(storable_name(folder.name), storable_name(path.name), since)
