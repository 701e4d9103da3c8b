"""What `run` does before any process starts, and what it tells until all of them work."""

import time
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError
from pytest_django.fixtures import Settings

from infra import declaration
from infra.management.commands import run
from infra.supervisor import readiness
from infra.supervisor.readiness import Health


@pytest.fixture
def queue(tmp_path: Path, settings: Settings) -> Path:
    settings.QUEUE_DIR, settings.REDIS_URL = tmp_path, ""
    (tmp_path / "messages").mkdir()
    (tmp_path / "messages" / "1.relay.msg").touch()
    (tmp_path / "control").mkdir()
    (tmp_path / "control" / "kept").touch()
    return tmp_path


def test_wake_ups_of_the_run_before_are_forgotten(queue: Path) -> None:
    run.empty_embedded_queue()

    assert list((queue / "messages").iterdir()) == []
    assert (queue / "control" / "kept").exists()


def test_a_queue_in_redis_is_shared_and_left_alone(queue: Path, settings: Settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    run.empty_embedded_queue()

    assert (queue / "messages" / "1.relay.msg").exists()


def test_a_first_start_has_no_queue_to_empty(tmp_path: Path, settings: Settings) -> None:
    settings.QUEUE_DIR, settings.REDIS_URL = tmp_path / "none", ""

    run.empty_embedded_queue()

    assert not (tmp_path / "none").exists()


def test_an_app_that_cannot_work_with_its_settings_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    app = next(iter(declaration.served_apps()))

    def refuse() -> None:
        raise ImproperlyConfigured("MM_SOMETHING is wrong")

    monkeypatch.setattr(app, "check_start", refuse)

    with pytest.raises(CommandError, match="MM_SOMETHING is wrong"):
        run.check_start()


class Simulator:
    """Answers the question about its health as the test says."""

    def __init__(self) -> None:
        self.health = Health(is_ready=False, problems=("database: away", "queue worker: none"))
        self.times = 0

    def ask(self) -> Health:
        self.times += 1
        return self.health


@pytest.fixture
def simulator(monkeypatch: pytest.MonkeyPatch) -> Simulator:
    simulator = Simulator()
    monkeypatch.setattr(readiness, "ask_health", simulator.ask)
    return simulator


def test_it_says_once_that_it_is_ready(simulator: Simulator, capsys: pytest.CaptureFixture[str]) -> None:
    simulator.health = Health(is_ready=True)
    report = run.ReadinessReport(begun=0.0)

    report.print_change()
    said = capsys.readouterr().out
    report.print_change()

    assert "http://" in said
    assert capsys.readouterr().out == ""
    assert simulator.times == 1


def test_what_is_not_ready_is_told_only_after_a_while(
    simulator: Simulator, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: moment[0])
    report = run.ReadinessReport(begun=100.0)

    report.print_change()
    assert capsys.readouterr().out == ""

    moment[0] += run.REMIND_AFTER + 1
    report.print_change()
    report.print_change()

    assert capsys.readouterr().out.splitlines() == [
        "Not ready yet. database: away",
        "Not ready yet. queue worker: none",
    ]
