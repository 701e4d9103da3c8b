"""The central directory of a ZIP, read and checked entry by entry into a table on disk.

A print file may hold a million letters, so the entries are kept in a small SQLite file beside the ZIP and
not in memory. There it is also noted which letter of the index has taken which PDF.

Source: PKWARE APPNOTE 6.3.9, 4.3.12 to 4.3.16.
"""

import sqlite3
import struct
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import astuple
from pathlib import Path
from typing import BinaryIO, Final

from formedlare.batch.printfile import names
from formedlare.batch.printfile.entries import DEFLATED, STORED, Entry
from formedlare.batch.printfile.refusals import Refused

MOST_ENTRIES: Final = 1_100_000
"""A million letters, and some folders."""
MOST_UNPACKED: Final = 200 * 2**30
"""Bytes, all entries together."""
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
_AT_ONCE: Final = 5_000


class Directory:
    """The entries of one ZIP."""

    def __init__(self, path: Path) -> None:
        self._table = sqlite3.connect(path, isolation_level=None)
        self._table.execute("PRAGMA journal_mode=OFF")
        self._table.execute("PRAGMA synchronous=OFF")

    @classmethod
    def build(cls, archive: BinaryIO, path: Path) -> "Directory":
        """Read the directory of a ZIP into a new table at `path`, replacing one that is there.

        Raises:
            Refused: no ZIP, a broken one, or one that no print file would be: bombs, entries that would
                be unpacked outside, links, encryption, archives within it.
        """
        path.unlink(missing_ok=True)
        directory = cls(path)
        try:
            directory._fill(archive)
        except BaseException:
            directory.close()
            raise
        return directory

    def close(self) -> None:
        self._table.close()

    def __enter__(self) -> "Directory":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def find(self, name: str) -> Entry | None:
        """The entry of that name."""
        row = self._table.execute(
            "SELECT name, offset, packed, size, crc, method FROM entry WHERE name = ?", [name]
        ).fetchone()
        return Entry(*row) if row else None

    def take(self, wanted: Iterable[tuple[str, int]]) -> dict[int, int | None]:
        """Note which letters (PDF name, letter's number) take which entry.

        Returns for each number the letter that has the PDF now: another one's, if it came first; None
        where the ZIP has no such PDF.
        """
        with closing(self._table.cursor()) as cursor:
            cursor.execute("BEGIN")
            taken = {number: _take(cursor, name, number) for name, number in wanted}
            cursor.execute("COMMIT")
        return taken

    def named_like(self, *endings: str) -> list[Entry]:
        """Entries whose names end so, whatever the case; at most 20."""
        clause = " OR ".join("name LIKE ?" for _ in endings)
        rows = self._table.execute(
            f"SELECT name, offset, packed, size, crc, method FROM entry WHERE {clause} ORDER BY name LIMIT 20",  # noqa: S608 (no value in it)
            [f"%{ending}" for ending in endings],
        )
        return [Entry(*row) for row in rows]

    def left_over(self, but: str, most: int) -> tuple[int, list[str]]:
        """How many entries no letter has taken, apart from the index, and the first names."""
        where = "FROM entry WHERE letter IS NULL AND name <> ?"
        [count] = self._table.execute(f"SELECT count(*) {where}", [but]).fetchone()
        rows = self._table.execute(f"SELECT name {where} ORDER BY name LIMIT ?", [but, most])
        return count, [name for (name,) in rows]

    def _fill(self, archive: BinaryIO) -> None:
        self._table.execute(
            "CREATE TABLE entry (name TEXT PRIMARY KEY, offset INTEGER, packed INTEGER, size INTEGER,"
            " crc INTEGER, method INTEGER, letter INTEGER) WITHOUT ROWID"
        )
        total = 0
        for some in _in_lots(_entries(archive)):
            total += sum(entry.size for entry in some)
            _require_total(total)
            self._insert(some)
        self._require_apart()

    def _insert(self, some: Sequence[Entry]) -> None:
        self._table.execute("BEGIN")
        try:
            self._table.executemany(
                "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, NULL)", (astuple(entry) for entry in some)
            )
        except sqlite3.IntegrityError:
            raise Refused(
                "Samma filnamn står två gånger i ZIP-filen. Ge varje fil ett eget namn.",
                "The same file name stands twice in the ZIP. Give each file a name of its own.",
            ) from None
        self._table.execute("COMMIT")

    def _require_apart(self) -> None:
        """Entries that share bytes are how small bombs become large ones."""
        end = 0
        for offset, packed in self._table.execute("SELECT offset, packed FROM entry ORDER BY offset"):
            if offset < end:
                raise _broken("poster i den ligger över varandra", "entries in it lie upon each other")
            end = offset + packed


def _take(cursor: sqlite3.Cursor, name: str, number: int) -> int | None:
    cursor.execute("UPDATE entry SET letter = ? WHERE name = ? AND letter IS NULL", [number, name])
    if cursor.rowcount:
        return number
    row = cursor.execute("SELECT letter FROM entry WHERE name = ?", [name]).fetchone()
    return row[0] if row else None


