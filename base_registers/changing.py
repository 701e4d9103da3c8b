"""Changes of the registers, one after another."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from base_registers.models import Person
from infra.database.sqlite_write_lock import writing


@contextmanager
def changing() -> Iterator[None]:
    """A transaction in which nobody else changes the registers. Inside another `changing` it is part of that one.

    An entry is checked against others, those of other tables included, and is written whole: two changes at the
    same moment would undo each other. Changes are few, so that one lock suffices. Readers do not wait.
    """
    with writing():
        if connection.vendor == "postgresql":
            table = connection.ops.quote_name(Person._meta.db_table)
            with connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
        yield
