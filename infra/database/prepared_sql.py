"""Queries, inserts and updates with SQL that is composed once, for the few that run with every letter.

Django's ORM composes the SQL anew for each call. That takes some 300 microseconds of Python for a statement
that SQLite executes in 20, and was 2.5 of the 6.2 milliseconds of a delivery. Names still come from the fields
of the models, which also convert values and results as each database needs.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain
from typing import Any, Final, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Col

from infra.database.sql_statements import (
    MANY,
    Beside,
    column_of,
    field_of,
    insert_arrays_statement,
    insert_columns_statement,
    insert_for_each_statement,
    insert_statement,
    inserted_fields,
    select_statement,
    update_statement,
)

MOST_PLACES: Final = 20
"""Values that get a place each in a statement for PostgreSQL. Of a thousand, psycopg and the server would read the
places longer than the server searches the rows: 2.7 milliseconds of CPU became 0.8."""
Convert = Callable[[Any, Any, Any], Any]
Model = TypeVar("Model", bound=models.Model)


class Rows:
    """A query for columns of a model's rows, chosen by the values of other columns."""

    def __init__(
        self,
        model: type[models.Model],
        columns: Sequence[str],
        *,
        where: Sequence[str],
        beside: Beside | None = None,
        locked: bool = False,
    ) -> None:
        """`columns` and `where` are names of fields. A default ordering of the model is not used.

        The columns of `beside` follow, None where there is no such row. `locked`: as in Objects.
        """
        self._model = model
        self._columns = tuple(columns)
        self._where = tuple(where)
        self._beside = beside
        self._locked = locked

    def find(self, *values: object) -> list[tuple[Any, ...]]:
        """The rows where each field of `where` has its value, or one of its values if it is a set or list.

        Values are whole numbers and texts, which every database takes as they are. One value for each field of
        `beside` comes first.
        """
        database = connections[DEFAULT_DB_ALIAS]
        some = _each_as_several(values, database.vendor)
        sizes = _sizes(some)
        if 0 in sizes:
            return []
        statement = select_statement(self._model, self._columns, self._where, sizes, self._beside)
        if self._locked and database.features.has_select_for_update:
            statement += " FOR UPDATE"
        with _executed(database, statement, [*chain(*some)], planned_anew=MANY in sizes) as cursor:
            rows = cursor.fetchall()
        return self._converted(rows, database) if rows else rows

    def _converted(self, rows: list[tuple[Any, ...]], database: BaseDatabaseWrapper) -> list[tuple[Any, ...]]:
        columns: list[Collection[Any]] = list(zip(*rows, strict=True))
        for place, column, convert in _converters(self._model, self._columns, self._beside, database.vendor):
            columns[place] = [convert(value, column, database) for value in columns[place]]
        return list(zip(*columns, strict=True))


class Objects(Generic[Model]):
    """A query for whole objects of a model, chosen by the values of fields, as the ORM reads them."""

    def __init__(self, model: type[Model], *, where: Sequence[str], locked: bool = False) -> None:
        """`locked`: the rows stay locked until the transaction ends, where the database has locks of rows."""
        fields = model._meta.concrete_fields
        self._model = model
        self._names = [field.attname for field in fields]
        self._rows = Rows(model, [field.name for field in fields], where=where, locked=locked)

    def find(self, *values: object) -> list[Model]:
        """The objects, in no order. Values as in Rows.find."""
        return [self._model.from_db(DEFAULT_DB_ALIAS, self._names, row) for row in self._rows.find(*values)]


def insert_row(item: models.Model) -> None:
    """Insert a new object and set the primary key that the database gives it. Sends no signals."""
    model, database = type(item), connections[DEFAULT_DB_ALIAS]
    statement = f"{insert_statement(model)} RETURNING {column_of(model, 'pk')}"
    with _executed(database, statement, _values(item, database)) as cursor:
        [[item.pk]] = cursor.fetchall()
    item._state.adding = False
    item._state.db = database.alias


def insert_if_new(item: models.Model) -> bool:
    """Insert a new object unless a row has one of its unique keys. Says whether it did. Sends no signals.

    Another transaction that is inserting the same key is waited for. The object does not hear of its primary key.
    """
    database = connections[DEFAULT_DB_ALIAS]
    statement = f"{insert_statement(type(item))} ON CONFLICT DO NOTHING"
    with _executed(database, statement, _values(item, database)) as cursor:
        inserted: bool = cursor.rowcount == 1
    return inserted


def insert_all(items: Sequence[models.Model], *, ignore_conflicts: bool = False) -> None:
    """Insert new objects of one model, which do not hear of their primary keys. Sends no signals.

    With `ignore_conflicts`, rows stay as they are where a new one would break a unique key.
    """
    if not items:
        return
    database = connections[DEFAULT_DB_ALIAS]
    rows = [_values(item, database) for item in items]
    otherwise = " ON CONFLICT DO NOTHING" if ignore_conflicts else ""
    with database.cursor() as cursor:
        if ignore_conflicts and database.vendor == "postgresql":
            # One statement for all rows: three times as fast as one for each.
            columns = [list(column) for column in zip(*rows, strict=True)]
            cursor.execute(insert_arrays_statement(type(items[0])) + otherwise, columns)
        else:
            cursor.executemany(insert_statement(type(items[0])) + otherwise, rows)


