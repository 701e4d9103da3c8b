"""The central directory of a ZIP, read and checked entry by entry.

Source: PKWARE APPNOTE 6.3.9, 4.3.12 to 4.3.16.
"""

import struct
from collections.abc import Iterator
from typing import BinaryIO, Final

from django.conf import settings

from sender.print_files.archive import zip_names
from sender.print_files.archive.refusals import Refused
from sender.print_files.archive.zip_entries import DEFLATED, STORED, Entry

BESIDES_LETTERS: Final = 100_000
"""Entries that are no letter's: folders, what operating systems leave behind."""
BOMB_RATIO: Final = 200
"""An entry that unpacks to more than so many times its size, and to more than SMALL, is a bomb. Deflate
can do 1,032; no PDF and no index comes near this."""
SMALL: Final = 1_048_576

_END: Final = struct.Struct("<4s4H2IH")
_END64: Final = struct.Struct("<4sQ2H2I4Q")
_LOCATOR64: Final = struct.Struct("<4sIQI")
_ENTRY: Final = struct.Struct("<4s6H3I5H2I")
_FULL16, _FULL32 = 0xFFFF, 0xFFFFFFFF
_ENCRYPTED: Final = 0x1 | 0x40 | 0x2000
_UTF8: Final = 0x800
_ZIP64_FIELD: Final = 1
_LONGEST_END: Final = _END.size + 0xFFFF


def entries(archive: BinaryIO) -> Iterator[Entry]:
    """The files of the ZIP, in the order of the directory.

    Raises:
        Refused: no ZIP, a broken one, or an entry that no print file has.
    """
    offset, count = _where(archive)
    most = settings.BATCH_MAX_LETTERS + BESIDES_LETTERS
    if count > most:
        raise Refused(
            f"ZIP-filen har {count} poster; högst {most} tas emot (MM_BATCH_MAX_LETTERS). Dela upp den.",
            f"The ZIP has {count} entries; at most {most} are accepted (MM_BATCH_MAX_LETTERS). Split it.",
        )
    archive.seek(offset)
    for _ in range(count):
        entry = _read(archive, offset)
        if entry is not None:
            yield entry


def _where(archive: BinaryIO) -> tuple[int, int]:
    """Where the central directory begins, and how many entries it has."""
    size = archive.seek(0, 2)
    begins = max(0, size - _LONGEST_END)
    archive.seek(begins)
    tail = archive.read()
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) - place < _END.size:
        raise _no_zip(archive, size)
    _, disk, first_disk, _, count, length, offset, _ = _END.unpack_from(tail, place)
    end = begins + place
    if _FULL16 in (count, disk) or _FULL32 in (length, offset):
        count, length, offset, end = _where_64(archive, end)
    elif disk or first_disk:
        raise broken("den är delad på flera filer", "it is split over several files")
    if offset + length > end or count * _ENTRY.size > length:
        raise broken("katalogen är inte hel", "its directory is not whole")
    return offset, count


def _where_64(archive: BinaryIO, end: int) -> tuple[int, int, int, int]:
    archive.seek(max(0, end - _LOCATOR64.size))
    locator = archive.read(_LOCATOR64.size)
    if not locator.startswith(b"PK\x06\x07"):
        raise broken("katalogen är inte hel", "its directory is not whole")
    place = _LOCATOR64.unpack(locator)[2]
    archive.seek(min(place, end))
    record = archive.read(_END64.size)
    if len(record) < _END64.size or not record.startswith(b"PK\x06\x06"):
        raise broken("katalogen är inte hel", "its directory is not whole")
    *_, count, length, offset = _END64.unpack(record)
    return count, length, offset, place


def _read(archive: BinaryIO, directory_offset: int) -> Entry | None:
    """The next entry; None for folders and for what operating systems leave behind."""
    fixed = archive.read(_ENTRY.size)
    if len(fixed) < _ENTRY.size or not fixed.startswith(b"PK\x01\x02"):
        raise broken("katalogen är inte hel", "its directory is not whole")
    (_, made_by, _, flags, method, _, _, crc, packed, size, *lengths, _, _, attributes, offset) = _ENTRY.unpack(
        fixed
    )
    name_length, extra_length, comment_length = lengths
    raw_name = archive.read(name_length)
    extra = archive.read(extra_length)
    archive.seek(comment_length, 1)
    size, packed, offset = _widened(extra, size, packed, offset)
    name = zip_names.read(raw_name, is_utf8=bool(flags & _UTF8))
    zip_names.require_plain_file(name, made_by >> 8, attributes)
    if zip_names.is_of_no_interest(name):
        return None
    entry = Entry(name, offset, packed, size, crc, method)
    _require_readable(entry, flags)
    if offset + packed > directory_offset:
        raise broken(f"{name} ligger utanför den", f"{name} lies outside it")
    return entry


def _widened(extra: bytes, *values: int) -> list[int]:
    """Sizes and offset from the ZIP64 field where they do not fit in 32 bits."""
    field = _zip64_field(extra)
    widened = []
    for value in values:
        if value == _FULL32:
            if len(field) < 8:
                raise broken("ett ZIP64-fält fattas", "a ZIP64 field is missing")
            value, field = struct.unpack_from("<Q", field)[0], field[8:]  # noqa: PLW2901 (the same, in full)
        widened.append(value)
    return widened


def _zip64_field(extra: bytes) -> bytes:
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<2H", extra)
        if kind == _ZIP64_FIELD:
            return extra[4 : 4 + length]
        extra = extra[4 + length :]
    return b""


def _require_readable(entry: Entry, flags: int) -> None:
    if flags & _ENCRYPTED:
        raise Refused(
            f"{entry.name} är krypterad med lösenord. Packa utan lösenord; överföringen skyddas på annat sätt.",
            f"{entry.name} is encrypted with a password. Pack without one; the transfer is protected otherwise.",
        )
    if entry.method not in (STORED, DEFLATED):
        raise Refused(
            f"{entry.name} är packad med metod {entry.method}. Packa med deflate, den vanliga metoden.",
            f"{entry.name} is packed with method {entry.method}. Pack with deflate, the usual one.",
        )
    if entry.method == STORED and entry.packed != entry.size:
        raise broken(f"{entry.name} har två olika storlekar", f"{entry.name} has two different sizes")
    if entry.size > SMALL and entry.size > BOMB_RATIO * entry.packed:
        raise Refused(
            f"{entry.name} är {entry.packed} byte och skulle bli {entry.size} uppackad: mer än {BOMB_RATIO} "
            "gånger så stor. Så ser en ZIP-bomb ut, inte ett brev.",
            f"{entry.name} is {entry.packed} bytes and would unpack to {entry.size}: more than {BOMB_RATIO} "
            "times as large. That is what a ZIP bomb looks like, not a letter.",
        )


def _no_zip(archive: BinaryIO, size: int) -> Refused:
    archive.seek(0)
    if size and archive.read(4) == b"PK\x03\x04":
        return broken(
            "slutet fattas, så överföringen blev troligen avbruten",
            "its end is missing, so the transfer was probably cut off",
        )
    return Refused(
        "Filen är ingen ZIP-fil. En utskriftsfil är en ZIP med ett index och en PDF per brev.",
        "The file is no ZIP. A print file is a ZIP with an index and one PDF per letter.",
    )


def broken(swedish: str, english: str) -> Refused:
    """What to say of a ZIP that is not whole."""
    return Refused(
        f"ZIP-filen är trasig: {swedish}. Packa om den och skicka den på nytt.",
        f"The ZIP is broken: {english}. Pack it again and send it anew.",
    )
