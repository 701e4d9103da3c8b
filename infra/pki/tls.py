"""TLS that asks for a client certificate and accepts every certificate in the handshake.

The standard library ends the handshake when it does not trust a client certificate, and the client is
left with an alert that explains nothing. Here the handshake succeeds, peer.py refuses the certificate, and
the client reads the reason in a SOAP fault. TlsSocket adds the methods of a socket that gunicorn calls and
pyOpenSSL does not have.
"""

import errno
import select
import socket
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from cryptography import x509
from django.conf import settings
from OpenSSL import SSL

from infra.pki import store

CHUNK = 16_384
NO_SYSTEM_ERROR = -1
"""OpenSSL's error number when the peer has gone and the system saw no error."""


def ssl_context(_conf: Any, _default_factory: Callable[[], Any]) -> "ExplainingContext":
    """A hook of gunicorn's, called for each connection."""
    return _context_of(Path(settings.PKI_DIR))


@cache
def _context_of(pki_dir: Path) -> "ExplainingContext":
    chain, key = store.server_files(pki_dir)
    return ExplainingContext(chain, key)


class ExplainingContext:
    """The TLS context in which gunicorn wraps its connections."""

    def __init__(self, chain: Path, key: Path) -> None:
        context = SSL.Context(SSL.TLS_SERVER_METHOD)
        context.set_min_proto_version(SSL.TLS1_2_VERSION)
        # A resumed session would come without the certificates that the peer presented.
        context.set_options(SSL.OP_NO_TICKET | SSL.OP_NO_RENEGOTIATION)
        context.set_session_cache_mode(SSL.SESS_CACHE_OFF)
        context.use_certificate_chain_file(str(chain))
        context.use_privatekey_file(str(key))
        context.set_verify(SSL.VERIFY_PEER, lambda *_: True)
        self._context = context

    def wrap_socket(self, plain: socket.socket, **_options: Any) -> "TlsSocket":
        connection = SSL.Connection(self._context, plain)
        connection.set_accept_state()
        return TlsSocket(plain, connection)


class TlsSocket:
    """A pyOpenSSL connection with the interface of a socket."""

    def __init__(self, plain: socket.socket, connection: SSL.Connection) -> None:
        self._plain = plain
        self._connection = connection
        self._timeout: float | None = None
        self.is_handshake_done = False
        self._certificates: list[x509.Certificate] | None = None
        # OpenSSL must never block itself. This class waits, with a deadline.
        plain.setblocking(False)

    def peer_certificate_chain(self) -> list[x509.Certificate]:
        """The certificates that the peer presented, the leaf first, read once per connection."""
        if self._certificates is None:
            leaf = self._connection.get_peer_certificate(as_cryptography=True)
            # On a server's side OpenSSL leaves the leaf out of the chain.
            chain = self._connection.get_peer_cert_chain(as_cryptography=True) or []
            self._certificates = [leaf, *(item for item in chain if item != leaf)] if leaf else []
        return self._certificates

    def do_handshake(self) -> None:
        """Do nothing. The handshake happens at the first read, for which gunicorn holds no thread."""

    def _complete_handshake(self) -> None:
        try:
            self._retry_until_ready(self._connection.do_handshake, self._deadline())
        except (SSL.ZeroReturnError, SSL.SysCallError) as problem:
            raise ConnectionAbortedError("the TLS peer went in the middle of the handshake") from problem
        self.is_handshake_done = True

    def recv(self, size: int, _flags: int = 0) -> bytes:
        """Bytes, or none at the end, also when the peer has closed without TLS's goodbye, as many clients do."""
        if not self.is_handshake_done:
            self._complete_handshake()
        try:
            received: bytes = self._retry_until_ready(lambda: self._connection.recv(size), self._deadline())
        except SSL.ZeroReturnError:
            return b""
        except SSL.SysCallError as problem:
            if problem.args[0] == NO_SYSTEM_ERROR:
                return b""
            raise OSError(*problem.args) from problem
        return received

    def send(self, data: bytes, _flags: int = 0) -> int:
        """Send some of it.

        Raises:
            ConnectionError: the peer is gone.
        """
        try:
            sent: int = self._retry_until_ready(lambda: self._connection.send(data[:CHUNK]), self._deadline())
        except (SSL.ZeroReturnError, SSL.SysCallError) as problem:
            raise _gone_error(problem) from problem
        return sent

    def sendall(self, data: bytes, _flags: int = 0) -> None:
        view, sent = memoryview(data), 0
        while sent < len(view):
            sent += self.send(bytes(view[sent : sent + CHUNK]))

    def pending(self) -> int:
        """The number of decrypted bytes, which no selector reports."""
        return int(self._connection.pending())

    def setblocking(self, blocking: bool) -> None:
        self._timeout = None if blocking else 0.0

    def settimeout(self, timeout: float | None) -> None:
        self._timeout = timeout

    def gettimeout(self) -> float | None:
        return self._timeout

    def fileno(self) -> int:
        return self._plain.fileno()

    def getpeername(self) -> Any:
        return self._plain.getpeername()

    def getsockname(self) -> Any:
        return self._plain.getsockname()

    def setsockopt(self, *arguments: Any) -> None:
        self._plain.setsockopt(*arguments)

    def shutdown(self, how: int) -> None:
        self._close_tls()
        self._plain.shutdown(how)

    def close(self) -> None:
        self._close_tls()
        self._plain.close()

    def _close_tls(self) -> None:
        try:
            self._connection.shutdown()
        except (SSL.Error, OSError):
            return

    def _deadline(self) -> float | None:
        return None if self._timeout is None else time.monotonic() + self._timeout

    def _retry_until_ready(self, act: Callable[[], Any], deadline: float | None) -> Any:
        while True:
            try:
                return act()
            except SSL.WantReadError:
                self._wait(select.POLLIN, deadline)
            except (SSL.WantWriteError, BlockingIOError):
                self._wait(select.POLLOUT, deadline)
            except (SSL.ZeroReturnError, SSL.SysCallError):
                raise
            except SSL.Error as problem:
                raise OSError(f"TLS: {_reasons_of(problem)}") from problem

    def _wait(self, what: int, deadline: float | None) -> None:
        milliseconds = None if deadline is None else max(0.0, (deadline - time.monotonic()) * 1000)
        poll = select.poll()
        poll.register(self._plain.fileno(), what)
        if not poll.poll(milliseconds):
            if self._timeout == 0.0:
                raise BlockingIOError("nothing there yet")
            raise TimeoutError("the TLS peer is silent")


def _gone_error(problem: SSL.Error) -> OSError:
    if problem.args and problem.args[0] != NO_SYSTEM_ERROR:
        return OSError(*problem.args)
    return BrokenPipeError(errno.EPIPE, "the TLS peer has gone")


def _reasons_of(problem: SSL.Error) -> str:
    errors = problem.args[0] if problem.args else []
    return "; ".join(reason for *_, reason in errors) or "unknown"
