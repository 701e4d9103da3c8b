"""The task of the faces for citizens."""

from infra.celery import app
from mailbox_ui.portal import completion


@app.task(name="mailbox_ui.remind_signers")
def remind_signers() -> None:
    completion.remind_of_what_lapses()
