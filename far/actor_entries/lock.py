"""One change of the actors at a time. They are few and change seldom, so nobody waits long."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection, transaction

from infra import register_version
from infra.database.sqlite_write_lock import writing

LOCK: Final = 0x4163746F7273
"""Of PostgreSQL's advisory locks: no row exists yet that two requests for a new actor could both lock."""


@contextmanager
def changing_actors() -> Iterator[None]:
    """A transaction that no other change of the actors runs beside. All processes see its result at once."""
    with writing():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        transaction.on_commit(register_version.advance)
        yield
