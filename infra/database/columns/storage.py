"""How PostgreSQL stores what is large, what is many, and numbers as text. Other databases offer no choice."""

from typing import Any

from django.db import connection, migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def tidy_after_load(table: type[models.Model]) -> None:
    """Let PostgreSQL count and tidy up a table that has been filled, as it does about a minute later by itself.

    It would then do so while the simulator answers calls. Within a transaction it can only count. SQLite finds
    rows by their keys as well without statistics.
    """
    if connection.vendor == "postgresql":
        name = connection.ops.quote_name(table._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {name}" if connection.in_atomic_block else f"VACUUM (ANALYZE) {name}")


def store_uncompressed(app_label: str, model_name: str, field_name: str) -> migrations.RunPython:
    """A step of a migration: PostgreSQL stores the column's values as they are.

    By default it compresses values larger than two kilobytes. Letters are base64 of files that are compressed
    already: compression saved a quarter of the space and took most of the processor time of storing a letter.
    """

    def choose(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        if schema_editor.connection.vendor == "postgresql":
            names = _column(apps, app_label, model_name, field_name)
            table, column = (schema_editor.quote_name(name) for name in names)
            schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STORAGE EXTERNAL")

    return migrations.RunPython(choose, migrations.RunPython.noop)


def compared_byte_by_byte(app_label: str, model_name: str, field_name: str) -> migrations.RunPython:
    """A step of a migration: PostgreSQL compares and orders the column's texts by their bytes.

    By default it asks the rules of a language at each comparison, and Django adds a second index for beginnings of
    texts: of a million accounts that took 54 MB more. A column that refers to this one must be compared in the
    same way, or its index does not serve a join.
    """

    def change(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        _compare_by(apps, schema_editor, app_label, model_name, field_name, collation="C")

    def change_back(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        _compare_by(apps, schema_editor, app_label, model_name, field_name, collation="default")

    return migrations.RunPython(change, change_back)


def _compare_by(
    apps: Any,
    schema_editor: BaseDatabaseSchemaEditor,
    app_label: str,
    model_name: str,
    field_name: str,
    *,
    collation: str,
) -> None:
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        return
    table, column = _column(apps, app_label, model_name, field_name)
    kind = apps.get_model(app_label, model_name)._meta.get_field(field_name).db_type(connection)
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, table)
    for name, constraint in found.items():
        # Django's name for an index of beginnings.
        if name.endswith("_like") and constraint["columns"] == [column]:
            schema_editor.execute(f"DROP INDEX {schema_editor.quote_name(name)}")
    table, column = schema_editor.quote_name(table), schema_editor.quote_name(column)
    schema_editor.execute(f'ALTER TABLE {table} ALTER COLUMN {column} TYPE {kind} COLLATE "{collation}"')


def without_own_index(app_label: str, model_name: str, field_name: str) -> migrations.RunPython:
    """A step of a migration: drop the index on the column alone, where another index serves as well.

    Django would write the whole table anew on SQLite, and a table of letters is large.
    """

    def drop(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        table, column = _column(apps, app_label, model_name, field_name)
        connection = schema_editor.connection
        with connection.cursor() as cursor:
            found = connection.introspection.get_constraints(cursor, table)
        for name, constraint in found.items():
            if constraint["index"] and not constraint["unique"] and constraint["columns"] == [column]:
                schema_editor.execute(f"DROP INDEX {schema_editor.quote_name(name)}")

    def create(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        table, column = _column(apps, app_label, model_name, field_name)
        name, table, column = (schema_editor.quote_name(part) for part in (f"{table}_{column}", table, column))
        schema_editor.execute(f"CREATE INDEX {name} ON {table} ({column})")

    return migrations.RunPython(drop, create)


def _column(apps: Any, app_label: str, model_name: str, field_name: str) -> tuple[str, str]:
    model = apps.get_model(app_label, model_name)
    return model._meta.db_table, model._meta.get_field(field_name).column
