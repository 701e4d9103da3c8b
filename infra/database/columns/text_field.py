"""A column for a text in both languages."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression

from infra.texts import EMPTY, Text


class BilingualField(models.JSONField):
    """Keeps an `infra.texts.Text` as `{"sv": …, "en": …}`. Its default is the empty text; it is never null."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", _empty)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        if kwargs.get("default") is _empty:
            # Migrations write values of JSON, and none of our classes.
            kwargs["default"] = dict
        return name, path, args, kwargs

    def from_db_value(self, value: Any, expression: Expression, connection: BaseDatabaseWrapper) -> Text:
        if value == "{}":  # most rows of letters, which are read often
            return EMPTY
        return self.to_python(super().from_db_value(value, expression, connection))

    def to_python(self, value: Any) -> Text:
        if isinstance(value, Text):
            return value
        return Text.from_json(value) if value else EMPTY

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        return super().get_db_prep_value(_as_json(value), connection, prepared)

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        if isinstance(value, str):
            raise TypeError(f"{self.name} holds both languages: give it an infra.texts.Text")
        return super().get_db_prep_save(value, connection)

    def value_to_string(self, obj: models.Model) -> Any:
        return _as_json(self.value_from_object(obj))


def _empty() -> Text:
    return EMPTY


def _as_json(value: Any) -> Any:
    if not isinstance(value, Text):
        return value
    return value.as_json() if value else {}
