"""What the queue can ask of the print supplier."""

from formedlare.printing import runs
from infra.celery import app


@app.task(name="formedlare.print_run")
def print_run() -> None:
    for _ in runs.print_all():
        pass
    runs.forget()
