"""Tells all processes that something has happened that a request may be waiting for.

A request that waits looks again only when this says so. Telling costs one system call, also when nobody waits.
"""

from typing import Final

from django.db import transaction

from infra.version_file import Version, VersionFile

_file: Final = VersionFile("happenings")


def version() -> Version:
    """Another version than before: something has happened since."""
    return _file.current()


def tell() -> None:
    """Wake those that wait, who can read now what has happened. In a transaction, use `tell_on_commit`."""
    _file.advance()


def tell_on_commit() -> None:
    """Wake those that wait as soon as the transaction ends; at once where there is none."""
    transaction.on_commit(tell)
