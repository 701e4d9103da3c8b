"""The parts that apps bring to the simulator: an AppConfig declares them, this module collects them.

An app declares its addresses, its queue and periodic tasks, its processes, its health checks and what the
terminal says of it. A new app is named in INSTALLED_APPS and in the linter's contracts, nowhere else.
"""

import socket
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig, apps
from django.conf import settings

if TYPE_CHECKING:
    from prometheus_client import Metric


@dataclass(frozen=True)
class PeriodicTask:
    """A task that the queue is asked for at regular times."""

    title: str
    task: str
    """Name of the Celery task, which begins with the name of the app."""
    every: float
    """Seconds. 0: never."""


@dataclass(frozen=True)
class QueueWorker:
    """A process that takes tasks from queues; `count` of them run side by side."""

    name: str
    queues: Sequence[str]
    threads: int
    count: int = 1


@dataclass(frozen=True)
class ListeningProcess:
    """A process that listens on a port of its own."""

    name: str
    port: int
    setting: str
    """The environment variable that decides the port."""
    run: Callable[[socket.socket], object]
    """Serves on the socket until SIGTERM."""


class SimulatorApp(AppConfig):
    """An app of the simulator. What it does not declare it does not have.

    An apps.py imports this module and not the class: Django takes each AppConfig in it for one of the app's own.
    """

    role: str = ""
    """The name in MM_ROLES without which the app is not served here. Empty: it always is."""
    soap_urls: str = ""
    """Module with the addresses of its SOAP services, below settings.SOAP_BASE_PATH."""
    rest_urls: str = ""
    """Module with its addresses below /api/v1/."""
    web_urls: Mapping[str, str] = {}
    """Modules with addresses of its pages, by what their paths begin with."""
    preloaded_modules: Sequence[str] = ()
    """What its processes need, to be loaded once before they are forked: the memory is shared."""
    queue: str = ""
    """The queue that its tasks go to. Empty: the one of the general worker."""

    @property
    def is_served(self) -> bool:
        return not self.role or self.role in settings.ROLES

    def periodic_tasks(self) -> Sequence[PeriodicTask]:
        return ()

    def queue_workers(self) -> Sequence[QueueWorker]:
        return ()

    def listening_processes(self) -> Sequence[ListeningProcess]:
        return ()

    def health_checks(self) -> Mapping[str, Callable[[], None]]:
        """By the name of the component: raises infra.web.monitoring.health.NotWorking when it does not work."""
        return {}

    def next_due(self) -> datetime | None:
        """The moment, by the simulator's clock, when the next row falls due that its periodic tasks handle.

        A moment that has passed: something is due and not done yet. None: nothing will be due.
        """
        return None

    def long_requests(self) -> int:
        """How many requests for it may be held for long, at most: the web process has a thread more for each."""
        return 0

    def metrics(self) -> Iterable["Metric"]:
        """Figures for /metrics, read when they are asked for."""
        return ()

    def check_start(self) -> None:
        """Look at settings that need the certificates or the data; called before any process starts.

        Raises:
            ImproperlyConfigured: the app cannot work with them; one line that says what to change.
        """

    def startup_lines(self) -> Sequence[tuple[str, object]]:
        """Title and text of each line that the terminal shows when the simulator is ready."""
        return ()


def served_apps() -> Iterator[SimulatorApp]:
    """The apps that are served here, in the order of INSTALLED_APPS."""
    return (app for app in apps.get_app_configs() if isinstance(app, SimulatorApp) and app.is_served)


def speaks_soap() -> bool:
    """Whether any app here has SOAP services."""
    return any(app.soap_urls for app in served_apps())


def uses_queue() -> bool:
    """Whether any app here has work for the queue."""
    return any(app.periodic_tasks() for app in served_apps())


def preloaded_modules() -> list[str]:
    """The modules that the apps served here want imported before processes are forked."""
    return [module for app in served_apps() for module in app.preloaded_modules]


def queue_workers() -> list[QueueWorker]:
    """The queue workers that the apps served here bring."""
    return [worker for app in served_apps() for worker in app.queue_workers()]


def listening_processes() -> list[ListeningProcess]:
    """The processes with a port of their own that the apps served here bring."""
    return [process for app in served_apps() for process in app.listening_processes()]


def health_checks() -> dict[str, Callable[[], None]]:
    """The checks of the apps served here, by name of the component. A check raises NotWorking."""
    return {name: check for app in served_apps() for name, check in app.health_checks().items()}


def long_requests() -> int:
    """How many requests may be held for long at a time: the sum of the apps served here."""
    return sum(app.long_requests() for app in served_apps())


def task_routes() -> dict[str, dict[str, str]]:
    """Celery's task_routes: each app's tasks to its queue."""
    return {f"{app.name}.*": {"queue": app.queue} for app in served_apps() if app.queue}


def beat_schedule() -> dict[str, dict[str, Any]]:
    """Celery's beat_schedule. A worker that was away needs one run of each task, not all that it has missed."""
    return {
        task.title: {"task": task.task, "schedule": task.every, "options": {"expires": task.every}}
        for app in served_apps()
        for task in app.periodic_tasks()
        if task.every
    }
