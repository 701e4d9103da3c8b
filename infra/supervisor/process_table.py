"""Which processes there are, what each one does, and which of them the chosen roles need."""

import logging
import os
import signal
import socket
import threading
import warnings
from collections.abc import Callable, Mapping, Sequence
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
from gunicorn.app.base import Application

from contracts import catalogue, schemas
from infra import declaration
from infra.celery import app
from infra.declaration import ListeningProcess, QueueWorker
from infra.supervisor.child_process import search_for_cycles_seldom
from infra.supervisor.listeners import listen

logger = logging.getLogger(__name__)

WORKER_THREADS: Final = 4
WORKER_MODULES: Final = (
    "celery.app.trace",
    "celery.concurrency.thread",
    "celery.worker.components",
    "celery.worker.consumer",
    "celery.worker.pidbox",
    "celery.worker.state",
    "kombu.transport.filesystem",
    "kombu.transport.virtual",
    "infra.queue.embedded_broker",
    "infra.queue.worker_heartbeat",
)
APPLICATIONS: Final = {"web": "infra.wsgi", "soap": "infra.soap.wsgi"}
"""The WSGI modules of the processes that gunicorn runs."""


@dataclass(frozen=True)
class Job:
    """A process to keep running."""

    name: str
    run: Callable[[], object]
    listener: socket.socket | None = None


def preload() -> None:
    """Load once, before forking, what the servers need: sooner ready, and the memory is shared."""
    for module in (*APPLICATIONS.values(), settings.ROOT_URLCONF, *declaration.preloaded_modules()):
        import_module(module)
    if declaration.uses_queue():
        _preload_worker()
    schemas.compile_all(catalogue.ALL_SERVICES.values())


def _preload_worker() -> None:
    """Load what Celery would load after the fork, in each of its processes anew."""
    app.loader.import_default_modules()
    app.finalize()
    for module in WORKER_MODULES:
        import_module(module)


def listening_ports() -> dict[str, tuple[int, str]]:
    """Of the processes that listen, by name: the port, and the environment variable that decides it."""
    ports = {"web": (settings.HTTP_PORT, "MM_HTTP_PORT")}
    if declaration.speaks_soap():
        ports["soap"] = (settings.SOAP_PORT, "MM_SOAP_PORT")
    return ports | {process.name: (process.port, process.setting) for process in declaration.listening_processes()}


def jobs(listeners: Mapping[str, socket.socket]) -> list[Job]:
    """What must run for MM_ROLES. The web always does: it answers whether the simulator works."""
    wanted = [_server(name, listeners[name]) for name in APPLICATIONS if name in listeners]
    if declaration.uses_queue():
        wanted.append(Job("worker", run_worker_with_timetable))
    for worker in declaration.queue_workers():
        wanted += [_queue_worker(worker, number) for number in range(1, worker.count + 1)]
    return wanted + [_listening(process, listeners[process.name]) for process in declaration.listening_processes()]


def part_names() -> list[str]:
    """What a process can be, run alone."""
    return [*listening_ports(), "worker", "beat", *(worker.name for worker in declaration.queue_workers())]


def part(name: str) -> Job:
    """One process for a container or host of its own; its listener, where it has one, is opened.

    Raises:
        CannotListen: the port is not to be had.
    """
    if (address := listening_ports().get(name)) is not None:
        listener = listen(settings.BIND, *address)
        declared = {process.name: process for process in declaration.listening_processes()}
        return _listening(declared[name], listener) if name in declared else _server(name, listener)
    workers = {worker.name: _queue_worker(worker, 1) for worker in declaration.queue_workers()}
    return {"worker": Job("worker", run_worker), "beat": Job("beat", run_timetable), **workers}[name]


def _queue_worker(worker: QueueWorker, number: int) -> Job:
    name = worker.name if number == 1 else f"{worker.name}-{number}"
    return Job(name, lambda: _take_tasks(worker.queues, worker.threads))


def _listening(process: ListeningProcess, listener: socket.socket) -> Job:
    return Job(process.name, lambda: process.run(listener), listener)


def _server(name: str, listener: socket.socket) -> Job:
    configuration = settings.BASE_DIR / "deploy" / f"gunicorn_{name}.py"
    return Job(name, lambda: Server(configuration, APPLICATIONS[name], listener).run(), listener)


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
    """Take the tasks of the general queue, which no app has for itself."""
    _take_tasks([app.conf.task_default_queue], WORKER_THREADS)


def run_timetable() -> None:
    """Ask the queue for the periodic tasks of all apps."""
    Service(app, scheduler_cls=Scheduler).start()


def run_worker_with_timetable() -> None:
    """Both in one process: a Python process that only waits for the next task costs as much memory as another."""
    threading.Thread(target=_run_timetable_or_end, name="timetable", daemon=True).start()
    run_worker()


def _run_timetable_or_end() -> None:
    try:
        run_timetable()
    except Exception:
        # The supervisor starts both again; a worker without a timetable would look well for ever.
        logger.exception("the timetable ended")
        os.kill(os.getpid(), signal.SIGTERM)


def _take_tasks(queues: Sequence[str], threads: int) -> None:
    search_for_cycles_seldom()
    signals.setup_logging.connect(_keep_the_log_as_it_is)
    # Django's checks load every page, twenty megabytes that a worker has no use for.
    os.environ["CELERY_SKIP_CHECKS"] = "1"
    # Celery warns of pickle sent to a worker run by root: messages here are JSON.
    warnings.simplefilter("ignore", SecurityWarning)
    Worker(
        app=app,
        pool="threads",
        queues=list(queues),
        concurrency=threads,
        quiet=True,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
    ).start()


def _keep_the_log_as_it_is(**_: object) -> None:
    """Celery sets up a log of its own unless somebody answers this signal."""
