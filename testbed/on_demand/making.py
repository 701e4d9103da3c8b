"""One thing made on demand at a time: in the registers, and in the run of the request."""

from collections.abc import Iterator
from contextlib import contextmanager

from base_registers.changing import changing
from infra.database.sqlite_write_lock import writing
from testbed.runs import ownership


@contextmanager
def making() -> Iterator[None]:
    """A transaction that makes something in the base registers; it belongs to the run of the request.

    Raises:
        NotFound: no run has the request's label (5003).
    """
    with writing():
        ownership.lock_run_of_request()
        with changing():
            yield
