"""Why a letter bounced becomes a text in two languages. Only here is the bar between them read."""

import json
from typing import Any, ClassVar

from django.db import migrations

import infra.database.columns.text_field
from infra.texts import Text

BATCH = 2_000


def store_texts(apps: Any, schema_editor: Any) -> None:
    """The column still holds text: JSON is written into it, and then its type is changed."""
    with schema_editor.connection.cursor() as cursor:
        last = 0
        while True:
            cursor.execute(
                "SELECT id, reason FROM formedlare_office_officereply WHERE id > %s ORDER BY id LIMIT %s",
                [last, BATCH],
            )
            rows = cursor.fetchall()
            if not rows:
                return
            cursor.executemany(
                "UPDATE formedlare_office_officereply SET reason = %s WHERE id = %s",
                [(_as_json(reason), pk) for pk, reason in rows],
            )
            last = rows[-1][0]


def _as_json(reason: str) -> str:
    return json.dumps(Text.parse(reason).as_json(), ensure_ascii=False) if reason else "{}"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("formedlare_office", "0001_initial")]

    operations: ClassVar = [
        migrations.RunPython(store_texts),
        migrations.AlterField("officereply", "reason", infra.database.columns.text_field.BilingualField()),
    ]
