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

from infra.web import health
from tests.servers import free_port

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_answers(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    settings.SOAP_PORT, settings.SMTP_PORT = free_port(), free_port()
    monkeypatch.setattr(health, "_migrations", health.Migrations())
    monkeypatch.setattr(health, "_soap", health.SoapListener())


def problems() -> dict[str, Any]:
    answer = health.healthz(RequestFactory().get("/healthz"))
    content = json.loads(answer.content)
    assert answer.status_code == (200 if content["works"] else 503)
    return {name: state["problem"] for name, state in content["components"].items() if not state["works"]}


def test_what_is_not_there_is_named_with_the_setting_to_look_at(settings: Settings, tmp_path: Path) -> None:
    settings.PKI_DIR = tmp_path
    found = problems()
    assert set(found) == {"certificates", "queue worker", "relay worker", "SOAP listener", "office gateway"}
    assert "ca.pem" in found["certificates"]
    assert "MM_DATA_DIR" in found["queue worker"]
    assert "MM_SOAP_PORT" in found["SOAP listener"]
    assert "MM_SMTP_PORT" in found["office gateway"]


def test_with_redis_it_is_redis_to_look_at(settings: Settings) -> None:
    settings.REDIS_URL = "redis://localhost"
    assert "REDIS_URL" in problems()["queue worker"]


def test_a_role_that_is_off_is_not_missed(settings: Settings) -> None:
    settings.ROLES = frozenset({"ui"})
    assert problems() == {}


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
