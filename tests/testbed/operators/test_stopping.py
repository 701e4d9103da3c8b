"""The slow operator does not keep the simulator from stopping."""

import socket
import ssl
import time
from pathlib import Path

from tests import cast
from tests.infra.supervisor.simulator import Simulator, running_simulator

PROMPT = 4.0
"""Seconds. gunicorn alone would wait for five, and then kill."""


def test_the_simulator_stops_while_the_slow_operator_holds_a_call(kommun_a: cast.Sender, tmp_path: Path) -> None:
    body = kommun_a.letter("199201012391").request
    with running_simulator(tmp_path) as simulator, caller(simulator) as connection:
        connection.sendall(post(body))
        connection.settimeout(1.0)
        assert is_held(connection)

        asked = time.monotonic()
        simulator.stop()

        assert time.monotonic() - asked < PROMPT
        assert simulator.alive() == []


def caller(simulator: Simulator) -> ssl.SSLSocket:
    pki = simulator.folder / "pki"
    trust = ssl.create_default_context(cafile=str(pki / "ca.pem"))
    trust.load_cert_chain(pki / "clients" / "kommun-a" / "client.pem", pki / "clients" / "kommun-a" / "client.key")
    plain = socket.create_connection(("127.0.0.1", simulator.soap_port))
    return trust.wrap_socket(plain, server_hostname="localhost")


def post(body: bytes) -> bytes:
    head = (
        "POST /webservice/accao/operators/seg.example/Service/v3 HTTP/1.1\r\nHost: localhost\r\n"
        f"Content-Type: text/xml; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def is_held(connection: ssl.SSLSocket) -> bool:
    try:
        connection.recv(65_536)
    except TimeoutError:
        return True
    return False
