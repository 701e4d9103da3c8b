"""Storage of large values in PostgreSQL. Other databases offer no choice."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def uncompressed(app_label: str, model_name: str, field_name: str) -> migrations.RunPython:
    """A step of a migration: PostgreSQL stores the column's values as they are.

    By default it compresses values larger than two kilobytes. Letters are base64 of files that are compressed
    already: compression saved a quarter of the space and took most of the processor time of storing a letter.
    """

    def choose(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        if schema_editor.connection.vendor == "postgresql":
            model = apps.get_model(app_label, model_name)
            table, column = (
                schema_editor.quote_name(name)
                for name in (model._meta.db_table, model._meta.get_field(field_name).column)
            )
            schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STORAGE EXTERNAL")

    return migrations.RunPython(choose, migrations.RunPython.noop)
