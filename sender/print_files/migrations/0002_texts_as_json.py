"""Reasons and remarks in two languages become JSON. The old sentences are read here and nowhere else."""

import json
from typing import Any, ClassVar

from django.db import migrations

import infra.database.columns.text_field
import infra.database.columns.value_list

BATCH_FILES = "formedlare_batch_batchfile"
TABLES = (BATCH_FILES, "formedlare_batch_batchline")


def write_reasons_as_json(apps: Any, schema_editor: Any) -> None:
    """Rewrite "Swedish | English" where it stands; a text in one language stands for both."""
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    position, make = ("strpos", "json_build_object") if is_postgresql else ("instr", "json_object")
    bar = f"{position}(reason, ' | ')"
    swedish = f"CASE WHEN {bar} > 0 THEN substr(reason, 1, {bar} - 1) ELSE reason END"
    english = f"CASE WHEN {bar} > 0 THEN substr(reason, {bar} + 3) ELSE reason END"
    made = f"CAST({make}('sv', {swedish}, 'en', {english}) AS text)"
    for table in TABLES:
        schema_editor.execute(f"UPDATE {table} SET reason = CASE WHEN reason = '' THEN '{{}}' ELSE {made} END")


def write_remarks_as_json(apps: Any, schema_editor: Any) -> None:
    cast = "CAST(%s AS jsonb)" if schema_editor.connection.vendor == "postgresql" else "%s"
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f"SELECT id, CAST(remarks AS text) FROM {BATCH_FILES}")
        rows = [(_as_json_list(remarks), pk) for pk, remarks in cursor.fetchall() if remarks != "[]"]
        cursor.executemany(f"UPDATE {BATCH_FILES} SET remarks = {cast} WHERE id = %s", rows)
        if schema_editor.connection.vendor == "postgresql":
            # Rows that were changed twice have checks waiting, and no column can be altered before they are made.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _as_json_list(stored: str) -> str:
    halves = [remark.partition(" | ") for remark in json.loads(stored)]
    texts = [{"sv": swedish, "en": english or swedish} for swedish, _, english in halves]
    return json.dumps(texts, ensure_ascii=False)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("formedlare_batch", "0001_initial")]

    operations: ClassVar = [
        # Backwards there is nothing to do: JSON is text, too.
        migrations.RunPython(write_reasons_as_json, migrations.RunPython.noop),
        migrations.RunPython(write_remarks_as_json, migrations.RunPython.noop),
        migrations.AlterField("batchfile", "reason", infra.database.columns.text_field.BilingualField()),
        migrations.AlterField("batchline", "reason", infra.database.columns.text_field.BilingualField()),
        migrations.AlterField("batchfile", "remarks", infra.database.columns.value_list.TextListField()),
    ]
