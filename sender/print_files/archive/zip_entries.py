"""The entries of a ZIP: where each begins, and its bytes, never more of them than it says it has.

Source: PKWARE APPNOTE 6.3.9, 4.3 (general format).
"""

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from sender.print_files.archive.refusals import LineRefused

STORED, DEFLATED = 0, 8
PIECE: Final = 65_536
_LOCAL: Final = struct.Struct("<4s5H3I2H")
_LOCAL_MARK: Final = b"PK\x03\x04"


@dataclass(frozen=True)
class Entry:
    """A file in the ZIP, as the central directory describes it."""

    name: str
    """With / between folders, in Unicode's NFC."""
    offset: int
    """Of its local header."""
    packed: int
    """Bytes in the ZIP."""
    size: int
    """Bytes unpacked."""
    crc: int
    method: int


class Damaged(LineRefused):
    """The entry is not what the directory says: cut off, altered, or larger than declared."""

    def __init__(self, entry: Entry, swedish: str, english: str) -> None:
        super().__init__(
            f"{entry.name} är skadad i ZIP-filen: {swedish}. Packa filen igen och skicka den på nytt.",
            f"{entry.name} is damaged in the ZIP: {english}. Pack the file again and send it anew.",
        )


def content(archive: BinaryIO, entry: Entry) -> bytes:
    """All bytes of an entry.

    Raises:
        Damaged: they are not those that the directory promises.
    """
    return b"".join(pieces(archive, entry))


def pieces(archive: BinaryIO, entry: Entry) -> Iterator[bytes]:
    """The bytes of an entry, piece by piece; stops as soon as more comes out than was declared.

    Raises:
        Damaged: as `content`, at the latest after the last piece.
    """
    archive.seek(entry.offset)
    _skip_local_header(archive, entry)
    crc = size = 0
    for piece in _unpacked(archive, entry):
        size += len(piece)
        if size > entry.size:
            raise Damaged(
                entry,
                f"den är större än de {entry.size} byte som den uppger",
                f"it is larger than the {entry.size} bytes that it declares",
            )
        crc = zlib.crc32(piece, crc)
        yield piece
    if size != entry.size or crc != entry.crc:
        raise Damaged(entry, "längd eller kontrollsumma stämmer inte", "length or checksum does not hold")


def _skip_local_header(archive: BinaryIO, entry: Entry) -> None:
    header = archive.read(_LOCAL.size)
    if len(header) < _LOCAL.size or not header.startswith(_LOCAL_MARK):
        raise Damaged(entry, "den finns inte där katalogen säger", "it is not where the directory says")
    *_, name_length, extra_length = _LOCAL.unpack(header)
    archive.seek(name_length + extra_length, io.SEEK_CUR)


def _unpacked(archive: BinaryIO, entry: Entry) -> Iterator[bytes]:
    if entry.method == STORED:
        yield from _packed(archive, entry)
        return
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for packed in _packed(archive, entry):
            yield from _inflated(unpacker, packed)
        yield unpacker.flush()
    except zlib.error as problem:
        raise Damaged(
            entry, f"den går inte att packa upp ({problem})", f"it cannot be unpacked ({problem})"
        ) from None


def _inflated(unpacker: "zlib._Decompress", packed: bytes) -> Iterator[bytes]:
    """A piece at a time: a bomb must not be unpacked to find out that it is one."""
    while packed and not unpacker.eof:
        yield unpacker.decompress(packed, PIECE)
        packed = unpacker.unconsumed_tail


def _packed(archive: BinaryIO, entry: Entry) -> Iterator[bytes]:
    left = entry.packed
    while left:
        piece = archive.read(min(PIECE, left))
        if not piece:
            raise Damaged(entry, "ZIP-filen tar slut i den", "the ZIP ends within it")
        left -= len(piece)
        yield piece


class EntryStream(io.RawIOBase):
    """An entry as a file to read from, for parsers that want one."""

    def __init__(self, archive: BinaryIO, entry: Entry) -> None:
        self._pieces = pieces(archive, entry)
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]  # what io gives is one
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = memoryview(piece)
        taken = self._left[: len(buffer)]
        self._left = self._left[len(taken) :]
        buffer[: len(taken)] = taken
        return len(taken)
