"""Sockets of callers: one deadline for all reads, and connections that end in an order that the caller sees."""

import socket
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from infra.http_worker import sockets
from infra.http_worker.sockets import DeadlineSocket
from tests.waiting import eventually

ENDED = b""
"""What a socket reads from a connection on which nothing more comes."""


class Pair:
    """The server's end of a connection, as gunicorn holds it, and the caller's."""

    def __init__(self) -> None:
        ours, self.caller = socket.socketpair()
        self.caller.settimeout(5)
        self.conn: Any = SimpleNamespace(sock=ours)

    def close(self) -> None:
        self.conn.sock.close()
        self.caller.close()


@pytest.fixture
def pair() -> Iterator[Pair]:
    made = Pair()
    yield made
    made.close()


class DecryptedSocket:
    """A TLS socket with bytes that are decrypted and not read yet."""

    def __init__(self, decrypted: bytes) -> None:
        self._decrypted = decrypted

    def pending(self) -> int:
        return len(self._decrypted)

    def recv(self, size: int) -> bytes:
        data, self._decrypted = self._decrypted[:size], self._decrypted[size:]
        return data


class Unreader:
    """The buffer of gunicorn's parser, with the two methods that the worker's own one has."""

    def __init__(self, buffered: bytes) -> None:
        self.buffered = buffered

    def take_buffered(self) -> bytes:
        taken, self.buffered = self.buffered, b""
        return taken

    def unread(self, data: bytes) -> None:
        self.buffered = data + self.buffered


def test_what_has_come_is_read_before_the_deadline(pair: Pair) -> None:
    limited = DeadlineSocket(pair.conn.sock, 5)
    pair.caller.sendall(b"hello")

    assert limited.recv(3) == b"hel"
    assert limited.recv(10) == b"lo"


def test_a_silent_caller_is_waited_for_until_the_deadline(pair: Pair) -> None:
    limited = DeadlineSocket(pair.conn.sock, 0.05)

    with pytest.raises(TimeoutError):
        limited.recv(1)


def test_after_the_deadline_not_even_bytes_that_are_there_are_read(pair: Pair) -> None:
    limited = DeadlineSocket(pair.conn.sock, 0)
    pair.caller.sendall(b"late")

    with pytest.raises(TimeoutError, match="not complete within 0 seconds"):
        limited.recv(4)


def test_the_time_limit_of_answers_is_the_whole_one_again_after_each_read(pair: Pair) -> None:
    limited = DeadlineSocket(pair.conn.sock, 5)
    pair.caller.sendall(b"x")

    limited.recv(1)

    assert pair.conn.sock.gettimeout() == 5


def test_all_else_is_asked_of_the_socket_itself(pair: Pair) -> None:
    limited = DeadlineSocket(pair.conn.sock, 5)

    limited.sendall(b"answer")

    assert pair.caller.recv(10) == b"answer"
    assert limited.fileno() == pair.conn.sock.fileno()


def test_after_the_last_answer_the_caller_reads_the_end_and_may_still_send(pair: Pair) -> None:
    assert sockets.end_sending(pair.conn)

    assert pair.caller.recv(1) == ENDED
    pair.caller.sendall(b"still here")
    assert pair.conn.sock.recv(20) == b"still here"


def test_a_connection_that_was_closed_already_has_nothing_to_end(pair: Pair) -> None:
    pair.conn.sock.close()

    assert not sockets.end_sending(pair.conn)


def test_closing_now_ends_both_directions(pair: Pair) -> None:
    sockets.close_now(pair.conn)

    assert pair.caller.recv(1) == ENDED
    assert pair.conn.sock.recv(1) == ENDED


def test_closing_now_twice_is_no_error(pair: Pair) -> None:
    sockets.close_now(pair.conn)
    pair.conn.sock.close()

    sockets.close_now(pair.conn)


def test_the_plain_socket_is_a_second_handle_of_the_same_connection(pair: Pair) -> None:
    with sockets.open_plain_socket(pair.conn) as plain:
        assert plain.fileno() != pair.conn.sock.fileno()
        plain.sendall(b"one")

    pair.conn.sock.sendall(b"two")
    eventually(lambda: pair.caller.recv(6, socket.MSG_PEEK) == b"onetwo")


def test_decrypted_bytes_come_after_those_that_were_buffered() -> None:
    unreader = Unreader(b"GET / ")
    conn: Any = SimpleNamespace(sock=DecryptedSocket(b"HTTP/1.1"), parser=SimpleNamespace(unreader=unreader))

    sockets.keep_decrypted_bytes(conn)

    assert unreader.buffered == b"GET / HTTP/1.1"
    assert conn.sock.pending() == 0


def test_without_decrypted_bytes_the_buffer_is_left_alone(pair: Pair) -> None:
    unreader = Unreader(b"kept")
    pair.conn.parser = SimpleNamespace(unreader=unreader)

    sockets.keep_decrypted_bytes(pair.conn)

    assert unreader.buffered == b"kept"
