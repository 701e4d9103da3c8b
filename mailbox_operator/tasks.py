"""The tasks of the mailbox operators."""

from infra.celery import app
from mailbox_operator import announce, sending


@app.task(name=announce.SEND_TASK)
def send_announcement(deliveries: list[int]) -> None:
    sending.send_announcements_of(deliveries)


@app.task(name="mailbox_operator.sweep_announcements")
def sweep_announcements() -> None:
    sending.send_all_due()
