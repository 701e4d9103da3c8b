"""Operators with a server certificate that a caller must refuse, each on a port of its own.

A caller that looks at the certificate ends the handshake. One that does not is told so in a fault.
"""

import logging
import signal
import socket
import ssl
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, Final

from django.conf import settings

from infra import trace
from infra.errors import CertificateError
from infra.errors.explanation import AtFault
from infra.hooks import exchanges
from infra.soap.messages import envelope, faults
from infra.soap.reports.exchange_reports import report_incoming
from testbed.operators import server_certificates
from testbed.operators.behaviours import CERTIFICATES, DESCRIPTIONS, Behaviour

THREADS: Final = 4
PATIENCE_SECONDS: Final = 5.0
"""For each step of a caller. There are few threads, and what comes here is small or ends at once."""
SERVICE: Final = "Service/v3"
PATH: Final = f"{settings.SOAP_BASE_PATH}behaviours/{{}}/{{}}/Service/v3"

log = logging.getLogger(__name__)


def address_of(behaviour: Behaviour, operator: str) -> str:
    """Where an operator that shows such a certificate is called; nowhere, where MM_FAULTY_TLS_PORT is 0."""
    if not settings.FAULTY_TLS_PORT:
        # No host can have this name (RFC 6761).
        return f"https://{behaviour.replace('_', '-')}.invalid{PATH.format(behaviour, operator)}"
    port = settings.FAULTY_TLS_PORT + CERTIFICATES.index(behaviour)
    return f"https://{settings.HOSTS[0]}:{port}{PATH.format(behaviour, operator)}"


def serve_faulty_certificates(first: socket.socket) -> None:
    """Answer on the first port, which is open already, and on the three after it, until SIGTERM or SIGINT."""
    server_certificates.ensure_certificates(settings.PKI_DIR)
    stop_requested = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop_requested.set())
    with ThreadPoolExecutor(THREADS, thread_name_prefix="faulty-tls") as pool:
        servers = [
            FaultyServer(behaviour, listener, pool)
            for behaviour, listener in zip(CERTIFICATES, _listeners(first), strict=True)
            if listener
        ]
        for server in servers:
            threading.Thread(target=server.serve_forever, daemon=True).start()
        stop_requested.wait()
        for server in servers:
            server.shutdown()


def _listeners(first: socket.socket) -> list[socket.socket | None]:
    host, port = first.getsockname()[:2]
    return [first, *(_listen(first.family, host, port + place) for place in range(1, len(CERTIFICATES)))]


def _listen(family: int, host: str, port: int) -> socket.socket | None:
    """A listener, or none where the port is another program's: the other operators must not suffer from that."""
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError as problem:
        listener.close()
        log.warning("port %d cannot be used, %s: MM_FAULTY_TLS_PORT is the first of four", port, problem)
        return None
    return listener


class FaultyServer(HTTPServer):
    """One listener. A few threads, which all listeners share, handle the connections."""

    def __init__(self, behaviour: Behaviour, listener: socket.socket, pool: ThreadPoolExecutor) -> None:
        super().__init__(
            listener.getsockname()[:2], partial(FaultyRequestHandler, behaviour), bind_and_activate=False
        )
        self.socket.close()
        self.socket = listener
        self._pool = pool
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(*server_certificates.files_of(settings.PKI_DIR, behaviour))

    def process_request(self, request: Any, client_address: Any) -> None:
        self._pool.submit(self._answer, request, client_address)

    def _answer(self, request: socket.socket, client_address: Any) -> None:
        # Most callers end the handshake, as they should.
        with suppress(OSError), request:
            request.settimeout(PATIENCE_SECONDS)
            with self._context.wrap_socket(request, server_side=True) as connection:
                self.finish_request(connection, client_address)


class FaultyRequestHandler(BaseHTTPRequestHandler):
    """Tells a caller that accepted the certificate that it should not have."""

    def __init__(self, behaviour: Behaviour, *arguments: Any) -> None:
        self._behaviour = behaviour
        super().__init__(*arguments)

    def do_POST(self) -> None:
        """Read the letter, keep nothing of it but in the journal, and refuse it."""
        begun, body = time.monotonic(), self._read_body()
        fault = faults.fault_of(_not_looked_at(self._behaviour))
        content = envelope.wrap_element(faults.to_element(fault))
        label = trace.read_label(self.headers.get(trace.LABEL_HEADER))
        with trace.use_trace(self.headers.get("traceparent")), trace.use_label(label):
            if exchanges.has_listeners():
                report_incoming(self.path, SERVICE, begun, status=500, request=body, response=content, fault=fault)
        self.send_response(500)
        self.send_header("Content-Type", "text/xml; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _read_body(self) -> bytes:
        length = self.headers.get("Content-Length", "0")
        left = min(int(length), settings.MAX_SOAP_BYTES) if length.isdecimal() else 0
        return self.rfile.read(left)

    def log_message(self, format: str, *_: Any) -> None:  # noqa: A002 (the base class's name)
        """Log nothing: a call of a test operator is no news."""


def _not_looked_at(behaviour: Behaviour) -> CertificateError:
    shown = DESCRIPTIONS[behaviour].text
    return CertificateError(
        f"Anropet borde inte ha gjorts: den här operatören {shown.swedish}. Avbryt TLS-handskakningen med den.",
        f"The call should not have been made: this operator {shown.english}. End the TLS handshake with it.",
        slug="server-certificate-not-checked",
        at_fault=AtFault.YOU,
    )
