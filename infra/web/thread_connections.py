"""Lets a few threads of a server's process keep their connections to the database.

Most of its threads are there for requests that wait, and any thread may take the next page. Without this each of
them would end up with a connection of its own, and a database has room for a hundred in all.
"""

import threading
from typing import Final

from django.core.signals import request_finished
from django.db import connections

MAX_KEEPING: Final = 8
DISPATCH_UID: Final = "connections of web threads"
_keeping: Final[set[int]] = set()
_lock: Final = threading.Lock()


def limit_connections() -> None:
    """Close the connections of further threads at the end of each request."""
    request_finished.connect(_close_unless_kept, dispatch_uid=DISPATCH_UID)


def _close_unless_kept(**_: object) -> None:
    if not _may_keep(threading.get_ident()):
        connections.close_all()


def _may_keep(thread: int) -> bool:
    if thread in _keeping:
        return True
    with _lock:
        _keeping.intersection_update(each.ident or 0 for each in threading.enumerate())
        if len(_keeping) < MAX_KEEPING:
            _keeping.add(thread)
    return thread in _keeping
