"""The two configurations of gunicorn: what holds for both listeners, and what the simulator's settings decide."""

import runpy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from pytest_django.fixtures import Settings

from infra import declaration
from infra.pki import store

FOLDER = Path(settings.BASE_DIR) / "deploy"
BOTH = ("gunicorn_web.py", "gunicorn_soap.py")


def configuration(name: str) -> dict[str, Any]:
    return runpy.run_path(str(FOLDER / name))


@pytest.mark.parametrize("name", BOTH)
def test_no_header_of_a_proxy_moves_the_application(name: str) -> None:
    assert configuration(name)["forwarder_headers"] == ""


@pytest.mark.parametrize("name", BOTH)
def test_a_slow_caller_never_holds_a_thread(name: str) -> None:
    assert configuration(name)["worker_class"] == "infra.http_worker.deadline_worker.DeadlineWorker"


def test_each_listener_has_the_port_of_its_setting(settings: Settings) -> None:
    settings.BIND, settings.HTTP_PORT, settings.SOAP_PORT = "127.0.0.1", 9801, 9802

    assert [configuration(name)["bind"] for name in BOTH] == ["127.0.0.1:9801", "127.0.0.1:9802"]


def test_requests_that_are_held_leave_threads_for_pages() -> None:
    assert configuration("gunicorn_web.py")["threads"] == 8 + declaration.long_requests()


def test_soap_shows_the_simulator_s_server_certificate(settings: Settings) -> None:
    certificate, key = store.server_files(settings.PKI_DIR)

    made = configuration("gunicorn_soap.py")

    assert (made["certfile"], made["keyfile"]) == (str(certificate), str(key))


def test_soap_behind_a_proxy_has_no_certificate_of_its_own(settings: Settings) -> None:
    settings.SOAP_TLS = False

    assert "certfile" not in configuration("gunicorn_soap.py")
