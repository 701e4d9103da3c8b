"""The tasks of print files. The rows say what there is to do: a task may run twice, or never."""

from formedlare import scheduling
from infra.celery import app
from sender.print_files import processing, retention


@app.task(name=processing.WORK_TASK)
def advance_file(file_id: int) -> None:
    more = processing.advance_file(file_id)
    scheduling.wake_lanes()
    if more:
        processing.ask_for_worker(file_id)


@app.task(name="sender.print_files.sweep")
def sweep() -> None:
    processing.sweep_files()


@app.task(name="sender.print_files.forget")
def delete_old() -> None:
    retention.delete_old()
