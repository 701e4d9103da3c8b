"""The tasks of the mailbox operators."""

from infra.celery import app
from mailbox_operator import announce, sending
from mailbox_operator.mailbox import bin_removal
from mailbox_operator.search import filling


@app.task(name=announce.SEND_TASK)
def send_announcement(deliveries: list[int]) -> None:
    sending.send_announcements_of(deliveries)


@app.task(name="mailbox_operator.sweep_announcements")
def sweep_announcements() -> None:
    sending.send_all_due()


@app.task(name="mailbox_operator.fill_search_index")
def fill_search_index() -> None:
    filling.fill_index()


@app.task(name="mailbox_operator.empty_bins")
def empty_bins() -> None:
    bin_removal.remove_expired()
