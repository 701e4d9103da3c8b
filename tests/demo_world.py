"""The demo world for the tests: seeded once in each process, and then written again as the rows that it became.

The seed takes some twenty milliseconds, and thousands of tests want the world.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from infra import clock
from infra.pki import store
from infra.versions import register_version
from sender.print_files.arrival import watched_folder
from testbed.world import actors

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class KeptWorld:
    """The rows of a world that was seeded into empty tables."""

    tables: dict[str, Rows]
    seeded_at: str
    """As the rows have it."""

    @property
    def has_room(self) -> bool:
        """Are all its tables empty? The seed alone knows what else it must keep."""
        return not any(_has_rows(table) for table in self.tables)

    @transaction.atomic
    def write(self) -> None:
        transaction.on_commit(register_version.advance)
        now = _as_stored(clock.now())
        with connection.cursor() as cursor:
            for table, rows in self.tables.items():
                places = ", ".join(["%s"] * len(rows[0]))
                cursor.executemany(f"INSERT INTO {_quoted(table)} VALUES ({places})", self._at(now, rows))

    def _at(self, now: str, rows: Rows) -> Rows:
        return [tuple(now if value == self.seeded_at else value for value in row) for row in rows]


known_worlds: dict[tuple[date, int, str], KeptWorld] = {}
"""By what the seed depends on: the day, which says who is twelve and thirteen, and where faulty servers are."""


def put_in_place() -> None:
    """Make the world as `manage.py seed` does."""
    what = (clock.today(), settings.FAULTY_TLS_PORT, settings.HOSTS[0])
    if connection.vendor != "sqlite":
        # Rows that bring their own keys would leave the sequences behind.
        call_command("seed", verbosity=0)
    elif what in known_worlds and known_worlds[what].has_room:
        store.ensure_identities(settings.PKI_DIR)
        known_worlds[what].write()
        watched_folder.make_sender_folders(actors.SENDERS)
    else:
        before = _row_counts()
        call_command("seed", verbosity=0)
        now = _row_counts()
        # A table that had rows and has more now holds the seed's among others.
        if what not in known_worlds and all(count in (0, now[table]) for table, count in before.items()):
            known_worlds[what] = _world_of([table for table, count in before.items() if not count])


def _world_of(tables: Iterable[str]) -> KeptWorld:
    """The rows in tables that were empty before the seed."""
    return KeptWorld({table: rows for table in tables if (rows := _rows(table))}, _moment_of_seeding())


def _row_counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        counts = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT COUNT(*) FROM {_quoted(table)}")
            counts[table] = cursor.fetchone()[0]
    return counts


def _moment_of_seeding() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT +opened_at FROM mailbox_operator_mailbox LIMIT 1")
        return str(cursor.fetchone()[0])


def _as_stored(moment: datetime) -> str:
    return str(connection.ops.adapt_datetimefield_value(moment))


def _has_rows(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {_quoted(table)})")
        return bool(cursor.fetchone()[0])


def _rows(table: str) -> Rows:
    """The rows as they lie there: a plus keeps a column from being converted."""
    with connection.cursor() as cursor:
        names = [column.name for column in connection.introspection.get_table_description(cursor, table)]
        columns = ", ".join(f"+{_quoted(name)}" for name in names)
        cursor.execute(f"SELECT {columns} FROM {_quoted(table)}")
        return list(cursor.fetchall())


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))
