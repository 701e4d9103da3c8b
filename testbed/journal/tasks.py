"""The tasks of the journal. They may run twice, or never."""

from infra.celery import app
from testbed.journal import retention


@app.task(name="testbed.journal.prune")
def prune() -> None:
    """Keep the journal within its limits."""
    retention.prune_journal()
