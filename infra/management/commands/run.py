"""Run the whole simulator in the foreground."""

import shutil
import socket
import time
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from infra import declaration
from infra.queue import worker_heartbeat
from infra.queue.heartbeats import HeartbeatFailed
from infra.supervisor import listeners, process_table, readiness, startup_message
from infra.supervisor.child_process import call_in_child
from infra.supervisor.folder_lock import FolderInUse, FolderLock
from infra.supervisor.process_log import ProcessLog, print_line
from infra.supervisor.process_supervisor import ProcessSupervisor
from infra.web.assets import static_files
from infra.web.monitoring import health

REMIND_AFTER = 10.0
"""Seconds between two reports of what is not ready."""


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
        # What it loads would stay in the memory of every process.
        prepared = call_in_child(lambda: prepare_start(verbosity=options["verbosity"]), CommandError)
        process_table.preload_modules()
        prepared.require_success()
        readiness_report = ReadinessReport(begun)
        supervisor = ProcessSupervisor(
            process_table.processes_to_run(sockets),
            lambda name: ProcessLog(name, settings.DATA_DIR / "log"),
            note=lock.write,
            tick=readiness_report.print_change,
        )
        supervisor.run()
        lock.release()


def open_listeners() -> dict[str, socket.socket]:
    ports = process_table.listening_ports()
    return {name: listeners.open_listener(settings.BIND, port, setting) for name, (port, setting) in ports.items()}


def prepare_start(verbosity: int) -> None:
    """Bring data, keys, queue and static files in order before any process starts.

    Raises:
        CommandError: database or Redis does not answer, or an app cannot work with its settings.
    """
    empty_embedded_queue()
    try:
        worker_heartbeat.clear_heartbeats()
        call_command("migrate", interactive=False, verbosity=min(verbosity - 1, 1), skip_checks=True)
    except HeartbeatFailed as problem:
        raise CommandError(
            f"Redis does not answer: {problem}. Check REDIS_URL and that the server runs."
        ) from problem
    except DatabaseError as problem:
        raise CommandError(health.describe_database_error(problem)) from problem
    for command in ("pki", "seed", "init"):
        if command in get_commands():
            call_command(command)
    check_start()
    static_files.ensure_built()


def check_start() -> None:
    """Let each app check its settings.

    Raises:
        CommandError: an app cannot work with its settings.
    """
    try:
        for app in declaration.served_apps():
            app.check_start()
    except ImproperlyConfigured as problem:
        raise CommandError(str(problem)) from problem


def empty_embedded_queue() -> None:
    """Empty the embedded queue: the rows that it named are due in the database, where the sweeper finds them."""
    messages = settings.QUEUE_DIR / "messages"
    if messages.is_dir() and not settings.REDIS_URL:
        shutil.rmtree(messages)
        messages.mkdir()


class ReadinessReport:
    """Prints that the simulator is ready, and until then which components are not."""

    def __init__(self, begun: float) -> None:
        self._begun = begun
        self._is_ready = False
        self._reported = begun

    def print_change(self) -> None:
        if self._is_ready:
            return
        health_answer = readiness.ask_health()
        if health_answer.is_ready:
            self._is_ready = True
            for line in startup_message.startup_lines():
                print_line(line)
        elif time.monotonic() - self._reported > REMIND_AFTER:
            self._reported = time.monotonic()
            for problem in health_answer.problems:
                print_line(f"Not ready yet. {problem}")
