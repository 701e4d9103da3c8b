"""Forget everything: data, keys, queue and logs."""

import shutil
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from infra.celery import app
from infra.supervisor.folder_lock import FolderInUse, FolderLock

OURS: Final = (
    "pki",
    "queue",
    "batch",
    "log",
    "static",
    "journal",
    "secret.key",
    "register-log.head",
    "simulator.sqlite3*",
    "celerybeat-schedule*",
)
"""The files of the simulator in its data folder. Other files there are not deleted; nor are the
results in bench."""


class Command(BaseCommand):
    help = "Forgets all data, certificates included. Refuses while the simulator runs."
    requires_system_checks = []

    def handle(self, *_: Any, **__: Any) -> None:
        try:
            lock = FolderLock.take(settings.DATA_DIR)
        except FolderInUse as problem:
            raise CommandError(str(problem)) from problem
        empty_servers()
        for pattern in OURS:
            for path in settings.DATA_DIR.glob(pattern):
                remove(path)
        lock.release()
        self.stdout.write(f"Everything in {settings.DATA_DIR} is forgotten. make run begins anew.")


def empty_servers() -> None:
    """A database or broker that is not in the data folder is emptied where it is."""
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3":
        call_command("migrate", interactive=False, verbosity=0)
        call_command("flush", interactive=False, verbosity=0)
    if settings.REDIS_URL:
        app.control.purge()


def remove(path: Path) -> None:
    """Remove a file or a folder. Of a link the link alone: what it leads to may be used by others."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
