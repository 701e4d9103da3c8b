"""The central directory of a ZIP, read and checked entry by entry into a table on disk.

A print file may hold a million letters, so the entries are kept in a small SQLite file beside the ZIP and
not in memory. There it is also noted which letter of the index has taken which PDF.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import astuple
from pathlib import Path
from typing import BinaryIO, Final

from sender.print_files.archive import zip_central_directory
from sender.print_files.archive.refusals import Refused
from sender.print_files.archive.zip_entries import Entry

MOST_UNPACKED: Final = 200 * 2**30
"""Bytes, all entries together."""
_AT_ONCE: Final = 5_000


class Directory:
    """The entries of one ZIP."""

    def __init__(self, path: Path) -> None:
        self._table = sqlite3.connect(path, isolation_level=None)
        self._table.execute("PRAGMA journal_mode=OFF")
        self._table.execute("PRAGMA synchronous=OFF")
        self._table.execute("CREATE TABLE IF NOT EXISTS beside (folder TEXT)")
        row = self._table.execute("SELECT folder FROM beside").fetchone()
        self._beside = str(row[0]) if row else ""

    @classmethod
    def build(cls, archive: BinaryIO, path: Path, tick: Callable[[], None] = lambda: None) -> "Directory":
        """Read the directory of a ZIP into a new table at `path`, replacing one that is there.

        `tick` is called now and then: a large one takes a while.

        Raises:
            Refused: no ZIP, a broken one, or one that no print file would be: bombs, entries that would
                be unpacked outside, links, encryption, archives within it.
        """
        path.unlink(missing_ok=True)
        directory = cls(path)
        try:
            directory._fill(archive, tick)
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

    def look_beside(self, index: str) -> None:
        """Find names also from the index's folder on: who packs a folder has it in front of every name."""
        self._beside = index[: index.rfind("/") + 1]
        self._table.execute("INSERT INTO beside VALUES (?)", [self._beside])

    def find(self, name: str) -> Entry | None:
        """The entry of that name, in the ZIP or in the index's folder."""
        for candidate in dict.fromkeys((name, self._beside + name)):
            row = self._table.execute(
                "SELECT name, offset, packed, size, crc, method FROM entry WHERE name = ?", [candidate]
            ).fetchone()
            if row:
                return Entry(*row)
        return None

    def take(self, wanted: Iterable[tuple[str, int]]) -> dict[int, int | None]:
        """Note which letters (PDF name, letter's number) take which entry.

        Returns for each number the letter that has the PDF now: another one's, if it came first; None
        where the ZIP has no such PDF.
        """
        with closing(self._table.cursor()) as cursor:
            cursor.execute("BEGIN")
            taken = {number: self._take(cursor, name, number) for name, number in wanted}
            cursor.execute("COMMIT")
        return taken

    def note_named(self, names: Iterable[str]) -> None:
        """These are named by lines that cannot be sent: they are not taken, but nor are they surplus."""
        found = [entry.name for name in names if (entry := self.find(name))]
        self._table.execute("BEGIN")
        self._table.executemany("UPDATE entry SET named = 1 WHERE name = ?", [(name,) for name in found])
        self._table.execute("COMMIT")

    def named_like(self, *endings: str) -> list[Entry]:
        """Entries whose names end so, whatever the case; at most 20."""
        clause = " OR ".join("name LIKE ?" for _ in endings)
        rows = self._table.execute(
            f"SELECT name, offset, packed, size, crc, method FROM entry WHERE {clause} ORDER BY name LIMIT 20",  # noqa: S608 (no value in it)
            [f"%{ending}" for ending in endings],
        )
        return [Entry(*row) for row in rows]

    def left_over(self, but: str, most: int) -> tuple[int, list[str]]:
        """How many entries no line names, apart from the index, and the first names."""
        where = "FROM entry WHERE letter IS NULL AND named IS NULL AND name <> ?"
        [count] = self._table.execute(f"SELECT count(*) {where}", [but]).fetchone()
        rows = self._table.execute(f"SELECT name {where} ORDER BY name LIMIT ?", [but, most])
        return count, [name for (name,) in rows]

    def _fill(self, archive: BinaryIO, tick: Callable[[], None]) -> None:
        self._table.execute(
            "CREATE TABLE entry (name TEXT PRIMARY KEY, offset INTEGER, packed INTEGER, size INTEGER,"
            " crc INTEGER, method INTEGER, letter INTEGER, named INTEGER) WITHOUT ROWID"
        )
        total = 0
        for some in _in_lots(zip_central_directory.entries(archive)):
            total += sum(entry.size for entry in some)
            _require_total(total)
            self._insert(some)
            tick()
        self._require_apart()

    def _insert(self, some: Sequence[Entry]) -> None:
        self._table.execute("BEGIN")
        for entry in some:
            try:
                self._table.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, NULL, NULL)", astuple(entry))
            except sqlite3.IntegrityError:
                raise Refused(
                    f"Filnamnet {entry.name} står två gånger i ZIP-filen. Ge varje fil ett eget namn.",
                    f"The file name {entry.name} stands twice in the ZIP. Give each file a name of its own.",
                ) from None
        self._table.execute("COMMIT")

    def _require_apart(self) -> None:
        """Entries that share bytes are how small bombs become large ones."""
        end = 0
        for offset, packed in self._table.execute("SELECT offset, packed FROM entry ORDER BY offset"):
            if offset < end:
                raise zip_central_directory.broken(
                    "poster i den ligger över varandra", "entries in it lie upon each other"
                )
            end = offset + packed

    def _take(self, cursor: sqlite3.Cursor, name: str, number: int) -> int | None:
        entry = self.find(name)
        if entry is None:
            return None
        cursor.execute("UPDATE entry SET letter = ? WHERE name = ? AND letter IS NULL", [number, entry.name])
        if cursor.rowcount:
            return number
        [owner] = cursor.execute("SELECT letter FROM entry WHERE name = ?", [entry.name]).fetchone()
        return int(owner)


def _in_lots(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    some: list[Entry] = []
    for entry in entries:
        some.append(entry)
        if len(some) == _AT_ONCE:
            yield some
            some = []
    yield some


def _require_total(total: int) -> None:
    if total > MOST_UNPACKED:
        raise Refused(
            f"ZIP-filen skulle bli mer än {MOST_UNPACKED >> 30} GiB uppackad. Dela upp den.",
            f"The ZIP would unpack to more than {MOST_UNPACKED >> 30} GiB. Split it.",
        )
