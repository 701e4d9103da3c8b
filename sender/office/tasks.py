"""Tasks that send replies. The rows say which are due, so a task may run twice, or never."""

from infra.celery import app
from sender.office.replies import recording, sending


@app.task(name=recording.SEND_TASK)
def send_replies(mails: list[int]) -> None:
    sending.send_replies_to(mails)


@app.task(name="sender.office.sweep")
def sweep_replies() -> None:
    sending.send_due_replies()
