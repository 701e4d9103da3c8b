"""The bytes of an entry of a ZIP, never more of them than the directory says that it has.

Unpacking and checksum are the standard library's.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, BinaryIO, Final, cast

from sender.print_files.archive.refusals import LineRefused

PIECE: Final = 65_536
"""Bytes that are unpacked at a time."""
_LOCAL_HEADER: Final = struct.Struct("<4s22x2H")
"""Signature, and the lengths of name and extra field. Source: PKWARE APPNOTE 6.3.9, 4.3.7."""
_LOCAL_SIGNATURE: Final = b"PK\x03\x04"


@dataclass(frozen=True)
class ZipEntry:
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
    has_old_name: bool = False
    """The name is in a code page that the ZIP does not say: `name` is its reading in code page 437."""


class Damaged(LineRefused):
    """The entry is not what the directory says: cut off, altered, or larger than declared."""

    slug = "print-file-letter-damaged"

    def __init__(self, entry: ZipEntry, swedish: str, english: str) -> None:
        super().__init__(
            f"{entry.name} är skadad i ZIP-filen: {swedish}. Packa filen igen och skicka den på nytt.",
            f"{entry.name} is damaged in the ZIP: {english}. Pack the file again and send it again.",
        )


def content_of(archive: BinaryIO, entry: ZipEntry) -> bytes:
    """All bytes of an entry.

    Raises:
        Damaged: they are not those that the directory promises.
    """
    return b"".join(pieces_of(archive, entry))


def pieces_of(archive: BinaryIO, entry: ZipEntry) -> Iterator[bytes]:
    """The bytes of an entry, piece by piece.

    Raises:
        Damaged: as `content_of`, at the latest after the last piece.
    """
    size = 0
    with damage_named(entry), stream_of(archive, entry) as stream:
        while piece := stream.read(PIECE):
            size += len(piece)
            yield piece
    if size != entry.size:
        raise _wrong_content(entry)


def stream_of(archive: BinaryIO, entry: ZipEntry) -> IO[bytes]:
    """The entry as a file to read from, within `damage_named`.

    Raises:
        Damaged: the entry is not where the directory says.
    """
    archive.seek(entry.offset)
    _skip_local_header(archive, entry)
    described = zipfile.ZipInfo(entry.name)
    described.compress_type, described.CRC = entry.method, entry.crc
    described.compress_size, described.file_size = entry.packed, entry.size
    return cast("IO[bytes]", zipfile.ZipExtFile(archive, "r", described))


@contextmanager
def damage_named(entry: ZipEntry) -> Iterator[None]:
    """Translate the standard library's errors about the entry, inside the block.

    Raises:
        Damaged: the entry is cut off, altered, or larger than declared.
    """
    try:
        yield
    except zipfile.BadZipFile:
        raise _wrong_content(entry) from None
    except EOFError:
        raise Damaged(entry, "ZIP-filen tar slut i den", "the ZIP ends within it") from None
    except zlib.error as problem:
        raise Damaged(
            entry, f"den går inte att packa upp ({problem})", f"it cannot be unpacked ({problem})"
        ) from None


def _skip_local_header(archive: BinaryIO, entry: ZipEntry) -> None:
    header = archive.read(_LOCAL_HEADER.size)
    if len(header) < _LOCAL_HEADER.size or not header.startswith(_LOCAL_SIGNATURE):
        raise Damaged(entry, "den finns inte där katalogen säger", "it is not where the directory says")
    _, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    archive.seek(name_length + extra_length, io.SEEK_CUR)


def _wrong_content(entry: ZipEntry) -> Damaged:
    return Damaged(
        entry,
        f"längd ({entry.size} byte uppges) eller kontrollsumma stämmer inte",
        f"length ({entry.size} bytes are declared) or checksum does not hold",
    )
