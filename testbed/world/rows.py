"""Writes the rows of the demo world."""

from collections.abc import Iterable
from typing import Final, TypeVar

from django.db.models import Model

Row = TypeVar("Row", bound=Model)
ONCE: Final = frozenset({"registered_at", "opened_at", "begun_at"})
"""Columns that say when something began. They are written once, and restoring keeps them."""


class RowWriter:
    """Inserts rows that are missing. With `restore`, it also gives existing rows their promised values."""

    def __init__(self, *, restore: bool) -> None:
        self.restores = restore
        """Existing rows get their promised values, too."""

    def write(self, rows: Iterable[Row], *, key: list[str]) -> None:
        rows = list(rows)
        if not rows:
            return
        model = type(rows[0])
        if not self.restores:
            model._default_manager.bulk_create(rows, ignore_conflicts=True)
            return
        names = [field.name for field in model._meta.concrete_fields if not field.primary_key]
        changed = [name for name in names if name not in key and name not in ONCE]
        model._default_manager.bulk_create(
            rows, update_conflicts=True, unique_fields=key, update_fields=changed or names
        )
