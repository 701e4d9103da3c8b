"""The version of the data that requests wait for: it changes, in all processes, when something has happened.

A request that waits looks at the data again only when the version has changed. To advance it costs one system
call, also when no request waits.
"""

from typing import Final

from django.db import transaction

from infra.versions.version_file import Version, VersionFile

_file: Final = VersionFile("data")


def current() -> Version:
    """The version now. It differs from an earlier one when something has happened since."""
    return _file.current()


def advance() -> None:
    """Wake the requests that wait, for a change that they can read. In a transaction, use `advance_on_commit`."""
    _file.advance()


def advance_on_commit() -> None:
    """Wake the requests that wait when the transaction is committed; at once where there is none."""
    transaction.on_commit(advance)
