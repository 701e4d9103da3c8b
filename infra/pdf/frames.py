"""The messages between parent and child: a JSON object and any number of files.

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

    values: dict[str, Any]
    files: Sequence[bytes] = field(default_factory=list)


class BrokenFrame(Exception):
    """The other side ended, or sent something that is not a frame."""


def pack_frame(frame: Frame) -> list[bytes]:
    """The octets of a frame, in pieces so that files are not copied."""
    values = json.dumps(frame.values).encode()
    lengths = b"".join(_LENGTH.pack(len(file)) for file in frame.files)
    return [_LENGTHS.pack(len(values), len(frame.files)) + lengths + values, *frame.files]


def unpack_frame(read: Callable[[int], bytes]) -> Frame:
    """Read a frame. `read` gives exactly as many octets as it is asked for.

    Raises:
        BrokenFrame: lengths beyond the limits, or JSON that is no object.
    """
    length, count = _LENGTHS.unpack(read(_LENGTHS.size))
    if count > MAX_FILES:
        raise BrokenFrame(f"{count} files")
    lengths = [_LENGTH.unpack(read(_LENGTH.size))[0] for _ in range(count)]
    if length + sum(lengths) > MAX_OCTETS:
        raise BrokenFrame("too long")
    values = _object(read(length))
    return Frame(values, [read(each) for each in lengths])


def _object(octets: bytes) -> dict[str, Any]:
    try:
        values = json.loads(octets)
    except ValueError as problem:
        raise BrokenFrame("no JSON") from problem
    if not isinstance(values, dict):
        raise BrokenFrame("no object")
    return values
