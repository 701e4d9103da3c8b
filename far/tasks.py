"""The tasks of the register. The rows say what is due: a task may run twice, or never."""

from far.accounts import pending
from far.callbacks import sending
from far.callbacks.removals import SEND_TASK
from far.consents import expiry
from far.departures import customer_notices, ending
from far.supervision import retention
from infra.celery import app


@app.task(name=SEND_TASK)
def send_removal_flags(supplier_ids: list[int]) -> None:
    """Tell these operators what is due, as long as each call succeeds."""
    for supplier_id in dict.fromkeys(supplier_ids):
        while sending.send_due_flags(supplier_id):
            pass


@app.task(name="far.sweep_removal_flags")
def sweep_removal_flags() -> None:
    """Find what the queue forgot, and what is to be tried again."""
    send_removal_flags(sending.due_suppliers())


@app.task(name="far.advance_departures")
def advance_departures() -> None:
    """Tell the customers of operators that leave, and end their accounts on the last day."""
    customer_notices.tell_customers()
    ending.end_departed()


@app.task(name="far.delete_expired_requests")
def delete_expired_requests() -> None:
    pending.delete_expired()


@app.task(name="far.end_overdue_consents")
def end_overdue_consents() -> None:
    expiry.end_overdue()


@app.task(name="far.delete_old_entries")
def delete_old_entries() -> None:
    while retention.delete_old_entries():
        pass
