"""Connections that are kept: opened in advance, spread over the processes, and with several requests on one."""

import os
from contextlib import ExitStack
from pathlib import Path

from tests.infra.supervisor.simulator import Simulator
from tests.infra.supervisor.slow_callers.callers import kommun_a, post, until_it_hangs_up
from tests.waiting import eventually


def test_connections_opened_in_advance_are_kept(simulator: Simulator) -> None:
    more_than_all_threads = 40
    with ExitStack() as stack:
        callers = [stack.enter_context(kommun_a(simulator)) for _ in range(more_than_all_threads)]
        slow = stack.enter_context(kommun_a(simulator))
        slow.sendall(b"POST")
        until_it_hangs_up(slow)

        for caller in callers:
            caller.sendall(post("Content-Length: 0"))

        assert {caller.recv(65_536)[:13] for caller in callers} == {b"HTTP/1.1 500 "}


def test_connections_are_spread_evenly_over_the_processes(simulator: Simulator) -> None:
    def look() -> bool:
        with ExitStack() as stack:
            for _ in range(16):
                caller = stack.enter_context(kommun_a(simulator))
                caller.sendall(post("Content-Length: 0"))
                caller.recv(65_536)
            counts = connections_by_process(simulator)
        return min(counts) >= 16 / len(counts) * 0.7

    # A busy machine may run one of the processes late.
    eventually(look, within=30)


def connections_by_process(simulator: Simulator) -> list[int]:
    """How many connections to the SOAP port each of the processes behind it has."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    at_port = {row[9] for row in rows if row[1].endswith(f":{simulator.soap_port:04X}") and row[3] == "01"}
    parent = simulator.processes()["soap"]
    workers = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [
        sum(os.readlink(file)[len("socket:[") : -1] in at_port for file in Path(f"/proc/{worker}/fd").iterdir())
        for worker in workers
    ]


def test_the_next_request_in_the_same_piece_is_answered_too(simulator: Simulator) -> None:
    first = post("Content-Length: 26000") + b" " * 26_000
    with kommun_a(simulator) as caller:
        # The last TLS record has so much of the first that the server reads that much at once, and no more.
        caller.sendall(first + post("Content-Length: 0\r\nConnection: close"))
        said = until_it_hangs_up(caller)
    assert said.count(b"HTTP/1.1 500 ") == 2


def test_many_requests_in_a_row_are_read_in_their_order(simulator: Simulator) -> None:
    more_than_two_tls_records_hold = 800
    # Of a length that does not go into the pieces that the server reads.
    ask = b"GET /webservice/accao/Message/v3 HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with kommun_a(simulator) as caller:
        caller.sendall(ask * more_than_two_tls_records_hold + post("Content-Length: 0\r\nConnection: close"))
        said = until_it_hangs_up(caller)
    assert said.count(b"HTTP/1.1 200 ") == more_than_two_tls_records_hold
    assert said.count(b"HTTP/1.1 500 ") == 1


def test_head_and_body_of_an_answer_come_together(simulator: Simulator) -> None:
    with kommun_a(simulator) as caller:
        for _ in range(3):
            caller.sendall(post("Content-Length: 0"))
            said = caller.recv(65_536)

            assert said.startswith(b"HTTP/1.1 500 ")
            assert said.endswith(b"Envelope>"), "one record of TLS has all of it"


def test_callers_that_ask_without_a_pause_keep_nobody_waiting(simulator: Simulator) -> None:
    more_than_all_threads = 40
    with ExitStack() as stack:
        busy = [stack.enter_context(kommun_a(simulator)) for _ in range(3)]
        for rounds in range(20):
            for caller in busy:
                caller.sendall(post("Content-Length: 0"))
            if rounds == 10:
                others = [stack.enter_context(kommun_a(simulator)) for _ in range(more_than_all_threads)]
                for other in others:
                    other.sendall(post("Content-Length: 0"))
                assert {other.recv(65_536)[:13] for other in others} == {b"HTTP/1.1 500 "}
            assert {caller.recv(65_536)[:13] for caller in busy} == {b"HTTP/1.1 500 "}
