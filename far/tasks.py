"""The tasks of the register."""

from far.accounts import pending
from infra.celery import app


@app.task(name="far.delete_expired_requests")
def delete_expired_requests() -> None:
    pending.delete_expired()
