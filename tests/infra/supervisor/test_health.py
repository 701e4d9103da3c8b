"""/healthz names what does not work and says how to mend it."""

import json
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.db.utils import OperationalError
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from infra.web.monitoring import health
from tests.servers import free_port

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_results(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SOAP_PORT, settings.SMTP_PORT = free_port(), free_port()
    monkeypatch.setattr(health, "migrations", health.Migrations())
    monkeypatch.setattr(health, "database_file", health.DatabaseFile())
    monkeypatch.setattr(health, "soap_listener", health.SoapListener())


def problems() -> dict[str, Any]:
    answer = health.healthz(RequestFactory().get("/healthz"))
    content = json.loads(answer.content)
    assert answer.status_code == (200 if content["works"] else 503)
    return {name: state["problem"] for name, state in content["components"].items() if not state["works"]}


def test_what_is_not_there_is_named_with_the_setting_to_look_at(settings: Settings, tmp_path: Path) -> None:
    settings.PKI_DIR = tmp_path
    found = problems()
    assert set(found) == {
        *("certificates", "register", "queue worker", "relay worker", "SOAP listener", "office gateway")
    }
    assert "MM_RELAY_IDENTITY" in found["register"]
    assert "ca.pem" in found["certificates"]
    assert "MM_DATA_DIR" in found["queue worker"]
    assert "MM_SOAP_PORT" in found["SOAP listener"]
    assert "MM_SMTP_PORT" in found["office gateway"]


def test_with_redis_it_is_redis_to_look_at(settings: Settings) -> None:
    settings.REDIS_URL = "redis://localhost"
    assert "REDIS_URL" in problems()["queue worker"]


def test_a_role_that_is_off_is_not_missed(settings: Settings) -> None:
    settings.ROLES = frozenset({"ui"})
    assert set(problems()) == {"queue worker"}


def test_migrations_that_are_not_applied() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'mailbox_operator'")
    assert "migrations are not applied" in problems()["migrations"]


def test_a_database_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OperationalError("disk I/O error")

    monkeypatch.setattr(connection, "cursor", broken)
    found = problems()
    assert "disk I/O error" in found["database"]
    assert "DATABASE_URL" in found["database"]
    assert "migrations" in found


def test_a_disk_that_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=4096))

    problem = problems()["database"]

    assert "4096 bytes are left" in problem
    assert "MM_DATA_DIR" in problem


@pytest.fixture
def database_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that stands in for the embedded database's, to be spoilt."""
    path = tmp_path / "simulator.sqlite3"
    path.touch()
    monkeypatch.setitem(connection.settings_dict, "NAME", str(path))
    return path


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a server keeps its own files")
def test_a_database_file_that_is_deleted_is_missed(database_file: Path) -> None:
    assert "database" not in problems()

    database_file.unlink()

    assert "is gone" in problems()["database"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a server keeps its own files")
def test_a_database_file_that_is_replaced_is_noticed(database_file: Path) -> None:
    assert "database" not in problems()

    other = database_file.with_name("other")
    other.touch()
    other.rename(database_file)

    assert "was replaced while the simulator runs" in problems()["database"]


@pytest.fixture
def served_register(world: None, settings: Settings) -> None:
    """The register in this same process, as in the web process: its addresses are loaded."""
    settings.REGISTER_URL = f"https://localhost:{settings.SOAP_PORT}/webservice/accao/"


def test_a_register_that_cannot_be_reached_is_named_with_its_setting(world: None, settings: Settings) -> None:
    settings.REGISTER_URL = "https://far.invalid/webservice/accao/"

    problem = problems()["register"]

    assert "far.invalid" in problem
    assert "MM_REGISTER_URL" in problem


def test_a_relay_that_the_register_does_not_know_is_named(served_register: None, settings: Settings) -> None:
    settings.RELAY_IDENTITY = "minmyndighetspost.se"

    assert "which the register does not know as a relay" in problems()["register"]


def test_a_relay_without_certificate_is_named(world: None, settings: Settings) -> None:
    settings.RELAY_IDENTITY = "nobody"

    assert "MM_RELAY_IDENTITY=nobody" in problems()["register"]


def test_a_register_that_knows_the_relay_is_no_problem(served_register: None) -> None:
    assert "register" not in problems()
