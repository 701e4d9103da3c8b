"""An app declares its tasks, processes and checks itself: no central list names it."""

import socket
from collections.abc import Callable, Mapping, Sequence
from types import ModuleType

import pytest
from django.apps import apps
from pytest_django.fixtures import Settings

from infra import declaration
from infra.celery import app as celery
from infra.declaration import PeriodicTask, QueueWorker, SimulatorApp
from infra.supervisor import process_table, startup_message
from infra.web.monitoring import health


class NewApp(SimulatorApp):
    """As a newcomer would write it."""

    name = "newcomer"
    role = "far"
    queue = "newcomer-queue"

    def periodic_tasks(self) -> Sequence[PeriodicTask]:
        return [PeriodicTask("greet", "newcomer.greet", 60.0), PeriodicTask("never", "newcomer.never", 0)]

    def queue_workers(self) -> Sequence[QueueWorker]:
        return [QueueWorker("newcomer", ["newcomer-queue"], threads=1, count=2)]

    def health_checks(self) -> Mapping[str, Callable[[], None]]:
        return {"newcomer": _fail}

    def startup_lines(self) -> Sequence[tuple[str, object]]:
        return [("Newcomer", "is here")]


def _fail() -> None:
    raise health.NotWorking("The newcomer does not work yet.")


@pytest.fixture
def newcomer(monkeypatch: pytest.MonkeyPatch) -> NewApp:
    module = ModuleType("newcomer")
    module.__path__ = ["newcomer"]
    made = NewApp("newcomer", module)
    monkeypatch.setitem(apps.app_configs, "newcomer", made)
    return made


def test_its_periodic_tasks_come_into_the_timetable(newcomer: NewApp) -> None:
    line = declaration.beat_schedule()["greet"]

    assert (line["task"], line["schedule"], line["options"]) == ("newcomer.greet", 60.0, {"expires": 60.0})


def test_a_task_of_no_interval_is_asked_for_by_hand_only(newcomer: NewApp) -> None:
    assert "never" not in declaration.beat_schedule()


def test_its_tasks_go_to_its_queue(newcomer: NewApp) -> None:
    assert declaration.task_routes()["newcomer.*"] == {"queue": "newcomer-queue"}


def test_its_processes_are_kept_running_and_can_run_alone(newcomer: NewApp) -> None:
    listeners = {name: socket.socket() for name in ("web", "soap", "office", "faulty-tls")}
    names = [process.name for process in process_table.processes_to_run(listeners)]
    for listener in listeners.values():
        listener.close()

    assert {"newcomer", "newcomer-2"} <= set(names)
    assert "newcomer" in process_table.process_names()


@pytest.mark.django_db
def test_healthz_asks_its_check(newcomer: NewApp) -> None:
    with pytest.raises(health.NotWorking, match="does not work yet"):
        declaration.health_checks()["newcomer"]()


def test_the_terminal_shows_its_line(newcomer: NewApp) -> None:
    assert any("Newcomer" in line and "is here" in line for line in startup_message.startup_lines())


def test_an_app_whose_role_is_off_brings_nothing(newcomer: NewApp, settings: Settings) -> None:
    settings.ROLES = frozenset()

    assert "greet" not in declaration.beat_schedule()
    assert "newcomer" not in declaration.health_checks()
    assert not declaration.uses_queue()
    assert not declaration.speaks_soap()


def test_celery_has_been_told_what_the_apps_declare() -> None:
    assert celery.conf.beat_schedule == declaration.beat_schedule()
    assert celery.conf.task_routes == declaration.task_routes()


def test_every_periodic_task_is_one_that_celery_knows() -> None:
    celery.loader.import_default_modules()

    assert {line["task"] for line in declaration.beat_schedule().values()} <= set(celery.tasks)


def test_every_task_of_an_app_bears_its_name() -> None:
    celery.loader.import_default_modules()
    own = [name for name in celery.tasks if not name.startswith("celery.")]

    assert [name for name in own if not celery.tasks[name].__module__.startswith(name.rpartition(".")[0])] == []
