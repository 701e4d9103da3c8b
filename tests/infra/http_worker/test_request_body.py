"""A body is collected as it comes; what was collected is read before the socket, and the rest is kept."""

import socket
from collections.abc import Iterator

import pytest
from gunicorn.config import Config
from gunicorn.workers.gthread import TConn

from infra.http_worker import request_body, request_head
from infra.http_worker.request_body import MAX_IN_MEMORY, CollectedBody

MAX = 200_000


def head(*lines: str) -> bytes:
    return "\r\n".join(["POST / HTTP/1.1", "Host: localhost", *lines, "", ""]).encode()


class Caller:
    """The two ends of a connection, of which the server's is not waited for."""

    def __init__(self) -> None:
        self.end, served = socket.socketpair()
        self.connection = TConn(Config(), served, ("127.0.0.1", 1), ("127.0.0.1", 2))
        self.connection.init()

    def begin(self, octets: bytes) -> CollectedBody:
        self.end.sendall(octets)
        assert request_head.is_complete(self.connection)
        return request_body.begin_body(self.connection, MAX)

    def collect(self, body: CollectedBody) -> bool:
        self.connection.sock.setblocking(False)
        return body.collect(self.connection.sock)

    def buffered(self) -> bytes:
        return bytes(self.connection.parser.unreader.buf.getvalue())

    def close(self) -> None:
        self.end.close()
        self.connection.sock.close()


@pytest.fixture
def caller() -> Iterator[Caller]:
    caller = Caller()
    yield caller
    caller.close()


@pytest.mark.parametrize("lines", [(), ("Content-Length: 0",), ("Content-Length: five",), ("Content-Length: -1",)])
def test_a_request_without_a_body_is_complete(caller: Caller, lines: tuple[str, ...]) -> None:
    assert caller.begin(head(*lines)).is_complete


def test_a_body_that_came_with_its_head_is_complete(caller: Caller) -> None:
    assert caller.begin(head("Content-Length: 5") + b"hello").is_complete


def test_a_body_is_complete_with_its_last_byte(caller: Caller) -> None:
    body = caller.begin(head("content-length:  5 ") + b"he")
    assert not caller.collect(body)
    caller.end.sendall(b"ll")
    assert not caller.collect(body)
    caller.end.sendall(b"o")

    assert caller.collect(body)
    body.begin_reading()
    assert body.as_socket(caller.connection.sock).recv(100) == b"llo"


def test_no_more_than_the_body_is_read(caller: Caller) -> None:
    body = caller.begin(head("Content-Length: 5"))
    caller.end.sendall(b"helloPOST")

    assert caller.collect(body)
    assert caller.connection.sock.recv(100) == b"POST"


def test_what_follows_the_last_chunk_is_kept_for_the_next_request(caller: Caller) -> None:
    body = caller.begin(head("Transfer-Encoding: gzip, chunked"))
    caller.end.sendall(b"5\r\nhello\r\n0\r\n\r\nPOST")

    assert caller.collect(body)
    body.begin_reading()
    assert body.as_socket(caller.connection.sock).recv(15) == b"5\r\nhello\r\n0\r\n\r\n"
    assert body.rest() == b"POST"


def test_the_socket_is_read_after_what_was_collected(caller: Caller) -> None:
    body = caller.begin(head("Content-Length: 5"))
    caller.end.sendall(b"hello")
    caller.collect(body)
    body.begin_reading()
    source = body.as_socket(caller.connection.sock)
    caller.connection.sock.setblocking(True)
    caller.end.sendall(b"more")

    assert (source.recv(100), source.recv(100)) == (b"hello", b"more")
    assert source.fileno() == caller.connection.sock.fileno()


def test_a_body_that_the_application_refuses_by_its_length_is_not_collected(caller: Caller) -> None:
    assert caller.begin(head(f"Content-Length: {MAX + 1}")).is_complete
    assert not Caller().begin(head(f"Content-Length: {MAX}")).is_complete


def test_chunks_beyond_the_largest_size_are_not_waited_for(caller: Caller) -> None:
    body = caller.begin(head("Transfer-Encoding: chunked"))
    caller.end.setblocking(False)
    sent = 0
    while sent <= MAX + request_body.CHUNK:
        sent += caller.end.send(b"10000\r\n" + b" " * 0x10000 + b"\r\n")
        if caller.collect(body):
            break

    assert body.is_complete
    assert MAX < body.size <= MAX + request_body.CHUNK


def test_a_large_body_is_whole(caller: Caller) -> None:
    body = caller.begin(head(f"Content-Length: {MAX}"))
    whole = bytes(range(250)) * (MAX // 250)
    for place in range(0, MAX, 50_000):
        caller.end.sendall(whole[place : place + 50_000])
        caller.collect(body)

    assert body.is_complete
    assert body.size == MAX > MAX_IN_MEMORY
    body.begin_reading()
    assert body.rest() == whole
    body.close()


def test_when_the_caller_stops_sending_the_application_gets_what_came(caller: Caller) -> None:
    body = caller.begin(head("Content-Length: 5"))
    caller.end.sendall(b"he")
    caller.end.close()

    assert caller.collect(body)
    body.begin_reading()
    assert body.rest() == b"he"


def test_one_that_is_late_is_complete(caller: Caller) -> None:
    body = caller.begin(head("Content-Length: 5"))
    body.is_late = True

    assert caller.collect(body)


@pytest.mark.parametrize("line", ["Expect: 100-continue", "expect:100-Continue "])
def test_leave_is_given_once(caller: Caller, line: str) -> None:
    caller.begin(head(line, "Content-Length: 5"))

    assert caller.end.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
    assert caller.buffered() == head("Content-Length: 5")


@pytest.mark.parametrize("lines", [("Expect: 100-continue",), ("Expect: leave", "Content-Length: 5")])
def test_what_needs_no_leave_is_left_to_gunicorn(caller: Caller, lines: tuple[str, ...]) -> None:
    caller.begin(head(*lines))

    assert caller.buffered() == head(*lines)
    caller.end.setblocking(False)
    with pytest.raises(BlockingIOError):
        caller.end.recv(100)