def _in_lots(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    some: list[Entry] = []
    for entry in entries:
        some.append(entry)
        if len(some) == _AT_ONCE:
            yield some
            some = []
    yield some


def _entries(archive: BinaryIO) -> Iterator[Entry]:
    """The files of the ZIP, checked, in the order of the directory."""
    offset, count = _where(archive)
    if count > MOST_ENTRIES:
        raise Refused(
            f"ZIP-filen har {count} poster; högst {MOST_ENTRIES} tas emot. Dela upp den.",
            f"The ZIP has {count} entries; at most {MOST_ENTRIES} are accepted. Split it.",
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
        raise _broken("den är delad på flera filer", "it is split over several files")
    if offset + length > end or count * _ENTRY.size > length:
        raise _broken("katalogen är inte hel", "its directory is not whole")
    return offset, count


def _where_64(archive: BinaryIO, end: int) -> tuple[int, int, int, int]:
    archive.seek(max(0, end - _LOCATOR64.size))
    locator = archive.read(_LOCATOR64.size)
    if not locator.startswith(b"PK\x06\x07"):
        raise _broken("katalogen är inte hel", "its directory is not whole")
    place = _LOCATOR64.unpack(locator)[2]
    archive.seek(min(place, end))
    record = archive.read(_END64.size)
    if len(record) < _END64.size or not record.startswith(b"PK\x06\x06"):
        raise _broken("katalogen är inte hel", "its directory is not whole")
    *_, count, length, offset = _END64.unpack(record)
    return count, length, offset, place


def _read(archive: BinaryIO, directory_offset: int) -> Entry | None:
    """The next entry; None for folders and for what operating systems leave behind."""
    fixed = archive.read(_ENTRY.size)
    if len(fixed) < _ENTRY.size or not fixed.startswith(b"PK\x01\x02"):
        raise _broken("katalogen är inte hel", "its directory is not whole")
    (_, made_by, _, flags, method, _, _, crc, packed, size, *lengths, _, _, attributes, offset) = _ENTRY.unpack(
        fixed
    )
    name_length, extra_length, comment_length = lengths
    raw_name = archive.read(name_length)
    extra = archive.read(extra_length)
    archive.seek(comment_length, 1)
    size, packed, offset = _widened(extra, size, packed, offset)
    name = names.read(raw_name, is_utf8=bool(flags & _UTF8))
    names.require_plain_file(name, made_by >> 8, attributes)
    if names.is_of_no_interest(name):
        return None
    entry = Entry(name, offset, packed, size, crc, method)
    _require_readable(entry, flags)
    if offset + packed > directory_offset:
        raise _broken(f"{name} ligger utanför den", f"{name} lies outside it")
    return entry


def _widened(extra: bytes, *values: int) -> list[int]:
    """Sizes and offset from the ZIP64 field where they do not fit in 32 bits."""
    field = _zip64_field(extra)
    widened = []
    for value in values:
        if value == _FULL32:
            if len(field) < 8:
                raise _broken("ett ZIP64-fält fattas", "a ZIP64 field is missing")
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
        raise _broken(f"{entry.name} har två olika storlekar", f"{entry.name} has two different sizes")
    if entry.size > SMALL and entry.size > BOMB_RATIO * entry.packed:
        raise Refused(
            f"{entry.name} är {entry.packed} byte och skulle bli {entry.size} uppackad: mer än {BOMB_RATIO} "
            "gånger så stor. Så ser en ZIP-bomb ut, inte ett brev.",
            f"{entry.name} is {entry.packed} bytes and would unpack to {entry.size}: more than {BOMB_RATIO} "
            "times as large. That is what a ZIP bomb looks like, not a letter.",
        )


def _require_total(total: int) -> None:
    if total > MOST_UNPACKED:
        raise Refused(
            f"ZIP-filen skulle bli mer än {MOST_UNPACKED >> 30} GiB uppackad. Dela upp den.",
            f"The ZIP would unpack to more than {MOST_UNPACKED >> 30} GiB. Split it.",
        )


def _no_zip(archive: BinaryIO, size: int) -> Refused:
    archive.seek(0)
    if size and archive.read(4) == b"PK\x03\x04":
        return _broken(
            "slutet fattas, så överföringen blev troligen avbruten",
            "its end is missing, so the transfer was probably cut off",
        )
    return Refused(
        "Filen är ingen ZIP-fil. En utskriftsfil är en ZIP med ett index och en PDF per brev.",
        "The file is no ZIP. A print file is a ZIP with an index and one PDF per letter.",
    )


def _broken(swedish: str, english: str) -> Refused:
    return Refused(
        f"ZIP-filen är trasig: {swedish}. Packa om den och skicka den på nytt.",
        f"The ZIP is broken: {english}. Pack it again and send it anew.",
    )
