"""The file within what a Mac packs together as AppleSingle. Source: RFC 1740, appendix A."""

import struct
from typing import Final

MARK: Final = b"\x00\x05\x16\x00"
_HEAD: Final = struct.Struct(">4s4x16xH")
_ENTRY: Final = struct.Struct(">3I")
_DATA_FORK: Final = 1
_MAX_ENTRIES: Final = 64


def content_of(octets: bytes) -> bytes:
    """The content of the file; empty where it is the half that holds only the icon and the like, or is damaged."""
    if not octets.startswith(MARK) or len(octets) < _HEAD.size:
        return b""
    _, count = _HEAD.unpack_from(octets)
    entries = octets[_HEAD.size : _HEAD.size + _ENTRY.size * min(count, _MAX_ENTRIES)]
    whole = entries[: len(entries) // _ENTRY.size * _ENTRY.size]
    for kind, offset, length in _ENTRY.iter_unpack(whole):
        if kind == _DATA_FORK:
            return octets[offset : offset + length]
    return b""
