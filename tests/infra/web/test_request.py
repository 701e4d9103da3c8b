"""An encoding that is none of texts is answered in words, by both listeners."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory
from django.urls import reverse

from infra.soap.wsgi import SoapRequest
from infra.soap.wsgi import application as soap_application
from infra.wsgi import application as web_application

BYTES_TO_BYTES = ["zlib", "hex", "base64", "rot13", "undefined", "unknown", "a\xe5"]


@pytest.fixture(autouse=True)
def _one_connection(db: None) -> Iterator[None]:
    """The application would close the connection in which the test has its data."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def ask(application: Any, method: str, path: str, body: bytes, content_type: str) -> tuple[int, bytes]:
    environ = RequestFactory().generic(method, path, body, "text/plain").environ
    environ |= {"CONTENT_TYPE": content_type, "wsgi.input": BytesIO(body)}
    answered: list[int] = []
    content = b"".join(application(environ, lambda status, _headers: answered.append(int(status[:3]))))
    return answered[0], content


@pytest.mark.parametrize("charset", BYTES_TO_BYTES)
def test_rest_reads_json_as_utf8_then(charset: str) -> None:
    content_type = f"application/json; charset={charset}"

    status, content = ask(web_application, "PUT", "/api/v1/rules?x=1", b'{"rules": []}', content_type)
    assert (status, b"/x" in content) == (400, True)

    status, content = ask(web_application, "PUT", "/api/v1/rules", '{"rules": "å"}'.encode(), content_type)
    assert (status, b"/rules" in content) == (400, True)


@pytest.mark.parametrize("charset", BYTES_TO_BYTES)
def test_pages_show_their_form_again(charset: str) -> None:
    content_type = f"application/x-www-form-urlencoded; charset={charset}"

    status, _ = ask(web_application, "GET", f"{reverse('console:letters')}?operator=%C3%A5", b"", content_type)

    assert status == 200


@pytest.mark.parametrize("charset", BYTES_TO_BYTES)
def test_soap_answers_a_fault(charset: str) -> None:
    address = "/webservice/accao/Recipient/v3?x=1"

    status, content = ask(soap_application, "POST", address, b"<x/>", f"text/xml; charset={charset}")

    assert (status, b"Fault" in content) == (500, True)


def test_soap_requests_with_one_header_share_no_parameters() -> None:
    environ = RequestFactory().generic("POST", "/", b"<x/>", "text/xml; charset=utf-8").environ
    first, second = SoapRequest(dict(environ)), SoapRequest(dict(environ))
    assert first.content_params is not None
    first.content_params["charset"] = "latin-1"

    assert (second.content_type, second.content_params) == ("text/xml", {"charset": "utf-8"})


def test_soap_finds_a_service_again_and_refuses_an_unknown_address_each_time() -> None:
    for _ in range(2):
        _, content = ask(soap_application, "GET", "/webservice/accao/Recipient/v3", b"", "")
        assert b"Recipient/v3: a SOAP 1.1 service" in content
        status, content = ask(soap_application, "POST", "/webservice/accao/Nowhere/v3", b"<x/>", "text/xml")
        assert (status, b"/webservice/accao/Nowhere/v3" in content) == (500, True)


def test_more_parameters_than_are_read_are_refused_in_words() -> None:
    query = "&".join(["a"] * 1_100)

    status, content = ask(web_application, "GET", f"/api/v1/lanes?{query}", b"", "application/json; charset=utf-8")

    assert (status, b"too many parameters" in content) == (400, True)


def test_an_encoding_of_texts_is_used() -> None:
    body = '{"rules": [{"name": "å", "channels": ["sms"], "x": 1}]}'.encode("latin-1")

    status, content = ask(web_application, "PUT", "/api/v1/rules", body, "application/json; charset=iso-8859-1")

    assert (status, b"/rules/0/x" in content) == (400, True)