def insert_for_each(model: type[models.Model], name: str, values: Collection[int | str], **same: object) -> None:
    """Insert a row for each value of the field `name`, with the same values of the other fields in all rows.

    Of related objects the keys are given. Many rows cost the database's time alone: nothing is made or converted
    for each of them. Sends no signals.
    """
    if not values:
        return
    database = connections[DEFAULT_DB_ALIAS]
    rest: list[Any] = [field_of(model, field).get_db_prep_save(value, database) for field, value in same.items()]
    if database.vendor == "postgresql":
        with _executed(
            database, insert_for_each_statement(model, (name, *same)), [*rest, json.dumps(list(values))]
        ):
            return
    with database.cursor() as cursor:
        cursor.executemany(insert_columns_statement(model, (name, *same)), [(value, *rest) for value in values])


def update_rows(model: type[models.Model], changes: Mapping[str, object], **where: object) -> int:
    """Give the rows new values by field, of related objects their keys; rows are chosen as in Rows.find.

    Returns how many rows there are. Sends no signals.
    """
    database = connections[DEFAULT_DB_ALIAS]
    some = _each_as_several(where.values(), database.vendor)
    sizes = _sizes(some)
    if 0 in sizes:
        return 0
    values = [field_of(model, name).get_db_prep_save(value, database) for name, value in changes.items()]
    statement = update_statement(model, tuple(changes), tuple(where), sizes)
    with _executed(database, statement, [*values, *chain(*some)], planned_anew=MANY in sizes) as cursor:
        changed: int = cursor.rowcount
    return changed


class _AsOne(list[str]):
    """Many values in one place of a statement: a JSON array of them."""


def _each_as_several(values: Iterable[object], vendor: str) -> list[Collection[Any]]:
    some: list[Collection[Any]] = [
        value if isinstance(value, list | set | frozenset) else (value,) for value in values
    ]
    if vendor != "postgresql":
        return some
    return [each if len(each) <= MOST_PLACES else _AsOne([_as_array(each)]) for each in some]


def _as_array(values: Collection[Any]) -> str:
    """The values as JSON, each one once and sorted: an index is then read from its beginning to its end."""
    return json.dumps(sorted(set(values)))


def _sizes(some: Iterable[Collection[Any]]) -> tuple[int, ...]:
    return tuple(MANY if isinstance(each, _AsOne) else len(each) for each in some)


def _values(item: models.Model, database: BaseDatabaseWrapper) -> list[Any]:
    """The values for the columns of `insert_statement`, in their order."""
    values = []
    for field, name, taken in inserted_fields(type(item)):
        value = getattr(item, name)
        if type(value) is not taken and not (value is None and field.null):
            value = field.get_db_prep_save(field.pre_save(item, True), database)
        values.append(value)
    return values


@contextmanager
def _executed(
    database: BaseDatabaseWrapper, statement: str, values: Sequence[Any], *, planned_anew: bool = False
) -> Iterator[Any]:
    """A cursor that has executed the statement.

    `planned_anew`: PostgreSQL is to plan it for the tables as they are now. A plan that it made when a table was
    small reads the whole table, and compares each row with each of a thousand values when the table has grown.
    """
    if database.execute_wrappers or database.queries_logged:
        with database.cursor() as cursor:
            cursor.execute(statement, values)
            yield cursor
        return
    # Straight to the driver: Django's cursor takes as long for each call as the statement, on SQLite because it
    # rewrites the placeholders. What else it does is here: it connects, refuses broken transactions, and wraps
    # errors. It refuses other threads, too, but each thread has looked up its own connection.
    if database.connection is None:
        database.ensure_connection()
    database.validate_no_broken_transaction()
    with database.wrap_database_errors:
        options = {"prepare": False} if planned_anew and database.vendor == "postgresql" else {}
        yield database.connection.execute(_for_driver(statement, database.vendor), values, **options)


@lru_cache(maxsize=256)
def _for_driver(statement: str, vendor: str) -> str:
    return statement.replace("%s", "?") if vendor == "sqlite" else statement


@lru_cache
def _converters(
    model: type[models.Model], columns: tuple[str, ...], beside: Beside | None, _vendor: str
) -> list[tuple[int, Col, Convert]]:
    found: list[tuple[int, Col, Convert]] = []
    wanted = [(model, name) for name in columns]
    if beside is not None:
        wanted += [(beside.model, name) for name in beside.columns]
    for place, (owner, name) in enumerate(wanted):
        column: Any = field_of(owner, name).get_col(owner._meta.db_table)
        converts = connection.ops.get_db_converters(column) + column.get_db_converters(connection)
        found.extend((place, column, convert) for convert in converts)
    return found
