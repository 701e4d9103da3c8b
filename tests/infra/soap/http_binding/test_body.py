"""The body of a request to a service: whole, at most 2 MiB, and with a reason where it cannot be read."""

from io import BytesIO
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from gunicorn.http.errors import InvalidChunkSize
from pytest_django.fixtures import Settings

from infra.errors import InvalidInput, MaximumExceeded
from infra.errors.explanation import AtFault, Check
from infra.soap.http_binding.body import read_body, read_refused_body

LIMIT = 100
ENVELOPE = b"<Envelope/>"


class Failing(BytesIO):
    """A connection on which reading ends in an error."""

    def __init__(self, problem: Exception) -> None:
        super().__init__()
        self._problem = problem

    def read(self, *_: Any) -> bytes:
        raise self._problem


@pytest.fixture(autouse=True)
def _small_limit(settings: Settings) -> None:
    settings.MAX_SOAP_BYTES = LIMIT


def whole(content: bytes) -> HttpRequest:
    """A request that says its length."""
    return RequestFactory().post("/", content, content_type="text/xml")


def chunked(source: BytesIO) -> HttpRequest:
    """A request in chunks, which the server has taken apart."""
    request = RequestFactory().post("/", b"", content_type="text/xml", HTTP_TRANSFER_ENCODING="chunked")
    request.environ["wsgi.input"] = source
    request.META["CONTENT_LENGTH"] = ""
    return request


def failing(problem: Exception) -> HttpRequest:
    return chunked(Failing(problem))


@pytest.mark.parametrize("content", [b"", ENVELOPE, b"x" * LIMIT])
def test_a_body_up_to_the_limit_is_read_whole(content: bytes) -> None:
    assert read_body(whole(content)) == content
    assert read_body(chunked(BytesIO(content))) == content


def test_a_larger_one_is_refused_by_its_length_and_not_read() -> None:
    request = whole(b"x" * (LIMIT + 1))

    with pytest.raises(MaximumExceeded) as refused:
        read_body(request)

    assert f"{LIMIT} bytes" in refused.value.text.english
    assert request.read(1) == b"x"


def test_a_larger_one_in_chunks_is_read_no_further_than_the_limit() -> None:
    source = BytesIO(b"x" * 1_000)

    with pytest.raises(MaximumExceeded):
        read_body(chunked(source))

    assert source.tell() == LIMIT + 1


def test_malformed_chunks_are_the_caller_s_mistake() -> None:
    with pytest.raises(InvalidInput, match="RFC 9112"):
        read_body(failing(InvalidChunkSize(b"zz")))


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (ConnectionResetError("gone"), "broke off"),
        (OSError("no such connection"), "broke off"),
        (TimeoutError("slow"), "MM_SLOW_CLIENT_SECONDS"),
    ],
)
def test_a_body_that_does_not_come_may_be_sent_again(problem: OSError, words: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_body(failing(problem))

    assert words in refused.value.text.english
    explained = refused.value.explanation
    assert (explained.check, explained.at_fault, explained.retry) == (Check.TRANSPORT, AtFault.YOU, True)


@pytest.mark.parametrize("problem", [ConnectionResetError(), TimeoutError(), InvalidChunkSize(b"zz")])
def test_a_refused_request_without_a_readable_body_is_shown_without_one(problem: Exception) -> None:
    assert read_refused_body(failing(problem)) == b""


def test_a_refused_request_is_shown_with_what_it_sent() -> None:
    assert read_refused_body(whole(ENVELOPE)) == ENVELOPE
    assert read_refused_body(whole(b"x" * (LIMIT + 1))) == b""
