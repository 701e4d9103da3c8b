"""Remove a run's exchanges from the journal."""

from infra.hooks.runs import Extent
from testbed.journal.retention import delete_labelled


def remove_exchanges(run: Extent) -> None:
    """Remove the exchanges of the run."""
    delete_labelled(run.label)
