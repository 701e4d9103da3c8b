"""The database connections of a worker's threads: kept between tasks, as servers keep theirs between requests.

Celery would open one for each task: SQLite then reads the whole schema, PostgreSQL starts a process.
"""

from celery import signals
from django.db import close_old_connections


def keep_connections() -> None:
    """Close a connection around a task only where it is broken, as Django does around a request.

    `CELERY_DB_REUSE_MAX` keeps Celery from closing all of them.
    """
    signals.task_prerun.connect(close_old_connections)
    signals.task_postrun.connect(close_old_connections)
