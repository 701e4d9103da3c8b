"""The tables of a snapshot, and their rows as JSON that both databases can read.

Left out: the journal and the supervision log, which tell of what happened here, and sessions.
"""

import base64
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import QuerySet

from infra.database.columns.value_list import ValueListField
from infra.errors import InvalidInput
from infra.validation.unstorable import wrong_with_text

LEFT_OUT: Final = frozenset({"far.LogEntry", "far.LogHead", "far.UnchainedEntry", "far.CallCount"})
APPS_LEFT_OUT: Final = frozenset({"contenttypes", "sessions", "journal", "testbed_snapshots"})


def snapshot_tables() -> dict[str, type[models.Model]]:
    """The tables of a snapshot by name, those first that others refer to."""
    return {
        model._meta.label: model
        for model in apps.get_models()
        if model._meta.app_label not in APPS_LEFT_OUT and model._meta.label not in LEFT_OUT
    }


def rows_of(model: type[models.Model]) -> Iterator[str]:
    """Each row as a line of JSON."""
    return rows_in(model._default_manager.all())


def rows_in(found: QuerySet[Any]) -> Iterator[str]:
    """Each of the rows as a line of JSON."""
    fields = found.model._meta.concrete_fields
    for row in found.order_by("pk").iterator(chunk_size=500):
        values = {field.attname: getattr(row, field.attname) for field in fields}
        yield json.dumps(values, default=_as_json, ensure_ascii=False)


def row_from(model: type[models.Model], line: bytes) -> models.Model:
    """The unsaved row that the line says. Columns that it lacks get their usual values.

    Raises:
        InvalidInput: it has a column that this version does not know, or a value that is none (5001).
    """
    fields = {field.attname: field for field in model._meta.concrete_fields}
    try:
        values: Mapping[str, Any] = json.loads(line.decode())
        return model(**{name: _read(fields[name], _storable(value)) for name, value in values.items()})
    except KeyError as unknown:
        raise InvalidInput(
            f"Filen har en kolumn {unknown} i {model._meta.label}, som den här versionen inte känner. En nyare "
            "version har gjort den.",
            f"The file has a column {unknown} in {model._meta.label} that this version does not know. A newer "
            "version made it.",
            slug="snapshot-column-unknown",
        ) from unknown
    except Exception as problem:
        raise InvalidInput(
            f"En rad i {model._meta.label} går inte att läsa.",
            f"A row of {model._meta.label} cannot be read.",
            slug="snapshot-row-unreadable",
        ) from problem


def _storable(value: Any) -> Any:
    if isinstance(value, str) and wrong_with_text(value):
        raise ValueError("a text that no database keeps")
    return value


def _as_json(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return value.as_json()


def _read(field: Any, value: Any) -> Any:
    if isinstance(field, ValueListField):
        return [field.value_class.from_json(item) for item in value]
    return field.to_python(value)
