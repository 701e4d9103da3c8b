"""The demo world for the tests: seeded once in each process, and then written again as the rows that it became.

The seed takes some twenty milliseconds, and thousands of tests want the world.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from infra import clock
from infra.database.copying import copy_rows
from infra.pki import store
from infra.versions import register_version
from sender.print_files.arrival import watched_folder
from testbed.world import actors

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class KeptTable:
    """The seeded rows of a table, and what the database says of it: each answer takes milliseconds."""

    name: str
    columns: list[str]
    sequences: list[tuple[str, str]]
    """Each with the column that it gives its keys to; none on SQLite."""
    rows: Rows


@dataclass(frozen=True)
class KeptWorld:
    """The rows of a world that was seeded into empty tables."""

    tables: list[KeptTable]
    seeded_at: object
    """As the rows have it."""

    @property
    def has_room(self) -> bool:
        """Are all its tables empty? The seed alone knows what else it must keep."""
        one_by_one = " OR ".join(f"EXISTS (SELECT 1 FROM {_quoted(table.name)})" for table in self.tables)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {one_by_one}")
            return not cursor.fetchone()[0]

    @transaction.atomic
    def write(self) -> None:
        transaction.on_commit(register_version.advance)
        now = _as_stored(clock.now())
        for table in self.tables:
            _insert_rows(table, self._at(now, table.rows))
        _move_sequences(self.tables)
        # Rows that are copied are no statements (tests/databases.py).
        register_version.advance()

    def _at(self, now: object, rows: Rows) -> Rows:
        return [tuple(now if value == self.seeded_at else value for value in row) for row in rows]


known_worlds: dict[tuple[date, int, str], KeptWorld] = {}
"""By what the seed depends on: the day, which says who is twelve and thirteen, and where faulty servers are."""


_files_in_place: dict[Path, dict[str, int]] = {}
"""By the folder of certificates: its files when all were there that the world has."""


def put_in_place() -> None:
    """Make the world as `manage.py seed` does."""
    what = (clock.today(), settings.FAULTY_TLS_PORT, settings.HOSTS[0])
    if what in known_worlds and known_worlds[what].has_room:
        _put_certificates_in_place()
        known_worlds[what].write()
        watched_folder.make_sender_folders(actors.SENDERS)
    else:
        before = _row_counts()
        call_command("seed", verbosity=0)
        now = _row_counts()
        # A table that had rows and has more now holds the seed's among others.
        if what not in known_worlds and all(count in (0, now[table]) for table, count in before.items()):
            known_worlds[what] = _world_of([table for table, count in before.items() if not count])


def _put_certificates_in_place() -> None:
    """Look at the certificates if a file has changed since all were in place: to read them takes milliseconds."""
    if _files_in_place.get(settings.PKI_DIR) != _times_of_files(settings.PKI_DIR):
        store.ensure_identities(settings.PKI_DIR)
        _files_in_place[settings.PKI_DIR] = _times_of_files(settings.PKI_DIR)


def _times_of_files(folder: Path) -> dict[str, int]:
    """When each file was last written, but for those that tell of changes in the database."""
    times = dict[str, int]()
    for entry in os.scandir(folder):
        if entry.is_dir():
            times |= _times_of_files(Path(entry.path))
        elif not entry.name.endswith((".version", ".lock")):
            times[entry.path] = entry.stat().st_mtime_ns
    return times


def _world_of(tables: Iterable[str]) -> KeptWorld:
    """The rows in tables that were empty before the seed."""
    kept = [table for name in tables if (table := _kept(name)).rows]
    return KeptWorld(kept, _moment_of_seeding())


def _kept(name: str) -> KeptTable:
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, name)]
        cursor.execute(f"SELECT {', '.join(map(_unconverted, columns))} FROM {_quoted(name)}")
        return KeptTable(name, columns, _sequences(name), list(cursor.fetchall()))


def _sequences(table: str) -> list[tuple[str, str]]:
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        found = connection.introspection.get_sequences(cursor, table)
    return [(sequence["name"], sequence["column"]) for sequence in found]


def _row_counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        counts = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT COUNT(*) FROM {_quoted(table)}")
            counts[table] = cursor.fetchone()[0]
    return counts


def _moment_of_seeding() -> object:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_unconverted('opened_at')} FROM mailbox_operator_mailbox LIMIT 1")
        return cursor.fetchone()[0]


def _as_stored(moment: datetime) -> object:
    return connection.ops.adapt_datetimefield_value(moment)


def _insert_rows(table: KeptTable, rows: Rows) -> None:
    if connection.vendor == "postgresql":
        copy_rows(table.name, table.columns, rows)
        return
    places = ", ".join(["%s"] * len(rows[0]))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {_quoted(table.name)} VALUES ({places})", rows)


def _move_sequences(tables: Iterable[KeptTable]) -> None:
    """Let the keys that PostgreSQL gives follow those of the rows. SQLite sees for itself which are taken."""
    moves = [_move(table.name, *sequence) for table in tables for sequence in table.sequences]
    if moves:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(moves)}")


def _move(table: str, sequence: str, column: str) -> str:
    highest = f"SELECT MAX({_quoted(column)}) FROM {_quoted(table)}"
    return f"setval('{sequence}', GREATEST(({highest}), (SELECT last_value FROM {_quoted(sequence)})))"


def _unconverted(column: str) -> str:
    """The column as it lies there: on SQLite a plus keeps it from being converted."""
    return f"+{_quoted(column)}" if connection.vendor == "sqlite" else _quoted(column)


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))
