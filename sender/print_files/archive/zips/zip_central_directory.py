"""The central directory of a ZIP, read by the standard library in slices, and checked entry by entry.

`zipfile.ZipFile` on the whole archive would keep every entry in memory: 514 MiB for a million letters
(docs/decisions.md). So only the place of the directory is found here, and the library reads it a part at a time.

Source: PKWARE APPNOTE 6.3.9, 4.3.12 to 4.3.16.
"""

import io
import struct
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from django.conf import settings

from infra.texts import Text
from sender.print_files.archive.refusals import PrintFileRefused
from sender.print_files.archive.zips import zip_names
from sender.print_files.archive.zips.zip_entries import ZipEntry

MAX_ENTRIES_BESIDES_LETTERS: Final = 100_000
"""Entries that are no letter's: folders, what operating systems leave behind."""
MAX_RATIO: Final = 200
"""An entry that unpacks to more than so many times its size, and to more than SMALL, is a bomb. Deflate
can do 1,032; no PDF and no index comes near this."""
SMALL: Final = 1_048_576
SLICE: Final = 262_144
"""Bytes of the directory that are read at a time: some 4,000 entries, of half a kilobyte each in memory."""

_END: Final = struct.Struct("<4s4H2IH")
_END64: Final = struct.Struct("<4sQ2H2I4Q")
_LOCATOR64: Final = struct.Struct("<4sIQI")
_RECORD_SIZE: Final = 46
"""Bytes of a directory record before its name, extra field and comment,"""
_LENGTHS: Final = struct.Struct("<28x3H")
"""whose lengths stand here in it."""
_FULL16, _FULL32 = 0xFFFF, 0xFFFFFFFF
_ENCRYPTED: Final = 0x1 | 0x40 | 0x2000
_MAX_END: Final = _END.size + 0xFFFF
_OTHERS: Final = {
    b"7z\xbc\xaf": Text("en 7z-fil", "a 7z file"),
    b"Rar!": Text("en RAR-fil", "a RAR file"),
    b"\x1f\x8b": Text("en gzip-fil", "a gzip file"),
    b"%PDF-": Text("en PDF", "a PDF"),
    b"\xd0\xcf\x11\xe0": Text("ett dokument från Excel eller Word", "a document of Excel or Word"),
    b"identi": Text("bara indexet", "the index alone"),
    b"\xef\xbb\xbfident": Text("bara indexet", "the index alone"),
}
"""What senders send in place of a ZIP, by its first bytes."""
_NOT_WHOLE: Final = Text("katalogen är inte hel", "its directory is not whole")


@dataclass(frozen=True)
class _Place:
    """Where the central directory lies."""

    offset: int
    length: int
    """Bytes."""
    count: int
    """Entries, as the ZIP says."""


def read_entries(archive: BinaryIO) -> Iterator[ZipEntry]:
    """The files of the ZIP, in the order of the directory.

    Raises:
        PrintFileRefused: no ZIP, a broken one, or an entry that no print file has.
    """
    place = _find_directory(archive)
    _require_allowed(place.count)
    seen = 0
    for records in _slices(archive, place):
        described = _described(records)
        seen += len(described)
        _require_allowed(seen)
        for info in described:
            if entry := _entry(info, place.offset):
                yield entry
    if seen != place.count:
        raise broken_zip_error(_NOT_WHOLE)


def _require_allowed(count: int) -> None:
    allowed = settings.BATCH_MAX_LETTERS + MAX_ENTRIES_BESIDES_LETTERS
    if count > allowed:
        raise PrintFileRefused(
            f"ZIP-filen har {count} poster; högst {allowed} tas emot (MM_BATCH_MAX_LETTERS). Dela upp den.",
            f"The ZIP has {count} entries; at most {allowed} are accepted (MM_BATCH_MAX_LETTERS). Split it.",
        )


def _find_directory(archive: BinaryIO) -> _Place:
    size = archive.seek(0, io.SEEK_END)
    begins = max(0, size - _MAX_END)
    archive.seek(begins)
    tail = archive.read()
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) - place < _END.size:
        raise _no_zip(archive, size)
    _, disk, first_disk, _, count, length, offset, _ = _END.unpack_from(tail, place)
    end = begins + place
    if _FULL16 in (count, disk) or _FULL32 in (length, offset):
        count, length, offset, end = _read_end_64(archive, end)
    elif disk or first_disk:
        raise broken_zip_error(Text("den är delad på flera filer", "it is split over several files"))
    if offset + length > end or count * _RECORD_SIZE > length:
        raise broken_zip_error(_NOT_WHOLE)
    return _Place(offset, length, count)


def _read_end_64(archive: BinaryIO, end: int) -> tuple[int, int, int, int]:
    archive.seek(max(0, end - _LOCATOR64.size))
    locator = archive.read(_LOCATOR64.size)
    if not locator.startswith(b"PK\x06\x07"):
        raise broken_zip_error(_NOT_WHOLE)
    place = _LOCATOR64.unpack(locator)[2]
    archive.seek(min(place, end))
    record = archive.read(_END64.size)
    if len(record) < _END64.size or not record.startswith(b"PK\x06\x06"):
        raise broken_zip_error(_NOT_WHOLE)
    *_, count, length, offset = _END64.unpack(record)
    return count, length, offset, place


