"""The head of a request is collected as it comes, and the body's first bytes after it are kept."""

import socket
from collections.abc import Iterator

import pytest
from gunicorn.config import Config
from gunicorn.workers.gthread import TConn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infra.http_worker import request_head

HEAD = b"POST /webservice/accao/Authority HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n"


class Caller:
    """The two ends of a connection, of which the server's is watched."""

    def __init__(self) -> None:
        self.end, served = socket.socketpair()
        self.connection = TConn(Config(), served, ("127.0.0.1", 1), ("127.0.0.1", 2))
        self.connection.init()

    @property
    def received(self) -> bytes:
        return bytes(self.connection.parser.unreader.buf.getvalue())

    def close(self) -> None:
        self.end.close()
        self.connection.sock.close()


@pytest.fixture
def caller() -> Iterator[Caller]:
    caller = Caller()
    yield caller
    caller.close()


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.integers(0, len(HEAD)), max_size=6).map(sorted), body=st.binary(max_size=20))
def test_a_head_is_complete_with_its_last_byte_however_it_is_cut(cuts: list[int], body: bytes) -> None:
    caller = Caller()
    try:
        for start, end in zip([0, *cuts], [*cuts, len(HEAD) - 1], strict=True):
            caller.end.sendall(HEAD[start : min(end, len(HEAD) - 1)])
            assert not request_head.is_complete(caller.connection)
        caller.end.sendall(HEAD[-1:] + body)

        assert request_head.is_complete(caller.connection)
        assert caller.received == HEAD + body
    finally:
        caller.close()


def test_a_complete_head_is_not_read_any_further(caller: Caller) -> None:
    caller.end.sendall(HEAD)
    assert request_head.is_complete(caller.connection)
    caller.end.sendall(b"hello")

    assert request_head.is_complete(caller.connection)
    assert caller.received == HEAD


def test_a_caller_that_sends_nothing_has_begun_nothing(caller: Caller) -> None:
    assert not request_head.is_complete(caller.connection)
    assert not request_head.is_incomplete(caller.connection)


def test_half_a_head_is_incomplete(caller: Caller) -> None:
    caller.end.sendall(HEAD[:20])
    request_head.is_complete(caller.connection)

    assert request_head.is_incomplete(caller.connection)


def test_a_caller_that_goes_in_the_middle_is_gone(caller: Caller) -> None:
    caller.end.sendall(HEAD[:20])
    caller.end.close()

    with pytest.raises(ConnectionError):
        request_head.is_complete(caller.connection)


def test_a_head_without_end_is_refused_soon(caller: Caller) -> None:
    caller.end.setblocking(False)

    def send_and_look() -> None:
        for _ in range(3 * request_head.MAX_HEAD_SIZE // 8_192):
            caller.end.send(b"x" * 8_192)
            assert not request_head.is_complete(caller.connection)

    with pytest.raises(request_head.HeadTooLarge):
        send_and_look()
    assert len(caller.received) <= request_head.MAX_HEAD_SIZE + request_head.CHUNK


def test_the_connection_waits_for_its_body_afterwards(caller: Caller) -> None:
    caller.end.sendall(HEAD)
    request_head.is_complete(caller.connection)

    assert caller.connection.sock.getblocking()
