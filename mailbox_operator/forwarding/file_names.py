"""The names and types with which attached files leave the mailbox: only names, and each one once."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Final

from django.utils.timezone import localtime

from infra import clock
from mailbox_operator.models import Attachment

MAX_NAME: Final = 150
"""Characters: file systems take 255 octets."""
MAX_STEM: Final = 80
DEVICES: Final = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(10))}
)
"""Names that Windows gives to devices, with any ending."""
MEDIA_TYPE: Final = re.compile(r"[a-z0-9]+/[a-z0-9.+-]+", re.IGNORECASE)
UNKNOWN_TYPE: Final = "application/octet-stream"
"""The type of a file without a valid type."""
_HARD_BLANKS: Final = dict.fromkeys(map(ord, "\u00a0\u2007\u202f"), " ")
"""Blanks at which no line breaks, such as Macs write."""


def file_name(found: Attachment) -> str:
    """The sender's name for the file, without what could name a folder or hide an ending."""
    name = _shortened(_only_a_name(found.filename))
    return f"_{name}" if name.partition(".")[0].upper() in DEVICES else name or "bilaga"


def file_stem(words: str) -> str:
    """Words, such as a subject, as the beginning of a file's name; empty where nothing is left of them."""
    return _only_a_name(words)[:MAX_STEM].strip(" .")


def zip_files(files: Iterable[tuple[Attachment, str]]) -> bytes:
    """The files in a ZIP, under these names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for file, name in files:
            made.writestr(zipfile.ZipInfo(name, localtime(clock.now()).timetuple()[:6]), bytes(file.content))
    return out.getvalue()


def _only_a_name(words: str) -> str:
    parted = words.translate(_HARD_BLANKS)
    return "".join(char for char in parted if char.isprintable() and char not in '/\\:*?"<>|').strip(" .")


def unique_names(files: Iterable[Attachment]) -> Iterator[tuple[Attachment, str]]:
    """Each file with a name that no other has, also where upper and lower case are the same."""
    taken: set[str] = set()
    for file in files:
        name = next(name for name in _variants(file_name(file)) if name.casefold() not in taken)
        taken.add(name.casefold())
        yield file, name


def _variants(name: str) -> Iterator[str]:
    yield name
    stem, dot, ending = name.rpartition(".")
    for number in count(2):
        yield f"{stem} ({number}){dot}{ending}" if stem else f"{name} ({number})"


def _shortened(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    if len(name) <= MAX_NAME or not stem or len(ending) > MAX_NAME // 2:
        return name[:MAX_NAME]
    return f"{stem[: MAX_NAME - len(ending) - 1]}{dot}{ending}"
