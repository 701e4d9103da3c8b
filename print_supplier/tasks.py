"""The tasks that the queue can ask of the print supplier."""

from infra.celery import app
from print_supplier import runs


@app.task(name="print_supplier.print_run")
def print_run() -> None:
    """Print what is queued, and delete old pages."""
    for _ in runs.print_all():
        pass
    runs.delete_old_pages()
