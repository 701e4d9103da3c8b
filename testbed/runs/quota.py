"""The quota of a run, which counts the items that it owns, its letters and its exchanges.

What it owns is counted when it is made. Letters and exchanges are counted in the background, so that no letter
waits for it; beyond the quota they still go, but the run's calls to REST make nothing more.
"""

from collections import Counter
from typing import Final

from django.db.models import Count, Model

from formedlare.models import Distribution
from infra.database.write_transaction import write_transaction
from infra.errors import MaximumExceeded
from mailbox_operator.models import Delivery
from testbed.journal.search.finding import count_exchanges
from testbed.journal.search.query_language import ExchangeCondition, Search
from testbed.runs.models import Run

LETTERS: Final[tuple[type[Model], ...]] = (Distribution, Delivery)
"""A letter through the relay is in both."""


def require_room(label: str) -> None:
    """Return unless the run with the label has more than its quota.

    Raises:
        MaximumExceeded: it has (5005).
    """
    run = Run.objects.filter(label=label).first()
    if run is not None and count_used(run) > run.quota:
        raise _used_up(run)


def require_room_for_one(run: Run) -> None:
    """Return if the run may own one thing more.

    Raises:
        MaximumExceeded: it has as much as it may (5005).
    """
    if count_used(run) >= run.quota:
        raise _used_up(run)


def count_used(run: Run) -> int:
    """Count the used part of the run's quota, with letters and exchanges as counted last."""
    return run.items.count() + run.letters + run.exchanges


def count_letters() -> None:
    """Count the letters and exchanges of all runs."""
    runs = list(Run.objects.all())
    letters = _letters([run.label for run in runs]) if runs else Counter()
    for run in runs:
        counted = {"letters": letters[run.label], "exchanges": _exchanges(run)}
        if counted != {"letters": run.letters, "exchanges": run.exchanges}:
            with write_transaction():
                Run.objects.filter(pk=run.pk).update(**counted)


def _letters(labels: list[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for model in LETTERS:
        rows = model._default_manager.filter(label__in=labels).order_by()
        found.update(dict(rows.values_list("label").annotate(Count("pk"))))
    return found


def _exchanges(run: Run) -> int:
    """Count the exchanges, but not beyond the quota."""
    return count_exchanges(Search((ExchangeCondition("label", run.label),)), run.quota + 1)


def _used_up(run: Run) -> MaximumExceeded:
    used = count_used(run)
    return MaximumExceeded(
        f"Körningen får ha högst {run.quota} saker, brev och utbyten (quota), och har {used}. Ta bort den, "
        "töm den på brev, eller skapa den med större quota.",
        f"The run may have at most {run.quota} things, letters and exchanges (quota), and has {used}. Remove "
        "it, remove its letters, or make it with a larger quota.",
        slug="run-quota-used-up",
    )
