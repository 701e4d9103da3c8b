"""What parent and child say to each other: a JSON object and any number of files.

Not pickle: a child that a file has taken over must not run code in its parent.
"""

import json
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

_LENGTHS: Final = struct.Struct(">II")
"""Octets of the JSON, number of files; then the length of each file."""
_LENGTH: Final = struct.Struct(">I")
MAX_FILES: Final = 10_000
MAX_OCTETS: Final = 1 << 30


@dataclass(frozen=True)
class Frame:
    """One question or answer."""

    said: dict[str, Any]
    files: Sequence[bytes] = field(default_factory=list)


class BrokenFrame(Exception):
    """The other side ended, or said what is no frame."""


def pack(frame: Frame) -> list[bytes]:
    """The octets of a frame, in pieces so that files are not copied."""
    said = json.dumps(frame.said).encode()
    lengths = b"".join(_LENGTH.pack(len(file)) for file in frame.files)
    return [_LENGTHS.pack(len(said), len(frame.files)) + lengths + said, *frame.files]


def unpack(read: Callable[[int], bytes]) -> Frame:
    """Read a frame. `read` gives exactly as many octets as it is asked for.

    Raises:
        BrokenFrame: lengths beyond all sense, or JSON that is no object.
    """
    length, count = _LENGTHS.unpack(read(_LENGTHS.size))
    if count > MAX_FILES:
        raise BrokenFrame(f"{count} files")
    lengths = [_LENGTH.unpack(read(_LENGTH.size))[0] for _ in range(count)]
    if length + sum(lengths) > MAX_OCTETS:
        raise BrokenFrame("too long")
    said = _object(read(length))
    return Frame(said, [read(each) for each in lengths])


def _object(octets: bytes) -> dict[str, Any]:
    try:
        said = json.loads(octets)
    except ValueError as problem:
        raise BrokenFrame("no JSON") from problem
    if not isinstance(said, dict):
        raise BrokenFrame("no object")
    return said
