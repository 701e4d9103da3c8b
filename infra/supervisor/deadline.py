"""gunicorn's threaded worker, with an end to how long a caller may keep one of its few threads waiting.

gunicorn waits for as long as the caller likes. Here a handshake or headers that do not come in time end
the connection; a body that does not come in time ends in a TimeoutError where the application reads it,
so that it can still answer; an answer that nobody takes is given up.

A connection keeps no thread until its handshake and the head of a request have come: it waits with those that
are kept alive. Many clients open theirs in advance, and some send half a head.
"""

import os
import socket
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from django.conf import settings
from gunicorn.http.errors import LimitRequestHeaders
from gunicorn.workers.gthread import _DEFER, TConn, ThreadWorker

from infra.supervisor import heads

LEAVE_SECONDS = 2.0
"""How long a caller may go on after its answer."""


class DeadlineSocket:
    """A socket that gives up reading at a certain time, however little comes how often."""

    def __init__(self, sock: Any, seconds: float) -> None:
        self._sock = sock
        self._seconds = seconds
        self._ends = time.monotonic() + seconds

    def recv(self, size: int) -> bytes:
        remaining = self._ends - time.monotonic()
        if remaining <= 0:
            raise TimeoutError(f"The request was not complete within {self._seconds:g} seconds")
        self._sock.settimeout(remaining)
        try:
            data: bytes = self._sock.recv(size)
        finally:
            self._sock.settimeout(self._seconds)
        return data

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


class DeadlineWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Waits MM_SLOW_CLIENT_SECONDS for a request to be complete, and for an answer to be taken."""

    wsgi: Callable[..., Iterable[bytes]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arriving: dict[TConn, float] = {}

    def load_wsgi(self) -> None:
        super().load_wsgi()
        self.wsgi = _says_so_when_it_closes(self.wsgi)

    def handle(self, conn: TConn) -> Any:
        self._arriving.setdefault(conn, time.monotonic() + settings.SLOW_CLIENT_SECONDS)
        goes_on = self._head_has_come(conn)
        if goes_on is _DEFER:
            if not heads.is_cut(conn):
                self._arriving.pop(conn, None)
            return _DEFER
        try:
            if goes_on is True:
                goes_on = super().handle(conn)
        finally:
            self._arriving.pop(conn, None)
            if conn.parser is not None:
                conn.parser.unreader.sock = conn.sock
        if goes_on is False:
            _take_leave(conn)
        elif goes_on is True:
            _keep_what_is_decrypted(conn)
        return goes_on

    def _head_has_come(self, conn: TConn) -> Any:
        """True: there is a request to handle; False: the connection cannot be used, or the caller has gone.

        _DEFER: not all of the head is there yet, or of TLS's handshake before it, or not a byte.
        """
        try:
            if not conn.initialized and not self._begin(conn):
                return _DEFER
            return True if heads.has_come(conn) else _DEFER
        except heads.TooLarge:
            problem = LimitRequestHeaders(f"more than {heads.LARGEST} bytes")
            self.handle_error(None, conn.sock, conn.client, problem)
        except ConnectionError as problem:
            self.log.debug("A connection ended before it had begun: %s", problem)
        except OSError as problem:
            self.log.warning("A handshake failed: %s", problem)
        return False

    def _begin(self, conn: TConn) -> bool:
        """Take up a new connection if its caller has said anything."""
        if not conn.wait_for_data(0):
            return False
        conn.data_ready = False
        conn.init()
        return True

    def handle_request(self, req: Any, conn: TConn) -> Any:
        self._arriving.pop(conn, None)
        unreader = conn.parser.unreader
        unreader.sock = DeadlineSocket(conn.sock, settings.SLOW_CLIENT_SECONDS)
        # For the answer: each piece of it must be taken within this time.
        conn.sock.settimeout(settings.SLOW_CLIENT_SECONDS)
        try:
            return super().handle_request(req, conn)
        except TimeoutError:
            self.log.warning("A caller did not take its answer: %s", req.path)
            _hang_up(conn)
            return False
        except ConnectionError:
            self.log.info("A caller hung up before it had its answer: %s", req.path)
            return False
        finally:
            # gunicorn reads what is left of the body, to keep the connection.
            unreader.sock = DeadlineSocket(conn.sock, LEAVE_SECONDS)

    def murder_pending(self) -> None:
        # Called about once a second, by the thread that never waits for a caller.
        super().murder_pending()
        now = time.monotonic()
        for conn, ends in list(self._arriving.items()):
            if ends < now:
                self._arriving.pop(conn, None)
                _hang_up(conn)


def _says_so_when_it_closes(application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """Let `Connection: close` of the application's through; gunicorn drops it, and would announce keep-alive."""

    def serve(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *problem: Any) -> Any:
            if ("connection", "close") in {(name.lower(), value.lower()) for name, value in headers}:
                start_response.__self__.force_close()
            return start_response(status, headers, *problem)

        return application(environ, start)

    return serve


def _has_decrypted(conn: TConn) -> bool:
    """Are there bytes that TLS has decrypted already and no selector will tell of."""
    return bool(getattr(conn.sock, "pending", int)())


def _keep_what_is_decrypted(conn: TConn) -> None:
    """Show gunicorn a request that came in one record with the end of the last: it looks into this buffer."""
    if _has_decrypted(conn):
        unreader = conn.parser.unreader
        # What came earlier comes first: unread() puts before all that is there.
        unreader.unread(unreader.take_buffered() + conn.sock.recv(conn.sock.pending()))


def _take_leave(conn: TConn) -> None:
    """Let the caller read the last answer before the connection ends (RFC 9112, 9.6).

    gunicorn would do this, too, but in the one thread that accepts callers, and everybody would wait.
    """
    with suppress(OSError, ValueError), _same(conn) as same:
        conn.sock.shutdown(socket.SHUT_WR)
        ends = time.monotonic() + LEAVE_SECONDS
        while (remaining := ends - time.monotonic()) > 0:
            same.settimeout(remaining)
            if not same.recv(65_536):
                break
    _hang_up(conn)


def _hang_up(conn: TConn) -> None:
    """End the connection at once; a thread that waits for the caller wakes up."""
    with suppress(OSError, ValueError), _same(conn) as same:
        same.shutdown(socket.SHUT_RDWR)


def _same(conn: TConn) -> socket.socket:
    """The connection as a plain socket, whatever is wrapped around it."""
    return socket.socket(fileno=os.dup(conn.sock.fileno()))
