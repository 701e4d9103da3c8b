"""Moments as PostgreSQL sends them, read by psycopg's compiled code.

Django reads each by a class in Python, which replaces its time zone by that of the connection: a thousand take 3.5
milliseconds. Our connections have the time zone UTC, which the compiled code gives by itself.
"""

from datetime import UTC
from functools import cache
from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper

TYPE: Final = "timestamptz"


def read_timestamps_compiled(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Prepare a new connection: a receiver of Django's signal `connection_created`."""
    if connection.vendor == "postgresql" and connection.timezone is UTC:
        connection.connection.adapters.register_loader(TYPE, _loader())


@cache
def _loader() -> type[Any]:
    from psycopg import adapters, pq  # noqa: PLC0415 (not loaded where SQLite is the database)
    from psycopg.abc import Buffer  # noqa: PLC0415
    from psycopg.adapt import Loader  # noqa: PLC0415

    compiled: Any = adapters.get_loader(adapters.types[TYPE].oid, pq.Format.TEXT)

    class TimestampLoader(Loader):
        """Psycopg's own, which nothing can inherit from, with the time zone that Django asks for."""

        timezone = UTC

        def __init__(self, oid: int, context: Any = None) -> None:
            super().__init__(oid, context)
            self._compiled = compiled(oid, context)

        def load(self, data: Buffer) -> Any:
            return self._compiled.load(data)

    return TimestampLoader
