"""The tasks of the register."""

from far.accounts import pending
from far.supervision import retention
from infra.celery import app


@app.task(name="far.delete_expired_requests")
def delete_expired_requests() -> None:
    pending.delete_expired()


@app.task(name="far.delete_old_entries")
def delete_old_entries() -> None:
    while retention.delete_old_entries():
        pass
