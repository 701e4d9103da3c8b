"""What an attachment is, and the name under which it is saved."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import count
from typing import Final

from mailbox_operator.models import Attachment

MAX_NAME: Final = 150
"""Characters: file systems take 255 octets."""


class FileKind(StrEnum):
    """The types that letters may have, by what the mailbox can do with them."""

    PDF = "pdf"
    WORD = "word"
    OLD_WORD = "old word"
    """Word's format from before 2007, which nothing here reads."""
    CALENDAR = "calendar"
    TEXT = "text"
    OTHER = "other"


_WORDPROCESSING: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
KINDS: Final = {
    "application/pdf": FileKind.PDF,
    "application/msword": FileKind.OLD_WORD,
    f"{_WORDPROCESSING}.document": FileKind.WORD,
    f"{_WORDPROCESSING}.template": FileKind.WORD,
    f"{_WORDPROCESSING}-template": FileKind.WORD,
    "text/calendar": FileKind.CALENDAR,
    "text/plain": FileKind.TEXT,
}


def kind_of_type(content_type: str) -> FileKind:
    return KINDS.get(content_type.partition(";")[0].strip().lower(), FileKind.OTHER)


def kind_of(found: Attachment) -> FileKind:
    return kind_of_type(found.content_type)


def file_name(found: Attachment) -> str:
    """The sender's name for the file, without what could name a folder or hide an ending."""
    name = "".join(char for char in found.filename if char.isprintable() and char not in '/\\:*?"<>|')
    return _shortened(name.strip(" .")) or "bilaga"


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
