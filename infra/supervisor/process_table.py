"""Which processes there are, what each one does, and which of them the chosen roles need."""

import os
import socket
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final

from celery import signals
from celery.apps.worker import Worker
from celery.beat import Scheduler, Service
from celery.exceptions import SecurityWarning
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.utils.module_loading import import_string
from gunicorn.app.base import Application

from contracts import catalogue, schemas
from infra.celery import app
from infra.supervisor.child_process import search_for_cycles_seldom
from infra.supervisor.listeners import listen

WORKER_THREADS: Final = 4
LISTENERS: Final[Mapping[str, tuple[int, str]]] = {
    "web": (settings.HTTP_PORT, "MM_HTTP_PORT"),
    "soap": (settings.SOAP_PORT, "MM_SOAP_PORT"),
    "office": (settings.SMTP_PORT, "MM_SMTP_PORT"),
}
"""Processes that listen: on which port, and which setting says so."""
APPLICATIONS: Final = {"web": "infra.wsgi", "soap": "infra.soap.wsgi"}


@dataclass(frozen=True)
class Job:
    """A process to keep running."""

    name: str
    run: Callable[[], object]
    listener: socket.socket | None = None


def preload() -> None:
    """Load once, before forking, what the servers need: sooner ready, and the memory is shared."""
    for module in (*APPLICATIONS.values(), settings.ROOT_URLCONF):
        import_module(module)
    schemas.compile_all(catalogue.ALL_SERVICES.values())


def jobs(listeners: Mapping[str, socket.socket]) -> list[Job]:
    """What must run for MM_ROLES. The web always does: it answers whether the simulator works."""
    wanted = [_server("web", listeners["web"])]
    if settings.SPEAKS_SOAP:
        wanted.append(_server("soap", listeners["soap"]))
    if settings.USES_QUEUE:
        wanted += [Job("worker", run_worker), Job("beat", run_beat)]
    if "formedlare" in settings.ROLES:
        numbers = range(1, settings.RELAY_WORKERS + 1)
        wanted += [Job("relay" if number == 1 else f"relay-{number}", run_relay) for number in numbers]
    if settings.TAKES_OFFICE_MAIL:
        wanted.append(_office(listeners["office"]))
    return wanted


def part(name: str) -> Job:
    """One process for a container or host of its own; its listener, where it has one, is opened.

    Raises:
        CannotListen: the port is not to be had.
    """
    if name in LISTENERS:
        port, setting = LISTENERS[name]
        listener = listen(settings.BIND, port, setting)
        return _office(listener) if name == "office" else _server(name, listener)
    return Job(name, _WITHOUT_LISTENER[name])


def _server(name: str, listener: socket.socket) -> Job:
    configuration = settings.BASE_DIR / "deploy" / f"gunicorn_{name}.py"
    return Job(name, lambda: Server(configuration, APPLICATIONS[name], listener).run(), listener)


def _office(listener: socket.socket) -> Job:
    return Job("office", lambda: import_string(settings.OFFICE_SERVER)(listener), listener)


class Server(Application):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn in this process, on a socket that is open already."""

    def __init__(self, configuration: Path, module: str, listener: socket.socket) -> None:
        self._configuration = configuration
        self._module = module
        self._listener = listener
        super().__init__()

    def load_config(self) -> None:
        self.load_config_from_file(str(self._configuration))
        # gunicorn closes the number it is given, and keeps a duplicate.
        self.cfg.set("bind", f"fd://{os.dup(self._listener.fileno())}")

    def load(self) -> WSGIHandler:
        application: WSGIHandler = import_module(self._module).application
        return application


def run_worker() -> None:
    """Carry out what the queue asks for besides the relay's work: announcements."""
    _run_worker([app.conf.task_default_queue], WORKER_THREADS)


def run_relay() -> None:
    """Look up, seal and deliver: most of its threads wait for somebody's answer."""
    own = [f"{settings.RELAY_QUEUE}.{lane}" for lane in settings.LANES_APART]
    _run_worker([settings.RELAY_QUEUE, *own], settings.RELAY_THREADS)


def _run_worker(queues: list[str], threads: int) -> None:
    search_for_cycles_seldom()
    signals.setup_logging.connect(_keep_the_log_as_it_is)
    # Django's checks load every page, twenty megabytes that a worker has no use for.
    os.environ["CELERY_SKIP_CHECKS"] = "1"
    # Celery warns of pickle sent to a worker run by root: messages here are JSON.
    warnings.simplefilter("ignore", SecurityWarning)
    Worker(
        app=app,
        pool="threads",
        queues=queues,
        concurrency=threads,
        quiet=True,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
    ).start()


def run_beat() -> None:
    """Ask for what is due at regular times."""
    Service(app, scheduler_cls=Scheduler).start()


_WITHOUT_LISTENER: Final[Mapping[str, Callable[[], object]]] = {
    "relay": run_relay,
    "worker": run_worker,
    "beat": run_beat,
}
PARTS: Final = (*LISTENERS, *_WITHOUT_LISTENER)
"""What a process can be, run alone."""


def _keep_the_log_as_it_is(**_: object) -> None:
    """Celery sets up a log of its own unless somebody answers this signal."""
