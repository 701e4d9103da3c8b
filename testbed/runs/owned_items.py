"""The items that runs own: noted when they are made, and counted against the run's quota."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from infra import trace
from infra.database.write_transaction import write_transaction
from infra.errors import NotFound
from infra.hooks.runs import ItemKind, Row, Shown
from infra.texts import Text
from testbed.runs import party_owners
from testbed.runs.models import Run, RunItem
from testbed.runs.quota import require_room_for_one


def note_creation(kind: ItemKind, key: str) -> None:
    """Note that the request made something. It belongs to the run with the request's label, if there is one.

    Raises:
        MaximumExceeded: the run owns as much as it may (5005).
    """
    if label := trace.current_label():
        with write_transaction():
            if run := lock_run(label):
                own_item(run, kind, key)


def own_item(run: Run, kind: ItemKind, key: str, before: Mapping[str, Any] | None = None) -> None:
    """Note an item as owned by the run, which the caller has locked. The same item again changes nothing.

    `before`: the rows of a thing that the run does not own but is about to change.

    Raises:
        MaximumExceeded: the run owns as much as it may (5005).
    """
    require_room_for_one(run)
    RunItem.objects.bulk_create([RunItem(run=run, kind=kind, key=key, before=before)], ignore_conflicts=True)


def lock_run(label: str) -> Run | None:
    """The run with the label, which nobody else changes or removes until the transaction ends."""
    # The update locks the row in every database, so that things of one run are counted one after the other.
    if not Run.objects.filter(label=label).update(version=F("version") + 1):
        return None
    transaction.on_commit(party_owners.VERSION.advance)
    return Run.objects.get(label=label)


def lock_run_of_request() -> Run | None:
    """The run with the request's label, locked as by `lock_run`. None: the request has no label.

    Raises:
        NotFound: no run has the label (5003).
    """
    label = trace.current_label()
    if label is None:
        return None
    run = lock_run(label)
    if run is None:
        raise NotFound(
            f"Ingen testkörning har märkningen i {trace.LABEL_HEADER}. POST /api/v1/runs skapar en; den kan också "
            "ha gått ut eller tagits bort.",
            f"No test run has the label in {trace.LABEL_HEADER}. POST /api/v1/runs makes one; it may also have "
            "expired or been removed.",
            slug="run-of-label-unknown",
            fix=Text(
                f"Skapa körningen igen med POST /api/v1/runs och label {label}, eller lämna bort "
                f"{trace.LABEL_HEADER}.",
                f"Make the run again with POST /api/v1/runs and the label {label}, or leave "
                f"{trace.LABEL_HEADER} out.",
            ),
        )
    return run


def keys_of_others(kind: ItemKind, label: str) -> frozenset[str]:
    """What runs with other labels made of the kind, but for what the run with this label owns, too."""
    made = RunItem.objects.made().filter(kind=kind)
    return frozenset(made.exclude(run__label=label).values_list("key", flat=True)) - frozenset(
        made.filter(run__label=label).values_list("key", flat=True)
    )


def without_others(
    rows: QuerySet[Row, Shown], column: str, kinds: Sequence[ItemKind], label: str
) -> QuerySet[Row, Shown]:
    """The rows without those whose column is the key of something that only runs with other labels made.

    The database compares: all runs together may own more than a statement has room for.
    """
    made = RunItem.objects.made().filter(kind__in=kinds, key=OuterRef(column))
    return rows.exclude(Exists(made.exclude(run__label=label)) & ~Exists(made.filter(run__label=label)))


def makers_of(kind: ItemKind, key: str) -> frozenset[str]:
    """The labels of the runs that made the thing."""
    items = RunItem.objects.made().filter(kind=kind, key=key)
    return frozenset(items.values_list("run__label", flat=True))
