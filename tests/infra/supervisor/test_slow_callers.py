"""A caller that does not finish its sentence does not hold a thread for ever."""

import os
import re
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.templatetags.static import static

from tests.infra.supervisor.simulator import Simulator, running_simulator
from tests.waiting import eventually

A_LARGE_FILE = "drf_spectacular_sidecar/swagger-ui-dist/swagger-ui-bundle.js"
LIMIT = 15.0
"""Seconds: the second that these tests allow, four to take leave of a caller that goes on, and time for a busy
machine."""


def until_it_hangs_up(caller: socket.socket, drip: bytes = b"") -> bytes:
    """Everything the server says before it ends the connection, while dripping one more byte at a time."""
    caller.settimeout(0.1)
    said, ends = b"", time.monotonic() + LIMIT
    while time.monotonic() < ends:
        try:
            if drip:
                caller.sendall(drip)
            heard = caller.recv(65_536)
        except TimeoutError:
            continue
        except (ConnectionError, ssl.SSLError):
            return said
        if not heard:
            return said
        said += heard
    raise AssertionError(f"The server still waits; it has said {said!r}")


@contextmanager
def kommun_a(simulator: Simulator) -> Iterator[ssl.SSLSocket]:
    """A connection to the SOAP port with a certificate that may call."""
    identity = simulator.folder / "pki" / "clients" / "kommun-a"
    trust = ssl.create_default_context(cafile=str(simulator.folder / "pki" / "ca.pem"))
    trust.load_cert_chain(identity / "client.pem", identity / "client.key")
    with (
        socket.create_connection(("127.0.0.1", simulator.soap_port), timeout=LIMIT) as plain,
        trust.wrap_socket(plain, server_hostname="localhost") as caller,
    ):
        yield caller


def post(length: str) -> bytes:
    return (
        "POST /webservice/accao/Recipient/v3 HTTP/1.1\r\nHost: localhost\r\n"
        f"Content-Type: text/xml; charset=utf-8\r\n{length}\r\n\r\n"
    ).encode()


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


def deaf_caller(port: int) -> socket.socket:
    caller = socket.socket()
    caller.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    caller.connect(("127.0.0.1", port))
    return caller


def test_many_of_them_keep_nobody_else_waiting(simulator: Simulator) -> None:
    callers = [socket.create_connection(("127.0.0.1", simulator.soap_port)) for _ in range(40)]
    for caller in callers:
        caller.sendall(b"\x16\x03\x01")

    eventually(lambda: simulator.health()[1].get("SOAP listener") == {"works": True}, within=20)

    for caller in callers:
        caller.close()


HALF_A_HEAD = b"GET /livez HTTP/1.1\r\nHost: localhost\r\nX-Half: "


@pytest.fixture(scope="module")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    """A simulator that waits for slow callers as long as it does by default."""
    with running_simulator(tmp_path_factory.mktemp("patient")) as simulator:
        yield simulator


def seconds_until_alive(simulator: Simulator) -> float:
    begun = time.monotonic()
    assert simulator.get("/livez")[0] == 200
    return time.monotonic() - begun


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
