"""The bytes of requests and answers, in files that only grow. The rows say where in them.

A database would write each byte twice, and into pages that it must look for. Here a block of exchanges is one
write. Each process has a file of its own, and begins another when it is full. The oldest files are deleted when
all of them together are too large: the exchanges stay, without their bytes. The folder is shared by all hosts,
as certificates are.
"""

import os
import re
import secrets
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from django.conf import settings

MAX_BODY: Final = 2_097_152
"""Bytes of a request or an answer that are kept. What is longer is cut off."""
FILE_BYTES: Final = 16 * 1_048_576
"""About where a file ends. Smaller where all files together may not be much larger."""
PARTS: Final = 16
"""Into so many files the space is divided, so that few exchanges lose their bytes at once."""
_NAME: Final = re.compile(r"[0-9]{20}-[0-9a-f]{8}\.octets")


class BodyPlace(NamedTuple):
    """The place of an exchange's bytes: those of the request, and right after them those of the answer."""

    file: str
    begins: int
    request: int
    response: int


NOWHERE: Final = BodyPlace("", 0, 0, 0)


class BodyWriter:
    """Appends to the file of this process. For one thread."""

    def __init__(self) -> None:
        self._file: Path | None = None

    def append(self, bodies: Sequence[tuple[bytes, bytes]]) -> list[BodyPlace]:
        """Write them; they are kept even when the process dies, though not when the machine does.

        Raises:
            OSError: no space, or no folder.
        """
        file = self._current_file()
        with file.open("ab") as out:
            begins, places = out.tell(), []
            parts: list[bytes] = []
            for request, response in bodies:
                kept = request[:MAX_BODY], response[:MAX_BODY]
                places.append(BodyPlace(file.name, begins, len(kept[0]), len(kept[1])))
                begins += len(kept[0]) + len(kept[1])
                parts += kept
            out.writelines(parts)
        return places

    def _current_file(self) -> Path:
        limit = min(FILE_BYTES, settings.JOURNAL_MAX_BYTES // PARTS)
        if self._file is None or not self._file.exists() or self._file.stat().st_size >= limit:
            self._file = bodies_folder() / f"{time.time_ns():020d}-{secrets.token_hex(4)}.octets"
        return self._file


def bodies_folder() -> Path:
    """The folder of the files, made where it is missing."""
    path = Path(settings.JOURNAL_DIR)
    path.mkdir(parents=True, exist_ok=True)
    return path


def read_body(place: BodyPlace, *, response: bool = False) -> bytes | None:
    """The bytes of the request, or of the answer; None: they are kept no longer."""
    if not place.file:
        return b""
    if not _NAME.fullmatch(place.file):
        return None
    length = place.response if response else place.request
    try:
        with (Path(settings.JOURNAL_DIR) / place.file).open("rb") as file:
            file.seek(place.begins + (place.request if response else 0))
            data = file.read(length)
    except OSError:
        return None
    return data if len(data) == length else None


def delete_oldest(most_bytes: int, before: float) -> int:
    """Delete files until the others have at most so many bytes, and all that ended before the time. Says how
    many.
    """
    found = sorted(_files(), key=lambda entry: entry.name, reverse=True)
    total, deleted = 0, 0
    for entry in found:
        state = entry.stat()
        total += state.st_size
        if total > most_bytes or state.st_mtime < before:
            os.unlink(entry.path)
            deleted += 1
    return deleted


def _files() -> Iterator["os.DirEntry[str]"]:
    with os.scandir(bodies_folder()) as entries:
        yield from (entry for entry in entries if _NAME.fullmatch(entry.name))
