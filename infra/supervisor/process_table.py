"""The table of processes: what each of them runs, and which of them the chosen roles need."""

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
from infra.queue.connections import keep_connections
from infra.supervisor.child_process import search_for_cycles_seldom
from infra.supervisor.listeners import open_listener

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
class ProcessSpec:
    """A process that can be run: its name, its main function and its listening socket."""

    name: str
    run: Callable[[], object]
    listener: socket.socket | None = None


def preload_modules() -> None:
    """Load the modules of most processes once, before forking: they start sooner and share the memory.

    Pages and REST, some twenty megabytes, are loaded in the web process alone.
    """
    for module in (APPLICATIONS["soap"], *declaration.preloaded_modules()):
        import_module(module)
    if declaration.uses_queue():
        _preload_worker()
    schemas.compile_all(catalogue.ALL_SERVICES.values())


def _preload_worker() -> None:
    """Load the modules that Celery would otherwise load in each of its processes."""
    _skip_checks_of_celery()
    app.loader.import_default_modules()
    app.finalize()
    for module in WORKER_MODULES:
        import_module(module)


def listening_ports() -> dict[str, tuple[int, str]]:
    """The processes that listen, by name: the port, and the environment variable that sets it."""
    ports = {"web": (settings.HTTP_PORT, "MM_HTTP_PORT")}
    if declaration.speaks_soap():
        ports["soap"] = (settings.SOAP_PORT, "MM_SOAP_PORT")
    return ports | {process.name: (process.port, process.setting) for process in declaration.listening_processes()}


def processes_to_run(listeners: Mapping[str, socket.socket]) -> list[ProcessSpec]:
    """The processes that MM_ROLES needs. The web process always runs: it answers whether the simulator works."""
    wanted = [_server_process(name, listeners[name]) for name in APPLICATIONS if name in listeners]
    if declaration.uses_queue():
        wanted.append(ProcessSpec("worker", run_worker_with_timetable))
    for worker in declaration.queue_workers():
        wanted += [_worker_process(worker, number) for number in range(1, worker.count + 1)]
    return wanted + [
        _listening_process(process, listeners[process.name]) for process in declaration.listening_processes()
    ]


def process_names() -> list[str]:
    """The names of the processes that can be run alone."""
    return [*listening_ports(), "worker", "beat", *(worker.name for worker in declaration.queue_workers())]


def single_process(name: str) -> ProcessSpec:
    """A process for a container or host of its own. Its listening socket is opened, if it has one.

    Raises:
        CannotListen: the port cannot be used.
    """
    if (address := listening_ports().get(name)) is None:
        return _queue_process(name)
    listener = open_listener(settings.BIND, *address)
    declared = {process.name: process for process in declaration.listening_processes()}
    return _listening_process(declared[name], listener) if name in declared else _server_process(name, listener)


def _queue_process(name: str) -> ProcessSpec:
    if name == "worker":
        return ProcessSpec(name, run_worker)
    if name == "beat":
        return ProcessSpec(name, run_timetable)
    workers = {worker.name: worker for worker in declaration.queue_workers()}
    return _worker_process(workers[name], 1)


def _worker_process(worker: QueueWorker, number: int) -> ProcessSpec:
    name = worker.name if number == 1 else f"{worker.name}-{number}"
    return ProcessSpec(name, lambda: _take_tasks(worker.queues, worker.threads))


def _listening_process(process: ListeningProcess, listener: socket.socket) -> ProcessSpec:
    return ProcessSpec(process.name, lambda: process.run(listener), listener)


def _server_process(name: str, listener: socket.socket) -> ProcessSpec:
    configuration = settings.BASE_DIR / "deploy" / f"gunicorn_{name}.py"
    return ProcessSpec(name, lambda: Server(configuration, APPLICATIONS[name], listener).run(), listener)


class Server(Application):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn in this process, on a socket that is open already."""

    def __init__(self, configuration: Path, module: str, listener: socket.socket) -> None:
        self._configuration = configuration
        self._module = module
        self._listener = listener
        super().__init__()

    def load_config(self) -> None:
        self.load_config_from_file(str(self._configuration))
        # gunicorn closes this descriptor and keeps a duplicate.
        self.cfg.set("bind", f"fd://{os.dup(self._listener.fileno())}")

    def load(self) -> WSGIHandler:
        application: WSGIHandler = import_module(self._module).application
        return application


def run_worker() -> None:
    """Take the tasks of the default queue."""
    _take_tasks([app.conf.task_default_queue], WORKER_THREADS)


def run_timetable() -> None:
    """Ask the queue for the periodic tasks of all apps."""
    Service(app, scheduler_cls=Scheduler).start()


def run_worker_with_timetable() -> None:
    """Run both in one process: a second Python process that mostly waits would cost as much memory."""
    threading.Thread(target=_run_timetable_or_end, name="timetable", daemon=True).start()
    run_worker()


def _run_timetable_or_end() -> None:
    try:
        run_timetable()
    except Exception:
        # The supervisor starts both again. A worker without a timetable would look healthy.
        logger.exception("the timetable ended")
        os.kill(os.getpid(), signal.SIGTERM)


def _take_tasks(queues: Sequence[str], threads: int) -> None:
    search_for_cycles_seldom()
    keep_connections()
    signals.setup_logging.connect(_keep_logging)
    _skip_checks_of_celery()
    # Celery warns about pickle when root runs the worker. Messages here are JSON.
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


def _skip_checks_of_celery() -> None:
    """Django's checks load every page."""
    os.environ["CELERY_SKIP_CHECKS"] = "1"


def _keep_logging(**_: object) -> None:
    """A receiver of this signal stops Celery from setting up logging of its own."""
