"""Each check of /healthz finds what is wrong, and says how to repair it."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from infra.queue import worker_heartbeat
from infra.queue.heartbeats import heartbeat_of
from infra.web.monitoring import health
from infra.web.monitoring.health import NotWorking
from tests.servers import free_port


@pytest.fixture
def database_file(tmp_path: Path) -> Iterator[Path]:
    """The file that the connection's settings name, for as long as the test runs."""
    file = tmp_path / "simulator.sqlite3"
    sqlite3.connect(file).close()
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = str(file)
    yield file
    connection.settings_dict["NAME"] = before


def test_the_database_s_file_may_grow(database_file: Path) -> None:
    check = health.DatabaseFile()
    check.check()
    database_file.write_bytes(b"longer than before")

    check.check()


def test_a_database_file_that_is_gone_is_named(database_file: Path) -> None:
    check = health.DatabaseFile()
    check.check()
    database_file.unlink()

    with pytest.raises(NotWorking, match=r"simulator\.sqlite3 is gone"):
        check.check()


def test_a_database_file_that_was_replaced_is_not_the_one_that_is_written_to(database_file: Path) -> None:
    check = health.DatabaseFile()
    check.check()
    copy = shutil.copy(database_file, database_file.with_suffix(".copy"))
    Path(copy).replace(database_file)

    with pytest.raises(NotWorking, match="was replaced while the simulator runs"):
        check.check()


@pytest.mark.django_db
def test_applied_migrations_are_looked_for_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    migrations = health.Migrations()
    migrations.check()

    with django_assert_num_queries(0):  # pytest-django's fixture
        migrations.check()


def test_an_error_of_the_database_is_told_with_what_to_check() -> None:
    words = health.describe_database_error(DatabaseError("no route to host"))

    assert "no route to host" in words
    assert "DATABASE_URL" in words


def test_a_listener_that_does_not_answer_is_named_with_its_port(settings: Settings, own_pki: Path) -> None:
    settings.SOAP_PORT = free_port()

    with pytest.raises(NotWorking, match=f"port {settings.SOAP_PORT} does not answer"):
        health.SoapListener().check()


def test_a_listener_is_tried_once_a_second_at_most(settings: Settings, own_pki: Path) -> None:
    settings.SOAP_PORT = first = free_port()
    listener = health.SoapListener()
    with pytest.raises(NotWorking):
        listener.check()
    settings.SOAP_PORT = free_port()

    with pytest.raises(NotWorking, match=f"port {first} does not answer"):
        listener.check()


@pytest.fixture
def run_folder(tmp_path: Path, settings: Settings) -> None:
    settings.RUN_DIR, settings.REDIS_URL = tmp_path / "run", ""


def test_a_worker_whose_heart_beats_works(run_folder: None) -> None:
    heartbeat_of(worker_heartbeat.WORKER).beat()

    health.check_worker()


@pytest.mark.parametrize(
    ("redis", "broker"), [("", "the folder MM_DATA_DIR/queue"), ("redis://127.0.0.1:1/0", "REDIS_URL")]
)
def test_without_a_worker_the_broker_and_the_log_are_named(
    run_folder: None, settings: Settings, redis: str, broker: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REDIS_URL = redis
    monkeypatch.setattr(worker_heartbeat, "is_alive", lambda _kind: False)

    with pytest.raises(NotWorking) as problem:
        health.require_worker(worker_heartbeat.RELAY, "No relay")

    assert str(problem.value).startswith("No relay. ")
    assert broker in str(problem.value)
    assert "var/log/relay.log" in str(problem.value)


def test_a_disk_with_room_is_no_problem(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path

    health.require_disk_space()


def test_a_full_disk_is_told_before_a_letter_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "MIN_FREE_BYTES", 1 << 62)

    with pytest.raises(NotWorking, match="The disk is full"):
        health.require_disk_space()


@pytest.mark.django_db
def test_readyz_names_each_component_that_does_not_work_on_a_line(client: Client, run_folder: None) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 503
    lines = answer.content.decode().splitlines()
    assert [line for line in lines if line.startswith("queue worker: No queue worker is taking tasks. ")]


@pytest.mark.django_db
def test_readyz_is_ready_when_everything_works(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_all_checks", lambda: {"database": health.check_database})

    answer = client.get("/readyz")

    assert (answer.status_code, answer.content) == (200, b"ready\n")
