"""Letters that arrive after their run was removed: a process had them in hand meanwhile."""

from datetime import UTC, datetime, timedelta
from typing import Final

from infra.database.sqlite_write_lock import writing
from testbed.runs.models import RemovedRun, Run
from testbed.runs.removal.letters import has_labelled, remove_labelled

WATCHED: Final = timedelta(minutes=10)
"""For so long after the removal letters may still arrive: longer than any call lasts."""


def remove_all() -> None:
    """Remove what has arrived of runs that are gone. A new run with the same label keeps what it has."""
    gone = set(RemovedRun.objects.values_list("label", flat=True))
    gone -= set(Run.objects.filter(label__in=gone).values_list("label", flat=True))
    if gone and has_labelled(gone):
        with writing():
            remove_labelled(gone)
    RemovedRun.objects.filter(removed_at__lt=datetime.now(UTC) - WATCHED).delete()
