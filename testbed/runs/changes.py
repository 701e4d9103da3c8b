"""Changes by runs of what they did not make: noted first, taken back with the run.

Where two runs have changed the same thing, it is as it was at first when the last of them is gone.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import Q, QuerySet

from base_registers.models import (
    Company,
    Guardianship,
    Officer,
    Person,
    RuleMember,
    SignatoryRule,
)
from far.models import Dispatcher, DispatchRight, Sender, ServiceSupplier
from infra import trace
from infra.database.write_transaction import write_transaction
from infra.hooks.runs import ItemKind
from testbed.runs import owned_items
from testbed.runs.models import Run, RunItem
from testbed.runs.removal.actors import remove_suppliers
from testbed.snapshots.tables import row_from, rows_in

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Table:
    """A table that has rows of a thing."""

    model: type[models.Model]
    columns: tuple[str, ...]
    """One of them names the thing."""
    is_replaced: bool = True
    """Nothing refers to its rows, so they are written anew."""

    def rows(self, key: str) -> QuerySet[Any]:
        named = Q()
        for column in self.columns:
            named |= Q(**{column: key})
        return self.model._default_manager.filter(named)


TABLES: Final[Mapping[ItemKind, Sequence[Table]]] = {
    ItemKind.PERSON: (Table(Person, ("number",), is_replaced=False), Table(Guardianship, ("principal",))),
    ItemKind.COMPANY: (
        Table(Company, ("number",), is_replaced=False),
        Table(Officer, ("company",)),
        Table(SignatoryRule, ("company",)),
        Table(RuleMember, ("rule__company",)),
    ),
    ItemKind.ACTOR: (
        Table(Sender, ("organisation",), is_replaced=False),
        Table(Dispatcher, ("organisation",), is_replaced=False),
        Table(ServiceSupplier, ("organisation",), is_replaced=False),
        Table(DispatchRight, ("sender__organisation", "dispatcher__organisation")),
    ),
}
"""Those first that others refer to."""
WRITTEN_AT_ONCE: Final = 200


def note_change(kind: ItemKind, key: str) -> None:
    """Keep the rows of a thing before the request changes it, if the request's run did not make the thing.

    Raises:
        MaximumExceeded: the run has as much as it may (5005).
    """
    if label := trace.current_label():
        with write_transaction():
            if run := owned_items.lock_run(label):
                _note(run, kind, key)


def _note(run: Run, kind: ItemKind, key: str) -> None:
    if run.items.filter(kind=kind, key=key).exists():
        return
    before = _rows_of(kind, key)
    if any(before.values()):
        owned_items.own_item(run, kind, key, before)


def _rows_of(kind: ItemKind, key: str) -> dict[str, list[Any]]:
    return {
        table.model._meta.label: [json.loads(line) for line in rows_in(table.rows(key))] for table in TABLES[kind]
    }


def take_back(run: Run) -> None:
    """Put everything back that the run has changed. The caller holds the lock of the actors."""
    for item in RunItem.objects.changed().filter(run=run, kind__in=TABLES).order_by("-pk"):
        later = RunItem.objects.changed().filter(kind=item.kind, key=item.key, pk__gt=item.pk).first()
        if later is None:
            _put_back(ItemKind(item.kind), item.key, item.before or {})
        else:
            RunItem.objects.filter(pk=later.pk).update(before=item.before)
    # What others have changed of a thing that goes has nothing to return to.
    for kind, key in RunItem.objects.made().filter(run=run, kind__in=TABLES).values_list("kind", "key"):
        RunItem.objects.changed().filter(kind=kind, key=key).delete()


def _put_back(kind: ItemKind, key: str, before: Mapping[str, Any]) -> None:
    try:
        with transaction.atomic():
            for table in TABLES[kind]:
                _write_rows(table, key, before.get(table.model._meta.label, []))
    except IntegrityError:
        # Somebody has taken what it had, for instance an operator's domain.
        logger.warning("what a run has changed of a %s cannot be put back", kind)


def _write_rows(table: Table, key: str, values: Sequence[Mapping[str, Any]]) -> None:
    rows = [row_from(table.model, json.dumps(each).encode()) for each in values]
    _delete(table, _no_longer_there(table, key, rows))
    possible = [row for row in rows if _has_all_it_refers_to(row)]
    still_there = set(table.rows(key).values_list("pk", flat=True))
    table.model._default_manager.bulk_create(
        [row for row in possible if row.pk not in still_there], batch_size=WRITTEN_AT_ONCE
    )
    for row in possible:
        if row.pk in still_there:
            row.save()


def _no_longer_there(table: Table, key: str, rows: Sequence[models.Model]) -> QuerySet[Any]:
    """The rows to delete. A right that another run's actor has to do with stays."""
    found = table.rows(key)
    if table.model is DispatchRight:
        of_runs = set(RunItem.objects.made().filter(kind=ItemKind.ACTOR).values_list("key", flat=True)) - {key}
        return found.exclude(sender__organisation__in=of_runs).exclude(dispatcher__organisation__in=of_runs)
    return found if table.is_replaced else found.exclude(pk__in=[row.pk for row in rows])


def _delete(table: Table, rows: QuerySet[Any]) -> None:
    if table.model is ServiceSupplier:
        remove_suppliers(set(rows.values_list("pk", flat=True)))
    else:
        rows.delete()


def _has_all_it_refers_to(row: models.Model) -> bool:
    return all(
        apps.get_model(field.related_model._meta.label)
        ._default_manager.filter(**{field.target_field.attname: getattr(row, field.attname)})
        .exists()
        for field in row._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and getattr(row, field.attname) is not None
    )
