"""Keeps the runs for the other apps: infra.hooks.runs asks here."""

from collections.abc import Sequence

from django.db.models import QuerySet

from infra.hooks import runs
from infra.hooks.runs import ItemKind, Row, Shown
from testbed.runs import changes, owned_items, party_owners, quota, removal


class RunRegistry:
    """Answers by the tables of this app."""

    def note_creation(self, kind: ItemKind, key: str) -> None:
        owned_items.note_creation(kind, key)

    def note_change(self, kind: ItemKind, key: str) -> None:
        changes.note_change(kind, key)

    def require_room(self, label: str) -> None:
        quota.require_room(label)

    def keys_of_others(self, kind: ItemKind, label: str) -> frozenset[str]:
        return owned_items.keys_of_others(kind, label)

    def without_others(
        self, rows: QuerySet[Row, Shown], column: str, kinds: Sequence[ItemKind], label: str
    ) -> QuerySet[Row, Shown]:
        return owned_items.without_others(rows, column, kinds, label)

    def makers_of(self, kind: ItemKind, key: str) -> frozenset[str]:
        return owned_items.makers_of(kind, key)

    def find_label(self, certificate: str, sender: str, recipients: Sequence[str]) -> str | None:
        return party_owners.current_owners().label_of(certificate, sender, recipients)


def register_runs() -> None:
    """Register the runs, and what is removed with one of them."""
    runs.register_registry(RunRegistry())
    for clean_up in removal.ALL:
        runs.clean_up_with(clean_up)
