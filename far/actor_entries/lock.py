"""The lock that lets one change of the actors happen at a time. Changes are few, so nobody waits long."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection, transaction

from infra.database.write_transaction import write_transaction
from infra.versions import register_version

LOCK: Final = 0x4163746F7273
"""Of PostgreSQL's advisory locks: no row exists yet that two requests for a new actor could both lock."""


@contextmanager
def changing_actors() -> Iterator[None]:
    """A transaction that is alone in changing the actors. At its commit, all processes read the actors again."""
    with write_transaction():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        transaction.on_commit(register_version.advance)
        yield
