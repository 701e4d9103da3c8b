"""The transaction that makes people, companies and actors on demand within the run of the request."""

from collections.abc import Iterator
from contextlib import contextmanager

from base_registers.entries.lock import changing_registers
from infra.database.write_transaction import write_transaction
from testbed.runs import owned_items


@contextmanager
def run_transaction() -> Iterator[None]:
    """A transaction with the locks of the request's run and of the base registers, in this order.

    Raises:
        NotFound: no run has the request's label (5003).
    """
    with write_transaction():
        owned_items.lock_run_of_request()
        with changing_registers():
            yield
