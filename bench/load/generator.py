"""A load generator: requests made in advance, a fixed number of keep-alive connections, mutual TLS."""

import re
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

RECORD = 16_384
"""Bytes that TLS hands out at once, at most: a larger buffer would be allocated and not filled."""
CONTENT_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Target:
    """The address to call, and the certificate to call it with."""

    port: int
    path: str
    ca: Path
    client: Path
    """Folder with client.pem and client.key."""

    def connect(self) -> ssl.SSLSocket:
        context = ssl.create_default_context(cafile=str(self.ca))
        context.load_cert_chain(self.client / "client.pem", self.client / "client.key")
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return context.wrap_socket(plain, server_hostname="localhost")

    def request(self, body: bytes) -> bytes:
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: localhost:{self.port}\r\n"
            f'Content-Type: text/xml; charset=utf-8\r\nSOAPAction: ""\r\nContent-Length: {len(body)}\r\n\r\n'
        )
        return head.encode() + body


@dataclass
class LoadResult:
    """What a run gave: seconds per call, and the answers that were not wanted."""

    seconds: list[float] = field(default_factory=list)
    refused: list[bytes] = field(default_factory=list)
    elapsed: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.seconds) / self.elapsed

    def percentile(self, share: float) -> float:
        """Milliseconds that this share of the calls stayed under."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000


def send_requests(connections: Sequence[tuple[Target, Iterable[Path]]], wanted: bytes) -> LoadResult:
    """Send the request bodies (files) of each connection over that connection, all at once.

    An answer that does not contain `wanted` counts as refused.
    """
    result, start = LoadResult(), threading.Barrier(len(connections) + 1)
    threads = [
        threading.Thread(target=_send_files, args=(target, files, wanted, result, start))
        for target, files in connections
    ]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    result.elapsed = time.perf_counter() - began
    return result


def _send_files(
    target: Target, files: Iterable[Path], wanted: bytes, result: LoadResult, start: threading.Barrier
) -> None:
    with target.connect() as connection:
        start.wait()
        try:
            for file in files:
                request = target.request(file.read_bytes())
                began = time.perf_counter()
                connection.sendall(request)
                answer = _answer(connection)
                result.seconds.append(time.perf_counter() - began)
                if wanted not in answer:
                    result.refused.append(answer)
        except OSError as problem:
            result.refused.append(f"the connection broke: {problem!r}".encode())


def _answer(connection: ssl.SSLSocket) -> bytes:
    received = bytearray()
    while b"\r\n\r\n" not in received:
        received += _some(connection)
    begins = received.index(b"\r\n\r\n") + 4
    length = CONTENT_LENGTH.search(received, 0, begins)
    assert length is not None, received[:begins]
    while len(received) < begins + int(length[1]):
        received += _some(connection)
    return bytes(received)


def _some(connection: ssl.SSLSocket) -> bytes:
    chunk = connection.recv(RECORD)
    if not chunk:
        raise ConnectionError("the server closed the connection in mid-answer")
    return chunk
