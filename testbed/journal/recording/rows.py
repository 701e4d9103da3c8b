"""Inserts exchanges straight from their values: each letter makes one, and making an object costs more."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection

from infra.database.copying import copy_rows
from testbed.journal.models import Exchange


def insert_rows(rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert them: texts, numbers and a moment, by name of the column."""
    columns = _columns()
    if connection.vendor == "postgresql":
        copy_rows(Exchange._meta.db_table, columns, [[row[name] for name in columns] for row in rows])
        return
    adapt = connection.ops.adapt_datetimefield_value
    values = [[adapt(row[name]) if name == "at" else row[name] for name in columns] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(_statement(), values)


@lru_cache
def _columns() -> tuple[str, ...]:
    return tuple(str(field.column) for field in Exchange._meta.concrete_fields)


@lru_cache
def _statement() -> str:
    # The names are the model's own; values are passed apart.
    names = ", ".join(map(connection.ops.quote_name, _columns()))
    places = ", ".join(["%s"] * len(_columns()))
    return f"INSERT INTO {connection.ops.quote_name(Exchange._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608 (names, no values)
