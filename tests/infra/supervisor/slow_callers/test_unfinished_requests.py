"""A request that never ends, or an answer that is never read, holds no thread for ever."""

import socket
from contextlib import ExitStack

import pytest
from django.templatetags.static import static

from tests.infra.supervisor.simulator import Simulator
from tests.infra.supervisor.slow_callers.callers import (
    A_LARGE_FILE,
    LIMIT,
    deaf_caller,
    kommun_a,
    post,
    seconds_until_alive,
    until_it_hangs_up,
)
from tests.waiting import eventually


@pytest.mark.parametrize("length", ["Content-Length: 100000", "Transfer-Encoding: chunked\r\n\r\n1000"])
@pytest.mark.parametrize("drip", [b"", b" "])
def test_a_body_that_never_ends_is_answered(simulator: Simulator, drip: bytes, length: str) -> None:
    with kommun_a(simulator) as caller:
        caller.sendall(post(length))
        said = until_it_hangs_up(caller, drip)
    assert said.startswith(b"HTTP/1.1 500 ")
    assert b":ErrorCode>5001<" in said
    assert b"kom inte inom 1 sekunder (MM_SLOW_CLIENT_SECONDS)" in said
    assert b"came within 1 seconds (MM_SLOW_CLIENT_SECONDS)" in said


def test_a_body_without_an_end_is_cut_off_at_the_largest_size(simulator: Simulator) -> None:
    chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    with kommun_a(simulator) as caller:
        caller.sendall(post("Transfer-Encoding: chunked") + chunk * 33)
        said = until_it_hangs_up(caller, b"1\r\n \r\n")
    assert said.startswith(b"HTTP/1.1 500 ")
    assert b":ErrorCode>5005<" in said


@pytest.mark.parametrize("drip", [b"", b"x"])
def test_headers_that_never_end(simulator: Simulator, drip: bytes) -> None:
    with socket.create_connection(("127.0.0.1", simulator.web_port)) as caller:
        caller.sendall(b"GET /livez HTTP/1.1\r\nHost: localhost\r\nX-Long: ")
        until_it_hangs_up(caller, drip)


@pytest.mark.parametrize("drip", [b"", b"\x16"])
def test_a_handshake_that_never_ends(simulator: Simulator, drip: bytes) -> None:
    with socket.create_connection(("127.0.0.1", simulator.soap_port)) as caller:
        caller.sendall(b"\x16\x03\x01")
        until_it_hangs_up(caller, drip)


def test_an_answer_that_nobody_takes(simulator: Simulator) -> None:
    callers = [deaf_caller(simulator.web_port) for _ in range(10)]
    ask = f"GET {static(A_LARGE_FILE)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    for caller in callers:
        caller.sendall(ask * 20)

    for caller in callers:
        # Something has come, so a thread is at it.
        assert caller.recv(1)
    assert simulator.get("/livez")[0] == 200

    for caller in callers:
        caller.close()


def test_many_of_them_keep_nobody_else_waiting(simulator: Simulator) -> None:
    callers = [socket.create_connection(("127.0.0.1", simulator.soap_port)) for _ in range(40)]
    for caller in callers:
        caller.sendall(b"\x16\x03\x01")

    eventually(lambda: simulator.health()[1].get("SOAP listener") == {"works": True}, within=20)

    for caller in callers:
        caller.close()


def test_who_stops_in_the_middle_of_a_body_and_listens_is_told(simulator: Simulator) -> None:
    with socket.create_connection(("127.0.0.1", simulator.web_port), timeout=LIMIT) as caller:
        caller.sendall(post("Content-Length: 100000") + b"<half")
        caller.shutdown(socket.SHUT_WR)
        said = until_it_hangs_up(caller)

    assert said.startswith(b"HTTP/1.1 ")


ANSWERED = {
    "closing": b"GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    "malformed": b"GET /livez HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
    "old": b"GET /livez HTTP/1.0\r\n\r\n",
}


@pytest.mark.parametrize("ask", ANSWERED.values(), ids=ANSWERED)
def test_who_does_not_hang_up_after_the_answer_holds_no_thread(patient: Simulator, ask: bytes) -> None:
    with ExitStack() as stack:
        for _ in range(60):
            caller = stack.enter_context(socket.create_connection(("127.0.0.1", patient.web_port)))
            caller.sendall(ask)

        assert seconds_until_alive(patient) < 2


@pytest.mark.parametrize("ask", ANSWERED.values(), ids=ANSWERED)
def test_who_goes_on_sending_after_the_answer_is_left(simulator: Simulator, ask: bytes) -> None:
    with socket.create_connection(("127.0.0.1", simulator.web_port)) as caller:
        caller.sendall(ask)
        said = until_it_hangs_up(caller, b"x")

    assert said.startswith(b"HTTP/1.")
