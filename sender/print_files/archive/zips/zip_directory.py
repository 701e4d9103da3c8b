"""The entries of a print file's ZIP in a table on disk, and which letter of the index has taken which PDF.

A print file may hold a million letters, so the entries are kept in a small SQLite file beside the ZIP and
not in memory.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import astuple
from pathlib import Path
from typing import BinaryIO, Final

from infra.texts import Text
from sender.print_files.archive.refusals import PrintFileRefused
from sender.print_files.archive.zips import zip_central_directory, zip_names
from sender.print_files.archive.zips.zip_entries import ZipEntry

MAX_UNPACKED: Final = 200 * 2**30
"""Bytes, all entries together."""
_LOT: Final = 5_000


class ZipDirectory:
    """The entries of one ZIP, in a table on disk."""

    def __init__(self, path: Path) -> None:
        self._table = sqlite3.connect(path, isolation_level=None)
        self._table.execute("PRAGMA journal_mode=OFF")
        self._table.execute("PRAGMA synchronous=OFF")
        self._table.execute("CREATE TABLE IF NOT EXISTS beside (folder TEXT)")
        row = self._table.execute("SELECT folder FROM beside").fetchone()
        self._index_folder = str(row[0]) if row else ""

    @classmethod
    def build(cls, archive: BinaryIO, path: Path, tick: Callable[[], None] = lambda: None) -> "ZipDirectory":
        """Read the directory of a ZIP into a new table at `path`, replacing one that is there.

        `tick` is called now and then: a large one takes a while.

        Raises:
            PrintFileRefused: no ZIP, a broken one, or one that no print file would be: bombs, entries that would
                be unpacked outside, links, encryption, archives within it.
        """
        path.unlink(missing_ok=True)
        directory = cls(path)
        try:
            directory._insert_entries(archive, tick)
        except BaseException:
            directory.close()
            raise
        return directory

    def close(self) -> None:
        self._table.close()

    def __enter__(self) -> "ZipDirectory":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def find_beside(self, index: str) -> None:
        """Find names also from the index's folder on: a packed folder stands in front of every name in it."""
        self._index_folder = index[: index.rfind("/") + 1]
        self._table.execute("DELETE FROM beside")
        self._table.execute("INSERT INTO beside VALUES (?)", [self._index_folder])

    def has_old_names(self) -> bool:
        """Whether there are names of which the ZIP does not say in which code page they are."""
        return self._table.execute("SELECT 1 FROM entry WHERE has_old_name LIMIT 1").fetchone() is not None

    def read_old_names(self, named: Iterable[str]) -> None:
        """Read the old names in the code page in which most of the names in the index are found.

        One code page for all: name by name, a letter could get the PDF of a name that reads alike in another.
        """
        found: Counter[str] = Counter()
        for name in named:
            if not name.isascii():
                found.update(page for page in zip_names.OLD_CODE_PAGES if self._is_found(name, page))
        # Of several that find as many, max takes the first, which is the likeliest.
        code_page = max(zip_names.OLD_CODE_PAGES, key=lambda page: found[page])
        self._table.create_function("reread", 1, lambda name: zip_names.in_code_page(name, code_page))
        self._table.create_function("likeness", 1, zip_names.likeness_of)
        self._table.execute("UPDATE OR IGNORE entry SET name = reread(name) WHERE has_old_name")
        self._table.execute("UPDATE entry SET likeness = likeness(name) WHERE has_old_name")

    def _is_found(self, name: str, code_page: str) -> bool:
        old_name = zip_names.as_old_name(name, code_page)
        return old_name is not None and self._find_exactly(old_name) is not None

    def find(self, name: str) -> ZipEntry | None:
        """The entry of that name, in the ZIP or in the index's folder.

        Else the only one whose name differs in what Windows does not tell apart, such as capitals.
        """
        if found := self._find_exactly(name):
            return found
        for candidate in self._candidates(name):
            if like := self._select("likeness = ?", [zip_names.likeness_of(candidate)]):
                return like[0] if len(like) == 1 else None
        return None

    def _find_exactly(self, name: str) -> ZipEntry | None:
        found = (self._select("name = ?", [candidate]) for candidate in self._candidates(name))
        return next((entry for [entry] in filter(None, found)), None)

    def _candidates(self, name: str) -> Iterable[str]:
        return dict.fromkeys((name, self._index_folder + name))

    def _select(self, condition: str, values: Sequence[str]) -> list[ZipEntry]:
        rows = self._table.execute(
            f"SELECT name, offset, packed, size, crc, method FROM entry WHERE {condition} ORDER BY name LIMIT 20",  # noqa: S608 (no value in it)
            values,
        )
        return [ZipEntry(*row) for row in rows]

    def take_pdfs(self, wanted: Iterable[tuple[str, int]]) -> dict[int, int | None]:
        """Note which letters (PDF name, letter's number) take which entry.

        Returns for each number the letter that has the PDF now: another one's, if it came first; None
        where the ZIP has no such PDF.
        """
        found = [(name, number, self._find_exactly(name)) for name, number in wanted]
        with closing(self._table.cursor()) as cursor:
            cursor.execute("BEGIN")
            taken: dict[int, int | None] = {
                number: self._take(cursor, entry, number) for _, number, entry in found if entry
            }
            # A name in other capitals must not take what another letter names as it is.
            rest = [(self.find(name), number) for name, number, entry in found if entry is None]
            taken |= {number: self._take(cursor, entry, number) if entry else None for entry, number in rest}
            cursor.execute("COMMIT")
        return taken

    def note_named(self, names: Iterable[str]) -> None:
        """Note PDFs of lines that cannot be sent: no letter takes them, and `left_over` does not count them."""
        found = [entry.name for name in names if (entry := self.find(name))]
        self._table.execute("BEGIN")
        self._table.executemany("UPDATE entry SET named = 1 WHERE name = ?", [(name,) for name in found])
        self._table.execute("COMMIT")

    def named_like(self, *endings: str) -> list[ZipEntry]:
        """Entries with this end of their names, in capitals or not; at most 20."""
        clause = " OR ".join("name LIKE ?" for _ in endings)
        return self._select(f"({clause})", [f"%{ending}" for ending in endings])

    def left_over(self, but: str, limit: int) -> tuple[int, list[str]]:
        """How many entries no line names, apart from the index, and the first names."""
        where = "FROM entry WHERE letter IS NULL AND named IS NULL AND name <> ?"
        [count] = self._table.execute(f"SELECT count(*) {where}", [but]).fetchone()
        rows = self._table.execute(f"SELECT name {where} ORDER BY name LIMIT ?", [but, limit])
        return count, [name for (name,) in rows]

    def _insert_entries(self, archive: BinaryIO, tick: Callable[[], None]) -> None:
        self._table.execute(
            "CREATE TABLE entry (name TEXT PRIMARY KEY, offset INTEGER, packed INTEGER, size INTEGER, crc INTEGER,"
            " method INTEGER, has_old_name INTEGER, likeness TEXT, letter INTEGER, named INTEGER) WITHOUT ROWID"
        )
        total = 0
        for some in _in_lots(zip_central_directory.read_entries(archive)):
            total += sum(entry.size for entry in some)
            _require_total(total)
            self._insert_lot(some)
            tick()
        self._table.execute("CREATE INDEX entry_likeness ON entry (likeness)")
        self._require_no_overlap()

    def _insert_lot(self, some: Sequence[ZipEntry]) -> None:
        self._table.execute("BEGIN")
        for entry in some:
            try:
                values = (*astuple(entry), zip_names.likeness_of(entry.name))
                self._table.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)", values)
            except sqlite3.IntegrityError:
                raise PrintFileRefused(
                    f"Filnamnet {entry.name} står två gånger i ZIP-filen. Ge varje fil ett eget namn.",
                    f"The file name {entry.name} stands twice in the ZIP. Give each file a name of its own.",
                ) from None
        self._table.execute("COMMIT")

    def _require_no_overlap(self) -> None:
        """Refuse entries that share bytes: a small bomb becomes a large one in this way."""
        end = 0
        for offset, packed in self._table.execute("SELECT offset, packed FROM entry ORDER BY offset"):
            if offset < end:
                raise zip_central_directory.broken_zip_error(
                    Text("poster i den ligger över varandra", "entries in it lie upon each other")
                )
            end = offset + packed

    def _take(self, cursor: sqlite3.Cursor, entry: ZipEntry, number: int) -> int:
        cursor.execute("UPDATE entry SET letter = ? WHERE name = ? AND letter IS NULL", [number, entry.name])
        if cursor.rowcount:
            return number
        [owner] = cursor.execute("SELECT letter FROM entry WHERE name = ?", [entry.name]).fetchone()
        return int(owner)


def _in_lots(entries: Iterable[ZipEntry]) -> Iterator[list[ZipEntry]]:
    some: list[ZipEntry] = []
    for entry in entries:
        some.append(entry)
        if len(some) == _LOT:
            yield some
            some = []
    yield some


def _require_total(total: int) -> None:
    if total > MAX_UNPACKED:
        raise PrintFileRefused(
            f"ZIP-filen skulle bli mer än {MAX_UNPACKED >> 30} GiB uppackad. Dela upp den.",
            f"The ZIP would unpack to more than {MAX_UNPACKED >> 30} GiB. Split it.",
        )
