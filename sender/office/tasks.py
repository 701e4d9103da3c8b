"""What the queue can ask of the gateway. The rows say what there is to do: a task may run twice, or never."""

from infra.celery import app
from sender.office.replies import outcome, sending


@app.task(name=outcome.SEND_TASK)
def send_replies(mails: list[int]) -> None:
    sending.send_for(mails)


@app.task(name="sender.office.sweep")
def sweep() -> None:
    sending.sweep()
