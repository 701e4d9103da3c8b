"""The demo world for the tests: seeded once in each process, and then written again as the rows that it became.

The seed takes some twenty milliseconds, and thousands of tests want the world.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from infra import clock, register_version
from infra.pki import store
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

    def _at(self, now: str, rows: Rows) -> Iterator[tuple[Any, ...]]:
        for row in rows:
            yield tuple(now if value == self.seeded_at else value for value in row)


_kept: dict[tuple[date, int, str], KeptWorld] = {}
"""By what the seed depends on: the day, which says who is twelve and thirteen, and where faulty servers are."""


def put_in_place() -> None:
    """Make the world as `manage.py seed` does."""
    what = (clock.today(), settings.FAULTY_TLS_PORT, settings.HOSTS[0])
    if connection.vendor == "sqlite" and what in _kept and _kept[what].has_room:
        store.ensure_identities(settings.PKI_DIR)
        _kept[what].write()
        watched_folder.make_sender_folders(actors.SENDERS)
        return
    tables = [table for table in connection.introspection.table_names() if not _has_rows(table)]
    call_command("seed", verbosity=0)
    _kept[what] = KeptWorld({table: rows for table in tables if (rows := _rows(table))}, _moment_of_seeding())


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
