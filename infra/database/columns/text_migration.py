"""Steps of migrations that turn stored strings with both languages in them into JSON."""

import json
from collections.abc import Callable
from typing import Any, Final

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from infra.texts import Text

ROWS_AT_ONCE: Final = 1_000


def strings_to_json(app_label: str, model_name: str, field_name: str) -> migrations.RunPython:
    """Rewrite a text column from "Swedish | English" to the JSON that a BilingualField reads.

    The step comes before the one that alters the column's type: no database lets it hold other text then.
    """
    return _rewriting(app_label, model_name, field_name, _to_json, _to_string)


def string_lists_to_json(app_label: str, model_name: str, field_name: str) -> migrations.RunPython:
    """Rewrite a JSON column from a list of "Swedish | English" to the list that a TextListField reads."""
    return _rewriting(app_label, model_name, field_name, _to_json_list, _to_string_list)


def _to_json(stored: str) -> str:
    return json.dumps(Text.parse(stored).as_json() if stored else {})


def _to_string(stored: str) -> str:
    value = json.loads(stored)
    return Text.from_json(value).on_wire if value else ""


def _to_json_list(stored: list[str]) -> list[dict[str, str]]:
    return [Text.parse(each).as_json() for each in stored]


def _to_string_list(stored: list[dict[str, str]]) -> list[str]:
    return [Text.from_json(each).on_wire for each in stored]


def _rewriting(
    app_label: str,
    model_name: str,
    field_name: str,
    forwards: Callable[[Any], Any],
    backwards: Callable[[Any], Any],
) -> migrations.RunPython:
    def step(rewrite: Callable[[Any], Any]) -> Callable[[Any, BaseDatabaseSchemaEditor], None]:
        return lambda apps, _editor: _rewrite_rows(apps.get_model(app_label, model_name), field_name, rewrite)

    return migrations.RunPython(step(forwards), step(backwards))


def _rewrite_rows(model: Any, field_name: str, rewrite: Callable[[Any], Any]) -> None:
    last = 0
    while rows := list(model.objects.filter(pk__gt=last).order_by("pk").only(field_name)[:ROWS_AT_ONCE]):
        for row in rows:
            setattr(row, field_name, rewrite(getattr(row, field_name)))
        model.objects.bulk_update(rows, [field_name])
        last = rows[-1].pk
