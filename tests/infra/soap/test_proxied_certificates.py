"""Which application believes X-SSL-Client-Cert, and from which proxies."""

from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import pytest
from django.core.signals import request_started
from django.db import close_old_connections
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from infra.errors.codes import ErrorCode
from infra.pki import files
from infra.soap.wsgi import application as soap
from infra.wsgi import application as web
from tests import cast
from tests.cast import Sender
from tests.infra.soap.questions import RECIPIENT, question

PROXY, ANYBODY = "192.0.2.10", "192.0.2.99"


def ask(application: Any, header: str, address: str = PROXY) -> cast.Reply:
    request = RequestFactory(headers={"X-SSL-Client-Cert": header}, REMOTE_ADDR=address)
    environ = request.generic("POST", RECIPIENT, question(), "text/xml").environ
    answered: list[int] = []

    def start(status: str, _headers: object) -> None:
        answered.append(HTTPStatus(int(status[:3])))

    # The application would close the connection in which the test has its data.
    request_started.disconnect(close_old_connections)
    try:
        body = b"".join(application(environ, start))
    finally:
        request_started.connect(close_old_connections)
    return cast.Reply(answered[0], body)


@pytest.fixture
def header(kommun_a: Sender, settings: Settings) -> str:
    settings.TRUSTED_PROXIES = frozenset({PROXY})
    return quote(files.to_pem(kommun_a.identity.certificate).decode(), safe="")


def test_the_soap_application_believes_its_proxy(header: str) -> None:
    assert ask(soap, header).status == HTTPStatus.OK


def test_it_believes_nobody_else(header: str) -> None:
    assert ask(soap, header, ANYBODY).fault.code == ErrorCode.CERTIFICATE_ERROR


@pytest.mark.parametrize("address", [PROXY, ANYBODY])
def test_the_application_of_the_pages_believes_nobody(header: str, address: str) -> None:
    assert ask(web, header, address).fault.code == ErrorCode.CERTIFICATE_ERROR


@pytest.mark.parametrize("written", ["{0},{0}", "{0},", ",{0}"])
def test_a_header_that_came_twice_is_refused_in_words(header: str, written: str) -> None:
    fault = ask(soap, written.format(header)).fault

    assert fault.code == ErrorCode.CERTIFICATE_ERROR
    assert "står mer än en gång" in fault.text.swedish
    assert "stands more than once" in fault.text.english


@pytest.mark.parametrize("written", ["nonsense", "%00", "%ff%fe", "-----BEGIN CERTIFICATE-----"])
def test_a_header_that_is_no_certificate_is_refused_in_words(header: str, written: str) -> None:
    fault = ask(soap, written).fault

    assert fault.code == ErrorCode.CERTIFICATE_ERROR
    assert "X-SSL-Client-Cert cannot be read" in fault.text.english
