"""A column for a list of values that have a JSON form."""

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol, Self

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from infra.texts import Text


class JSONValue(Protocol):
    """A value that can be written as a JSON object and read again."""

    @classmethod
    def from_json(cls, value: Mapping[str, str]) -> Self: ...

    def as_json(self) -> dict[str, str]: ...


class ValueListField(models.JSONField):
    """Keeps a list of values of one class, which subclasses name. The default is an empty list."""

    value_class: ClassVar[type[JSONValue]]

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("default", list)
        options.setdefault("blank", True)
        super().__init__(*args, **options)

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        if value == "[]":  # most rows, which are read with every letter
            return []
        stored = super().from_db_value(value, expression, connection)
        return [self.value_class.from_json(item) for item in stored or ()]

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        stored = [item.as_json() for item in value] if isinstance(value, list) else value
        return super().get_db_prep_value(stored, connection, prepared)


class TextListField(ValueListField):
    """Keeps a list of Text."""

    value_class = Text
