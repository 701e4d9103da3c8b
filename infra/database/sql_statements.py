"""The SQL of the prepared statements, composed once from the fields of the models."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

from django.db import connection, models

MANY: Final = -1
"""Instead of how many values a field is compared with: PostgreSQL gets them in one place, as a JSON array."""

_EACH: Final = "json_array_elements_text(%s)"


class Beside(NamedTuple):
    """The row of another model that refers to a row, if there is one; at most one for the values of `where`."""

    model: type[models.Model]
    columns: tuple[str, ...]
    refers_by: str
    """Its foreign key."""
    where: tuple[str, ...]


def field_of(model: type[models.Model], name: str) -> Any:
    """The field of the model; `pk` is its primary key."""
    return model._meta.pk if name == "pk" else model._meta.get_field(name)


@lru_cache(maxsize=256)
def select_statement(
    model: type[models.Model],
    columns: tuple[str, ...],
    where: tuple[str, ...],
    sizes: tuple[int, ...],
    beside: Beside | None,
) -> str:
    if len(sizes) > 1 and sorted(sizes) == [MANY, *[1] * (len(sizes) - 1)]:
        return _select_for_each_statement(model, columns, where, sizes)
    wanted, tables = [_full_name(model, name) for name in columns], _table(model)
    if beside is not None:
        other = beside.model
        wanted += [_full_name(other, name) for name in beside.columns]
        matches = [f"{_full_name(other, beside.refers_by)} = {_full_name(model, 'pk')}"]
        matches += [f"{_full_name(other, name)} = %s" for name in beside.where]
        tables += f" LEFT JOIN {_table(other)} ON {' AND '.join(matches)}"
        sizes = sizes[len(beside.where) :]
    conditions = _conditions(model, where, sizes, _full_name)
    return f"SELECT {', '.join(wanted)} FROM {tables} WHERE {conditions}"  # noqa: S608 (names of the models' own)


def _select_for_each_statement(
    model: type[models.Model], columns: tuple[str, ...], where: tuple[str, ...], sizes: tuple[int, ...]
) -> str:
    """Look up the rows for each of the many values by itself, for the other fields have one value each.

    PostgreSQL would else choose by its statistics, and with old ones compare each row that has the other values
    with each of the many. OFFSET 0 keeps it from joining in another order.
    """
    given = ", ".join(
        f"{_EACH if size == MANY else '%s'}::{_type_of(field_of(model, name))} AS value_{place}"
        for place, (name, size) in enumerate(zip(where, sizes, strict=True))
    )
    same = " AND ".join(f"{column_of(model, name)} = value_{place}" for place, name in enumerate(where))
    wanted = ", ".join(column_of(model, name) for name in columns)
    found = f"SELECT {wanted} FROM {_table(model)} WHERE {same} OFFSET 0"  # noqa: S608 (names, no values)
    return f"SELECT found.* FROM (SELECT {given}) AS given, LATERAL ({found}) AS found"  # noqa: S608 (the same)


@lru_cache(maxsize=256)
def update_statement(
    model: type[models.Model], columns: tuple[str, ...], where: tuple[str, ...], sizes: tuple[int, ...]
) -> str:
    changes = ", ".join(f"{column_of(model, name)} = %s" for name in columns)
    return f"UPDATE {_table(model)} SET {changes} WHERE {_conditions(model, where, sizes, column_of)}"  # noqa: S608 (names of the model, no values)


def _conditions(
    model: type[models.Model],
    where: tuple[str, ...],
    sizes: tuple[int, ...],
    written: Callable[[type[models.Model], str], str],
) -> str:
    return " AND ".join(
        f"{written(model, name)} {_comparison(field_of(model, name), size)}"
        for name, size in zip(where, sizes, strict=True)
    )


def _comparison(field: Any, size: int) -> str:
    if size == MANY:
        return f"= ANY(ARRAY(SELECT {_EACH}::{_type_of(field)}))"
    return f"IN ({', '.join(['%s'] * size)})" if size > 1 else "= %s"


def _type_of(field: Any) -> str:
    """The type of its column without a length: a cast would cut what is too long."""
    written: str = field.db_type(connection)
    return written.partition("(")[0]


@lru_cache
def insert_for_each_statement(model: type[models.Model], names: tuple[str, ...]) -> str:
    """An insert on PostgreSQL of a row for each value of the first field, which come last, as a JSON array."""
    columns = ", ".join(column_of(model, name) for name in names)
    first, *others = (_type_of(field_of(model, name)) for name in names)
    values = ", ".join([f"each::{first}", *(f"%s::{kind}" for kind in others)])
    return f"INSERT INTO {_table(model)} ({columns}) SELECT {values} FROM json_array_elements_text(%s) AS each"  # noqa: S608 (names, no values)


@lru_cache
def insert_columns_statement(model: type[models.Model], names: tuple[str, ...]) -> str:
    columns = ", ".join(column_of(model, name) for name in names)
    return f"INSERT INTO {_table(model)} ({columns}) VALUES ({', '.join(['%s'] * len(names))})"  # noqa: S608 (names, no values)


@lru_cache
def insert_statement(model: type[models.Model]) -> str:
    """An insert of one row, with a place for the value of each column."""
    columns = [_quoted(field.column) for field, _, _ in inserted_fields(model)]
    places = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {_table(model)} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608 (names, no values)


@lru_cache
def insert_arrays_statement(model: type[models.Model]) -> str:
    """An insert of many rows on PostgreSQL, each column of which is an array."""
    fields = [field for field, _, _ in inserted_fields(model)]
    columns = ", ".join(_quoted(field.column) for field in fields)
    arrays = ", ".join(f"%s::{field.db_type(connection)}[]" for field in fields)
    return f"INSERT INTO {_table(model)} ({columns}) SELECT * FROM unnest({arrays})"  # noqa: S608 (own names)


_TAKEN: Final[Mapping[type, type]] = {
    models.CharField: str,
    models.TextField: str,
    models.BooleanField: bool,
    models.PositiveIntegerField: int,
    models.PositiveSmallIntegerField: int,
    models.BigAutoField: int,
}
"""By class of field: the Python type that every database takes as it is. Other values are converted."""


@lru_cache
def inserted_fields(model: type[models.Model]) -> tuple[tuple[Any, str, type | None], ...]:
    """Each field with the name of its value, and the type that needs no conversion."""
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    return tuple((field, field.attname, _TAKEN.get(type(_target(field)))) for field in fields)


def _target(field: Any) -> Any:
    """Of a foreign key, the field that it refers to."""
    return field.target_field if type(field) is models.ForeignKey else field


def column_of(model: type[models.Model], name: str) -> str:
    return _quoted(field_of(model, name).column)


def _full_name(model: type[models.Model], name: str) -> str:
    return f"{_table(model)}.{column_of(model, name)}"


def _table(model: type[models.Model]) -> str:
    return _quoted(model._meta.db_table)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
