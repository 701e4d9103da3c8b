"""What the queue can ask about print files. The rows say what there is to do: a task may run twice, or never."""

from formedlare.batch import retention, work
from formedlare.lanes import kicks
from infra.celery import app


@app.task(name=work.WORK_TASK)
def work_on(file_id: int) -> None:
    more = work.advance(file_id)
    kicks.kick_all()
    if more:
        work.ask(file_id)


@app.task(name="formedlare.batch.sweep")
def sweep() -> None:
    work.sweep()


@app.task(name="formedlare.batch.forget")
def forget() -> None:
    retention.forget()
