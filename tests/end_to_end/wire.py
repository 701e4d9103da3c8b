"""The wire as a client sees it: a TLS connection, the bytes of HTTP, and what comes back."""

import socket
import sqlite3
import ssl
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPResponse
from pathlib import Path
from typing import Any

from infra.pki.store import Identity
from tests.cast import SERVICE, Reply
from tests.infra.supervisor.simulator import Simulator

PATIENCE = 20.0
"""Seconds that a client waits for an answer on a busy machine."""
TABLES = tuple(f"mailbox_operator_{name}" for name in ("delivery", "message", "attachment", "announcement"))

ANNOUNCEMENTS = """
    SELECT mailbox_operator_announcement.state, attempts FROM mailbox_operator_announcement
    JOIN mailbox_operator_message ON mailbox_operator_message.id = message_id
    JOIN mailbox_operator_delivery ON mailbox_operator_delivery.id = delivery_id
    WHERE trans_id = ?
"""


class Line:
    """A connection on which a client says what it likes."""

    def __init__(self, connection: ssl.SSLSocket) -> None:
        self.connection = connection

    def say(self, *parts: bytes) -> None:
        for part in parts:
            self.connection.sendall(part)

    def hear(self) -> Reply:
        """The next answer, whole."""
        reply, _ = self.hear_with_headers()
        return reply

    def hear_with_headers(self) -> tuple[Reply, Message]:
        """The next answer, whole, and the headers above it."""
        answer = HTTPResponse(self.connection)
        answer.begin()
        return Reply(answer.status, answer.read()), answer.headers

    def hear_head(self) -> bytes:
        """The next empty line and what comes before it."""
        heard = b""
        while not heard.endswith(b"\r\n\r\n"):
            byte = self.connection.recv(1)
            assert byte, heard
            heard += byte
        return heard


@contextmanager
def line(simulator: Simulator, identity: Identity | None, version: ssl.TLSVersion | None = None) -> Iterator[Line]:
    context = ssl.create_default_context(cafile=str(simulator.folder / "pki" / "ca.pem"))
    if version is not None:
        context.minimum_version = context.maximum_version = version
    if identity is not None:
        context.load_cert_chain(f"{identity.folder}/client.pem", f"{identity.folder}/client.key")
    with (
        socket.create_connection(("127.0.0.1", simulator.soap_port), timeout=PATIENCE) as plain,
        context.wrap_socket(plain, server_hostname="localhost") as connection,
    ):
        yield Line(connection)


def head(
    *headers: str,
    path: str = SERVICE,
    protocol: str = "HTTP/1.1",
    method: str = "POST",
    content_type: str = "text/xml; charset=utf-8",
) -> bytes:
    lines = [f"{method} {path} {protocol}", "Host: localhost", f"Content-Type: {content_type}", *headers]
    return "".join(f"{text}\r\n" for text in [*lines, ""]).encode()


def request(body: bytes, *headers: str, path: str = SERVICE, protocol: str = "HTTP/1.1") -> bytes:
    return head(f"Content-Length: {len(body)}", *headers, path=path, protocol=protocol) + body


def chunked(body: bytes, size: int = 700) -> Iterable[bytes]:
    for start in range(0, len(body), size):
        piece = body[start : start + size]
        yield f"{len(piece):x}\r\n".encode() + piece + b"\r\n"
    yield b"0\r\n\r\n"


@dataclass(frozen=True)
class Post:
    """Carries SOAP bytes to the simulator, each time on a connection of its own."""

    simulator: Simulator

    def __call__(self, path: str, body: bytes, identity: Identity | None) -> Reply:
        with line(self.simulator, identity) as call:
            call.say(request(body, path=path))
            return call.hear()


@dataclass(frozen=True)
class Store:
    """The rows that letters leave behind, counted where they lie."""

    database: Path

    def rows(self) -> dict[str, int]:
        return {table: self.ask(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}

    def announcements(self, trans_id: str) -> list[tuple[str, int]]:
        """State and attempts of what the letter's recipient is told."""
        found = self.ask(ANNOUNCEMENTS, trans_id.replace("-", ""))
        return sorted((str(state), int(attempts)) for state, attempts in found)

    def ask(self, question: str, *values: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            return connection.execute(question, values).fetchall()
