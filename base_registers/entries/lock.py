"""The lock that lets one change of the registers happen at a time."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from base_registers.models import Person
from infra.database.write_transaction import write_transaction


@contextmanager
def changing_registers() -> Iterator[None]:
    """A transaction that is alone in changing the registers. Inside another one, it is part of that one.

    A change checks an entry against entries of several tables and then writes it whole, so two changes at the
    same moment would undo each other. Changes are few, so one lock suffices. Readers do not wait.
    """
    with write_transaction():
        if connection.vendor == "postgresql":
            table = connection.ops.quote_name(Person._meta.db_table)
            with connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
        yield
