"""Bytes that are no HTTP request are refused in words on both ports."""

import re
import socket

import pytest

from tests.infra.supervisor.simulator import Simulator
from tests.infra.supervisor.slow_callers.callers import kommun_a, until_it_hangs_up

MALFORMED = {
    "no request line": b"hej\r\n\r\n",
    "a header that folds": b"POST / HTTP/1.1\r\nHost: localhost\r\nX-A: b\r\n c\r\n\r\n",
    "a header without a name": b"POST / HTTP/1.1\r\nHost: localhost\r\n: <b>\r\n\r\n",
    "too many headers": b"POST / HTTP/1.1\r\n" + b"".join(b"X-%d: a\r\n" % place for place in range(80)) + b"\r\n",
    "a line that is too long": b"POST /" + b"a" * 8_200 + b" HTTP/1.1\r\n\r\n",
    "an unknown version": b"POST / HTTP/7.3\r\n\r\n",
    "letters beyond Latin-1": "POST /å HTTP/1.1\r\nX-ö: ä\r\n\r\n".encode(),
}


@pytest.mark.parametrize("ask", MALFORMED.values(), ids=MALFORMED)
def test_what_is_no_http_gets_a_fault_on_the_soap_port(simulator: Simulator, ask: bytes) -> None:
    with kommun_a(simulator) as caller:
        caller.sendall(ask)
        said = until_it_hangs_up(caller)

    head, _, body = said.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 500 ")
    assert f"Content-Length: {len(body)}".encode() in head
    assert b"Connection: close" in head
    assert b"ErrorCode>5001<" in body
    assert b"RFC 9112" in body


@pytest.mark.parametrize("ask", MALFORMED.values(), ids=MALFORMED)
def test_what_is_no_http_gets_plain_words_on_the_web_port(simulator: Simulator, ask: bytes) -> None:
    with socket.create_connection(("127.0.0.1", simulator.web_port)) as caller:
        caller.sendall(ask)
        said = until_it_hangs_up(caller)

    head, _, body = said.partition(b"\r\n\r\n")
    assert re.match(rb"HTTP/1\.1 (400|414|431) ", head)
    assert b"Content-Type: text/plain" in head
    assert b"RFC 9112" in body
