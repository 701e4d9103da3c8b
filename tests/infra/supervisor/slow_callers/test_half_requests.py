"""Many callers with half a request each keep nobody else waiting; a request in pieces is answered."""

import re
import socket
import time
from contextlib import ExitStack

import pytest

from tests.infra.supervisor.simulator import Simulator
from tests.infra.supervisor.slow_callers.callers import (
    HALF_A_HEAD,
    LIMIT,
    kommun_a,
    post,
    seconds_until_alive,
    until_it_hangs_up,
)


def test_half_heads_hold_no_thread_of_the_pages(patient: Simulator) -> None:
    with ExitStack() as stack:
        callers = [
            stack.enter_context(socket.create_connection(("127.0.0.1", patient.web_port), timeout=LIMIT))
            for _ in range(100)
        ]
        for caller in callers:
            caller.sendall(HALF_A_HEAD)

        assert seconds_until_alive(patient) < LIMIT / 3

        for caller in callers:
            caller.sendall(b"whole\r\n\r\n")
        assert {caller.recv(65_536)[:15] for caller in callers} == {b"HTTP/1.1 200 OK"}


def test_half_heads_and_half_handshakes_hold_no_thread_of_soap(patient: Simulator) -> None:
    with ExitStack() as stack:
        for _ in range(60):
            plain = stack.enter_context(socket.create_connection(("127.0.0.1", patient.soap_port)))
            plain.sendall(b"\x16\x03\x01")
            stack.enter_context(kommun_a(patient)).sendall(b"POST /webservice")
        begun = time.monotonic()

        with kommun_a(patient) as caller:
            caller.sendall(post("Content-Length: 0"))
            assert caller.recv(65_536).startswith(b"HTTP/1.1 500 ")

        assert time.monotonic() - begun < LIMIT / 3


def test_a_head_in_single_bytes_is_read(simulator: Simulator) -> None:
    with socket.create_connection(("127.0.0.1", simulator.web_port), timeout=LIMIT) as caller:
        caller.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for number in HALF_A_HEAD + b"whole\r\n\r\n":
            caller.sendall(bytes([number]))
        assert caller.recv(65_536).startswith(b"HTTP/1.1 200 ")


def test_a_head_that_is_larger_than_any_is_refused(simulator: Simulator) -> None:
    with socket.create_connection(("127.0.0.1", simulator.web_port), timeout=LIMIT) as caller:
        caller.sendall(HALF_A_HEAD + b"x" * 100_000)
        assert caller.recv(65_536).startswith(b"HTTP/1.1 431 ")


HALF_BODIES = {
    "length": post("Content-Length: 100000") + b"<half",
    "nothing of it": post("Content-Length: 100000"),
    "in chunks": post("Transfer-Encoding: chunked") + b"1000\r\nhalf",
    "between chunks": post("Transfer-Encoding: chunked") + b"5\r\nhello\r\n",
    "the last chunk": post("Transfer-Encoding: chunked") + b"5\r\nhello\r\n0\r\n",
    "an end within a chunk": post("Transfer-Encoding: chunked") + b"1000\r\n0\r\n\r\n",
    "after leave": post("Content-Length: 100000\r\nExpect: 100-continue"),
}


@pytest.mark.parametrize("half", HALF_BODIES.values(), ids=HALF_BODIES)
def test_half_bodies_hold_no_thread_of_the_pages(patient: Simulator, half: bytes) -> None:
    with ExitStack() as stack:
        for _ in range(40):
            caller = stack.enter_context(socket.create_connection(("127.0.0.1", patient.web_port)))
            caller.sendall(half)

        assert seconds_until_alive(patient) < LIMIT / 3


def test_half_bodies_hold_no_thread_of_soap(patient: Simulator) -> None:
    with ExitStack() as stack:
        for half in list(HALF_BODIES.values()) * 8:
            stack.enter_context(kommun_a(patient)).sendall(half)
        begun = time.monotonic()

        with kommun_a(patient) as caller:
            caller.sendall(post("Content-Length: 0"))
            assert caller.recv(65_536).startswith(b"HTTP/1.1 500 ")

        assert time.monotonic() - begun < LIMIT / 3


def test_who_asks_for_leave_gets_it_once_and_then_an_answer(simulator: Simulator) -> None:
    with kommun_a(simulator) as caller:
        caller.sendall(post("Content-Length: 5\r\nExpect: 100-continue\r\nConnection: close"))
        assert caller.recv(65_536) == b"HTTP/1.1 100 Continue\r\n\r\n"
        caller.sendall(b"hello")
        said = until_it_hangs_up(caller)

    assert said.startswith(b"HTTP/1.1 500 ")
    assert b"100 Continue" not in said


@pytest.mark.parametrize("length", [b"Content-Length: 300000", b"Transfer-Encoding: chunked"])
def test_a_body_in_pieces_and_the_request_behind_it_are_answered(simulator: Simulator, length: bytes) -> None:
    in_chunks = b"".join(b"7530\r\n" + b" " * 30_000 + b"\r\n" for _ in range(10)) + b"0\r\n\r\n"
    body = in_chunks if b"chunked" in length else b" " * 300_000
    whole = post(length.decode()) + body + post("Content-Length: 0\r\nConnection: close")
    with kommun_a(simulator) as caller:
        for place in range(0, len(whole), 7_001):
            caller.sendall(whole[place : place + 7_001])
        said = until_it_hangs_up(caller)

    assert said.count(b"HTTP/1.1 500 ") == 2
    assert len(re.findall(rb"<faultstring>[^<]*The request has no content", said)) == 2
