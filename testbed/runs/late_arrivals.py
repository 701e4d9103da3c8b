"""Removes rows that a process wrote after their run was removed. The journal, for instance, writes in batches."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings

from infra.database.write_transaction import write_transaction
from infra.pki.issuing import orders
from testbed.journal.retention import delete_labelled
from testbed.runs.models import RemovedRun, Run
from testbed.runs.removal.letters import has_labelled, remove_labelled

WATCHED: Final = timedelta(minutes=10)
"""For so long after the removal letters may still arrive: longer than any call lasts."""
RECORDED: Final = timedelta(seconds=60)
"""For so long exchanges may still be recorded: longer than the journal lets them wait."""


def remove_all() -> None:
    """Remove what has arrived of runs that are gone, and the files of their certificates.

    A new run with the same label keeps what it has.
    """
    orders.delete_forgotten(Path(settings.PKI_DIR))
    gone = set(RemovedRun.objects.values_list("label", flat=True))
    gone -= set(Run.objects.filter(label__in=gone).values_list("label", flat=True))
    _remove_exchanges(gone)
    if gone and has_labelled(gone):
        with write_transaction():
            remove_labelled(gone)
    past = RemovedRun.objects.filter(removed_at__lt=datetime.now(UTC) - WATCHED)
    if past.exists():
        with write_transaction():
            past.delete()


def _remove_exchanges(gone: set[str]) -> None:
    recent = RemovedRun.objects.filter(label__in=gone, removed_at__gt=datetime.now(UTC) - RECORDED)
    for label in set(recent.values_list("label", flat=True)):
        delete_labelled(label)
