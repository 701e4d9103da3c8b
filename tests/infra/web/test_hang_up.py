"""Whether a caller still waits for its answer."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from infra.web.hang_up import has_hung_up


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    yield ours, theirs
    ours.close()
    theirs.close()


def test_a_caller_that_waits_has_not_hung_up(rf: Any, pair: tuple[socket.socket, socket.socket]) -> None:
    assert not has_hung_up(rf.get("/", **{"gunicorn.socket": pair[0]}))


def test_a_caller_that_sends_more_has_not_hung_up(rf: Any, pair: tuple[socket.socket, socket.socket]) -> None:
    pair[1].sendall(b"GET / HTTP/1.1\r\n")

    assert not has_hung_up(rf.get("/", **{"gunicorn.socket": pair[0]}))
    assert pair[0].recv(100) == b"GET / HTTP/1.1\r\n", "nothing is taken from the connection"


def test_a_caller_that_closes_has_hung_up(rf: Any, pair: tuple[socket.socket, socket.socket]) -> None:
    pair[1].close()

    assert has_hung_up(rf.get("/", **{"gunicorn.socket": pair[0]}))


def test_a_connection_that_is_closed_here_counts_as_hung_up(
    rf: Any, pair: tuple[socket.socket, socket.socket]
) -> None:
    pair[0].close()

    assert has_hung_up(rf.get("/", **{"gunicorn.socket": pair[0]}))


def test_where_no_connection_is_known_the_caller_is_taken_to_wait(rf: Any) -> None:
    assert not has_hung_up(rf.get("/"))
