"""Run the whole simulator in the foreground."""

import shutil
import socket
import time
from typing import Any

import redis
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connections

from infra import declaration
from infra.queue import worker_heartbeat
from infra.supervisor import listeners, process_table, readiness, startup_message
from infra.supervisor.folder_lock import FolderInUse, FolderLock
from infra.supervisor.output import Log, say
from infra.supervisor.process_supervisor import Keeper
from infra.web import health, static_files

SAY_AGAIN = 10.0
"""Seconds between two words on what is not ready."""


class Command(BaseCommand):
    help = "Starts every process of the simulator, watches them, and stops them on Ctrl-C."
    requires_system_checks = []

    def handle(self, *_: Any, **options: Any) -> None:
        begun = time.monotonic()
        try:
            lock = FolderLock.take(settings.DATA_DIR)
            sockets = open_listeners()
        except (FolderInUse, listeners.CannotListen) as problem:
            raise CommandError(str(problem)) from problem
        lock.write({})
        prepare(verbosity=options["verbosity"])
        waiting = Waiting(begun)
        keeper = Keeper(
            process_table.jobs(sockets),
            lambda name: Log(name, settings.DATA_DIR / "log"),
            note=lock.write,
            tick=waiting.look,
        )
        keeper.run()
        lock.release()


def open_listeners() -> dict[str, socket.socket]:
    ports = process_table.listening_ports()
    return {name: listeners.listen(settings.BIND, port, setting) for name, (port, setting) in ports.items()}


def prepare(verbosity: int) -> None:
    """Bring data, keys, queue and static files in order before any process starts.

    Raises:
        CommandError: database or Redis does not answer, or an app cannot work with its settings.
    """
    forget_hints()
    try:
        worker_heartbeat.forget()
        call_command("migrate", interactive=False, verbosity=min(verbosity - 1, 1), skip_checks=True)
    except redis.RedisError as problem:
        raise CommandError(
            f"Redis does not answer: {problem}. Check REDIS_URL and that the server runs."
        ) from problem
    except DatabaseError as problem:
        raise CommandError(health.no_database(problem)) from problem
    for command in ("pki", "seed"):
        if command in get_commands():
            call_command(command)
    check_start()
    static_files.ensure_built()
    process_table.preload()
    # The processes that are forked from this one open connections of their own.
    connections.close_all()


def check_start() -> None:
    """Let each app look at what it was given.

    Raises:
        CommandError: an app cannot work with it.
    """
    try:
        for app in declaration.served_apps():
            app.check_start()
    except ImproperlyConfigured as problem:
        raise CommandError(str(problem)) from problem


def forget_hints() -> None:
    """Empty the embedded queue: whatever it held is due in the database, and the sweeper looks there."""
    messages = settings.QUEUE_DIR / "messages"
    if messages.is_dir() and not settings.REDIS_URL:
        shutil.rmtree(messages)
        messages.mkdir()


class Waiting:
    """Says when the simulator is ready, and meanwhile what is not."""

    def __init__(self, begun: float) -> None:
        self._begun = begun
        self._ready = False
        self._said = begun

    def look(self) -> None:
        if self._ready:
            return
        answer = readiness.ask()
        if answer.ready:
            self._ready = True
            for line in startup_message.lines():
                say(line)
        elif time.monotonic() - self._said > SAY_AGAIN:
            self._said = time.monotonic()
            for problem in answer.problems:
                say(f"Not ready yet. {problem}")
