"""Mailbox operators of other makers, on real TLS sockets: each behaves well or badly in one known way."""

from __future__ import annotations

import ssl
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

from infra.errors import InternalError
from infra.pki import store
from infra.soap.messages.parser import parse_envelope
from tests.formedlare import stations

RECIPIENT = stations.RECIPIENT
ID = "{http://minameddelanden.gov.se/schema/Message/v3}Id"


@dataclass
class Received:
    """What an operator has been sent: by message id, the bytes of each try."""

    tries: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, body: bytes) -> tuple[str, int]:
        """Recipient, and the how manieth try of the letter this is."""
        content = parse_envelope(body).body
        recipient = next(content.iter(RECIPIENT)).text or ""
        letter = next(content.iter(ID)).text or ""
        with self.lock:
            self.tries[letter].append(body)
            return recipient, len(self.tries[letter])


Behaviour = Callable[["Handler", str, int, int], None]
"""Answers one call: recipient, which try of this letter, how many letters so far."""


def well(handler: Handler, recipient: str, _try: int, _letters: int) -> None:
    handler.answer(200, stations.delivered(recipient))


def false(handler: Handler, recipient: str, _try: int, _letters: int) -> None:
    handler.answer(200, stations.not_delivered(recipient))


def breaks_off(handler: Handler, recipient: str, the_try: int, _letters: int) -> None:
    """Takes the letter, and breaks the connection in the middle of its first answer."""
    body = stations.delivered(recipient)
    handler.answer(200, body, only=len(body) if the_try > 1 else len(body) // 2)


def each_third(handler: Handler, recipient: str, the_try: int, letters: int) -> None:
    """A system fault for each third letter, the first time that it comes."""
    if letters % 3 == 0 and the_try == 1:
        handler.answer(500, stations.fault(InternalError("upptagen", "busy"))(recipient))
    else:
        handler.answer(200, stations.delivered(recipient))


def never_ends(handler: Handler, recipient: str, the_try: int, _letters: int) -> None:
    """An answer that goes on and on, the first time."""
    if the_try > 1:
        handler.answer(200, stations.delivered(recipient))
        return
    handler.send_response(200)
    handler.send_header("Content-Type", "text/xml; charset=utf-8")
    handler.send_header("Content-Length", str(1 << 40))
    handler.end_headers()
    with suppress(OSError):
        while not handler.closing.is_set():
            handler.wfile.write(b" " * 65_536)


def after(seconds: float) -> Behaviour:
    """Answers, in the end, if the caller has waited."""

    def slow(handler: Handler, recipient: str, _try: int, _letters: int) -> None:
        # A server that is being closed keeps nobody waiting.
        handler.closing.wait(seconds)
        with suppress(OSError):
            handler.answer(200, stations.delivered(recipient))

    return slow


def once(may_answer: threading.Event) -> Behaviour:
    """Answers when it may, if the caller has waited."""

    def slow(handler: Handler, recipient: str, _try: int, _letters: int) -> None:
        while not may_answer.wait(0.05) and not handler.closing.is_set():
            pass
        with suppress(OSError):
            handler.answer(200, stations.delivered(recipient))

    return slow


class Handler(BaseHTTPRequestHandler):
    """One call of deliverSecure."""

    protocol_version = "HTTP/1.1"
    behaviour: ClassVar[Behaviour]
    received: ClassVar[Received]
    closing: ClassVar[threading.Event]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        recipient, the_try = self.received.add(body)
        type(self).behaviour(self, recipient, the_try, len(self.received.tries))

    def answer(self, status: int, body: bytes, only: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/xml; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:only])
        if only is not None and only < len(body):
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """A test's terminal is not a server's log."""


@dataclass(frozen=True)
class Operator:
    """A running operator."""

    name: str
    address: str
    received: Received

    @property
    def letters(self) -> int:
        return len(self.received.tries)


@contextmanager
def operator(name: str, behaviour: Behaviour, pki: Path) -> Iterator[Operator]:
    """Run an operator that shows the simulator's server certificate and asks for its callers'."""
    received, closing = Received(), threading.Event()
    handler = type(
        "OneOperator",
        (Handler,),
        {"behaviour": staticmethod(behaviour), "received": received, "closing": closing},
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*(str(path) for path in store.server_files(pki)))
    context.load_verify_locations(str(pki / "ca.pem"))
    context.verify_mode = ssl.CERT_REQUIRED
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, args=[0.05], daemon=True)
    thread.start()
    try:
        yield Operator(name, f"https://localhost:{server.server_port}/Service/v3", received)
    finally:
        closing.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
