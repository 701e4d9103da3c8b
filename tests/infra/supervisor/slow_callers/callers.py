"""Callers that send slowly, in part, or take no answer."""

import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.infra.supervisor.simulator import Simulator

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


def deaf_caller(port: int) -> socket.socket:
    caller = socket.socket()
    caller.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    caller.connect(("127.0.0.1", port))
    return caller


HALF_A_HEAD = b"GET /livez HTTP/1.1\r\nHost: localhost\r\nX-Half: "


def seconds_until_alive(simulator: Simulator) -> float:
    begun = time.monotonic()
    assert simulator.get("/livez")[0] == 200
    return time.monotonic() - begun
