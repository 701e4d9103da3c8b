"""Names of files in the watched folder: those that come in, and those that are written beside them."""

import os
from pathlib import Path
from typing import Final

NOTE: Final = ".svar.txt"
"""Ending of the note beside a file that cannot be taken in."""
RESULT_CSV: Final = ".resultat.csv"
RESULT_JSONL: Final = ".resultat.jsonl"
UNFINISHED: Final = (".part", ".filepart", ".tmp")
"""Endings under which programs write a file that they rename when it is complete."""
MAX_NAME_BYTES: Final = 255
"""What file systems of Linux, macOS and Windows take."""
_RESERVED: Final = len("-1000") + len(RESULT_JSONL)
"""Bytes that a name must leave for a number and an ending of ours."""


def storable_name(name: str) -> str:
    """The name as it can be kept in the database, and written with a number and our endings.

    Bytes that are not UTF-8 are read as Windows-1252, which is what programs that do not know UTF-8 write.
    Control characters become underscores, and a name that is too long is cut before its ending.
    """
    raw = os.fsencode(name)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    return _shortened("".join(each if each.isprintable() else "_" for each in text))


def _shortened(name: str) -> str:
    room = MAX_NAME_BYTES - _RESERVED
    if len(name.encode()) <= room:
        return name
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending) > len(".resultat"):
        stem, dot, ending = name, "", ""
    kept = stem.encode()[: room - len(f"{dot}{ending}".encode())]
    return f"{kept.decode('utf-8', 'ignore')}{dot}{ending}"


def note_beside(path: Path) -> Path:
    """Where the note about a file stands."""
    return path.with_name(storable_name(path.name) + NOTE)


def free_path(path: Path) -> Path:
    """The path, with a number in its name where that is taken, so that no file is overwritten."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free


def files_in(folder: Path) -> list[Path]:
    """The complete files in the folder, by name: those without a name that marks them as still being written."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [
        path
        for path in found
        if path.is_file()
        and not path.is_symlink()
        and not path.name.startswith(".")
        and not path.name.lower().endswith(UNFINISHED)
    ]