def _slices(archive: BinaryIO, place: _Place) -> Iterator[bytes]:
    """The directory, cut between records."""
    archive.seek(place.offset)
    rest, left = b"", place.length
    while left:
        piece = archive.read(min(SLICE, left))
        if not piece:
            raise broken_zip_error(_NOT_WHOLE)
        left -= len(piece)
        rest += piece
        end = _end_of_records(rest)
        yield rest[:end]
        rest = rest[end:]
    if rest:
        raise broken_zip_error(_NOT_WHOLE)


def _end_of_records(data: bytes) -> int:
    """Where the last record that is whole ends."""
    end = 0
    while end + _RECORD_SIZE <= len(data):
        following = end + _RECORD_SIZE + sum(_LENGTHS.unpack_from(data, end))
        if following > len(data):
            break
        end = following
    return end


def _described(records: bytes) -> Sequence[zipfile.ZipInfo]:
    """What the standard library reads in a part of the directory."""
    end = _END.pack(b"PK\x05\x06", 0, 0, 0, 0, len(records), 0, 0)
    try:
        with zipfile.ZipFile(io.BytesIO(records + end)) as part:
            return part.infolist()
    except UnicodeDecodeError as problem:
        raise zip_names.not_utf8(problem.object) from problem
    except (zipfile.BadZipFile, NotImplementedError) as problem:
        raise broken_zip_error(_NOT_WHOLE) from problem


def _entry(info: zipfile.ZipInfo, directory_offset: int) -> ZipEntry | None:
    """The entry; None for folders and for what operating systems leave behind."""
    name, is_old = zip_names.name_of(info)
    if zip_names.is_icon(name):
        return None
    zip_names.require_plain_file(name, info.create_system, info.external_attr)
    if zip_names.is_ignored(name):
        return None
    entry = ZipEntry(
        name, info.header_offset, info.compress_size, info.file_size, info.CRC, info.compress_type, is_old
    )
    _require_readable(entry, info.flag_bits)
    if entry.offset + entry.packed > directory_offset:
        raise broken_zip_error(Text(f"{name} ligger utanför den", f"{name} lies outside it"))
    return entry


def _require_readable(entry: ZipEntry, flags: int) -> None:
    if flags & _ENCRYPTED:
        raise PrintFileRefused(
            f"{entry.name} är krypterad med lösenord. Packa utan lösenord; överföringen skyddas på annat sätt.",
            f"{entry.name} is encrypted with a password. Pack without one; the transfer is protected otherwise.",
        )
    if entry.method not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise PrintFileRefused(
            f"{entry.name} är packad med metod {entry.method}. Packa med deflate, den vanliga metoden.",
            f"{entry.name} is packed with method {entry.method}. Pack with deflate, the usual one.",
        )
    if entry.method == zipfile.ZIP_STORED and entry.packed != entry.size:
        raise broken_zip_error(
            Text(f"{entry.name} har två olika storlekar", f"{entry.name} has two different sizes")
        )
    if entry.size > SMALL and entry.size > MAX_RATIO * entry.packed:
        raise PrintFileRefused(
            f"{entry.name} är {entry.packed} byte och skulle bli {entry.size} uppackad: mer än {MAX_RATIO} "
            "gånger så stor. Så ser en ZIP-bomb ut, inte ett brev.",
            f"{entry.name} is {entry.packed} bytes and would unpack to {entry.size}: more than {MAX_RATIO} "
            "times as large. That is what a ZIP bomb looks like, not a letter.",
        )


def _no_zip(archive: BinaryIO, size: int) -> PrintFileRefused:
    archive.seek(0)
    beginning = archive.read(8) if size else b""
    if beginning.startswith(b"PK\x03\x04"):
        return broken_zip_error(
            Text(
                "slutet fattas, så överföringen blev troligen avbruten",
                "its end is missing, so the transfer was probably cut off",
            )
        )
    for mark, what in _OTHERS.items():
        if beginning.startswith(mark):
            return PrintFileRefused(
                f"Filen är ingen ZIP-fil utan {what.swedish}. Packa index och PDF-filer i en ZIP-fil, och skicka "
                "den.",
                f"The file is no ZIP but {what.english}. Pack the index and the PDFs into a ZIP and send that.",
            )
    return PrintFileRefused(
        "Filen är ingen ZIP-fil. En utskriftsfil är en ZIP med ett index och en PDF per brev.",
        "The file is no ZIP. A print file is a ZIP with an index and one PDF per letter.",
    )


def broken_zip_error(why: Text) -> PrintFileRefused:
    """The refusal of a ZIP that is not whole."""
    return PrintFileRefused(
        f"ZIP-filen är trasig: {why.swedish}. Packa om den och skicka den på nytt.",
        f"The ZIP is broken: {why.english}. Pack it again and send it again.",
    )
