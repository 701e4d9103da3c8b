"""Bytes that are no HTTP request get an answer that says what was wrong with them."""

import io

import pytest
from django.http import HttpResponse
from gunicorn.config import Config
from gunicorn.http import errors
from gunicorn.http.message import Request
from gunicorn.http.unreader import IterUnreader
from hypothesis import given
from hypothesis import strategies as st

from infra.http_worker.malformed import status_of, whole_answer, words_of


def problem_with(octets: bytes) -> errors.ParseException:
    """What gunicorn itself raises at the bytes."""
    with pytest.raises(errors.ParseException) as raised:
        Request(Config(), IterUnreader(io.BytesIO(octets)), ("192.0.2.1", 1))
    return raised.value


@pytest.mark.parametrize(
    ("octets", "status"),
    [
        (b"\x16\x03\x01\x02\x00\x01\r\n\r\n", 400),
        (b"HELLO\r\n\r\n", 400),
        (b"GET / HTTP/9\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nno colon\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400),
        (b"GET /" + b"a" * 9_000 + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 200 + b"\r\n", 431),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: br\r\n\r\n", 501),
        (b"POST / HTTP/1.1\r\nExpect: miracles\r\n\r\n", 417),
    ],
)
def test_the_status_says_what_was_wrong_with_the_bytes(octets: bytes, status: int) -> None:
    problem = problem_with(octets)

    assert status_of(problem) == status
    assert "RFC 9112" in words_of(problem).swedish
    assert str(problem) in words_of(problem).english
    assert words_of(problem).swedish != words_of(problem).english


@given(st.binary(max_size=300), st.sampled_from([200, 400, 414, 431, 501]))
def test_an_answer_is_a_status_line_headers_and_the_body_and_then_the_end(body: bytes, status: int) -> None:
    answer = whole_answer(HttpResponse(body, status=status, content_type="text/xml; charset=utf-8"))

    head, _, rest = answer.partition(b"\r\n\r\n")
    line, *headers = head.decode("ascii").split("\r\n")
    assert line.startswith(f"HTTP/1.1 {status} ")
    assert rest == body
    assert f"Content-Length: {len(body)}" in headers
    assert "Connection: close" in headers
    assert "Content-Type: text/xml; charset=utf-8" in headers
