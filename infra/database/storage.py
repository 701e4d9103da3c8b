"""Storage of large values in PostgreSQL. Other databases offer no choice."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


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
