"""gunicorn's threaded worker, with a limit to the time that a caller may occupy one of its few threads.

gunicorn itself waits without limit. Here the connection ends when a handshake or headers do not come in time.
When a body does not come in time, the application's read raises TimeoutError, so that it can still answer.
When the caller does not take its answer, the answer is dropped.

A connection takes no thread until its handshake and a whole request have come: until then it waits with the
connections that are kept alive. Many clients open connections in advance, and some send half a head or body.

A caller that sends request after request keeps its thread, where there are threads enough: to hand a connection to
the waiting ones and back takes two changes of threads.
"""

import select
import selectors
import socket
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, Final

from django.conf import settings
from gunicorn.http.errors import LimitRequestHeaders, ParseException
from gunicorn.workers.gthread import _DEFER, TConn, ThreadWorker

from infra.http_worker import request_body, request_head
from infra.http_worker.answer_socket import AnswerSocket, pass_on_close
from infra.http_worker.request_body import CollectedBody
from infra.http_worker.sockets import (
    DeadlineSocket,
    close_now,
    end_sending,
    keep_decrypted_bytes,
    open_plain_socket,
)
from infra.identity.masking import mask_numbers
from infra.soap.reports.exchange_reports import report_handshake_failure

CLOSING_SECONDS: Final = 2.0
"""How long a caller may go on sending after its answer."""
_LINGER: Final = object()
"""The result of a request after which the connection ends, when the caller has read the answer."""
MAX_WAITING_BYTES: Final = 512 * 1_048_576
"""Of all bodies together that a process has collected and not yet handled."""
NEXT_MILLISECONDS: Final = 5
"""How long a thread waits for the next request of the caller that it has answered."""
SECONDS_FOR_OTHERS: Final = 0.0005
"""Another process may take a new connection first, for so long for each of CONNECTIONS_COUNTED."""
CONNECTIONS_COUNTED: Final = 6


class DeadlineWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Waits MM_SLOW_CLIENT_SECONDS for a request to be complete, and for an answer to be taken."""

    wsgi: Callable[..., Iterable[bytes]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._deadlines: dict[TConn, float] = {}
        self._bodies: dict[TConn, CollectedBody] = {}
        self._lingering: dict[TConn, float] = {}
        """Answered connections that their callers have not closed yet, each with the time when we close it."""

    def accept(self, listener: socket.socket) -> None:
        """Take a new connection, unless a process with fewer takes it meanwhile.

        The kernel wakes all of them, and the first would get most connections and most of the work.
        """
        if self.cfg.workers > 1:
            time.sleep(min(self.nr_conns, CONNECTIONS_COUNTED) * SECONDS_FOR_OTHERS)
        super().accept(listener)

    def load_wsgi(self) -> None:
        super().load_wsgi()
        self._explain_malformed = getattr(self.wsgi, "explain_malformed", None)
        self._max_body = int(getattr(self.wsgi, "max_body_size", request_body.MAX_BODY))
        self.wsgi = pass_on_close(self.wsgi)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Answer what is not HTTP in the application's words, where it has some, instead of gunicorn's HTML."""
        if self._explain_malformed is None or not isinstance(exc, ParseException):
            super().handle_error(req, client, addr, exc)
            return
        self.log.warning("Invalid request from ip=%s: %s", (addr or ("",))[0], exc)
        with suppress(OSError):
            client.sendall(self._explain_malformed(exc))

    def handle(self, conn: TConn) -> Any:
        is_kept = self._handle_one(conn)
        while is_kept is True and self._is_next_coming(conn):
            is_kept = self._handle_one(conn)
        return is_kept

    def _is_next_coming(self, conn: TConn) -> bool:
        """Wait a moment for the next request, while there is a thread for each connection."""
        if not self.alive or self.nr_conns > self.cfg.threads or conn.parser.unreader.buf.getvalue():
            return False
        poll = select.poll()
        poll.register(conn.sock.fileno(), select.POLLIN)
        return bool(poll.poll(NEXT_MILLISECONDS))

    def _handle_one(self, conn: TConn) -> Any:
        self._deadlines.setdefault(conn, time.monotonic() + settings.SLOW_CLIENT_SECONDS)
        is_kept = self._has_come(conn)
        if is_kept is _DEFER:
            if not request_head.is_incomplete(conn):
                self._deadlines.pop(conn, None)
            return _DEFER
        try:
            if is_kept is True:
                is_kept = super().handle(conn)
        finally:
            self._deadlines.pop(conn, None)
            self._forget_body(conn)
        if is_kept is False:
            return _LINGER if end_sending(conn) else False
        if is_kept is True:
            keep_decrypted_bytes(conn)
        return is_kept

    def _has_come(self, conn: TConn) -> Any:
        """True: there is a request to handle; False: the connection cannot be used, or the caller has gone.

        _DEFER: not all of the request is there yet, or of TLS's handshake before it, or not a byte.
        """
        try:
            if not conn.initialized and not self._begin(conn):
                return _DEFER
            if conn not in self._bodies and not request_head.is_complete(conn):
                return _DEFER
            return True if self._has_body_come(conn) else _DEFER
        except request_head.HeadTooLarge:
            problem = LimitRequestHeaders(f"more than {request_head.MAX_HEAD_SIZE} bytes")
            self.handle_error(None, conn.sock, conn.client, problem)
        except ConnectionError as problem:
            self.log.debug("A connection ended before it had begun: %s", problem)
        except OSError as problem:
            self.log.warning("A handshake failed: %s", problem)
            report_handshake_failure(str(conn.client[0]) if conn.client else "-", problem)
        return False

    def _has_body_come(self, conn: TConn) -> bool:
        body = self._bodies.get(conn)
        if body is None:
            body = request_body.begin_body(conn, self._max_body)
            if body.is_complete:
                body.close()
                return True
            self._bodies[conn] = body
            self._deadlines[conn] = time.monotonic() + settings.SLOW_CLIENT_SECONDS
        conn.sock.setblocking(False)
        try:
            has_come = body.collect(conn.sock)
        finally:
            conn.sock.setblocking(True)
        if body.size > request_body.MAX_IN_MEMORY:
            self._require_space()
        return has_come

    def _require_space(self) -> None:
        """End the connection when bodies that do not end fill the disk."""
        if sum(body.size for body in list(self._bodies.values())) > MAX_WAITING_BYTES:
            raise OSError("too many bodies have begun and not ended")

    def _forget_body(self, conn: TConn) -> None:
        body = self._bodies.pop(conn, None)
        if conn.parser is not None:
            unreader = conn.parser.unreader
            unreader.sock = conn.sock
            if body is not None and (rest := body.rest()):
                unreader.unread(unreader.take_buffered() + rest)
        if body is not None:
            body.close()

    def _begin(self, conn: TConn) -> bool:
        """Begin a new connection if its caller has sent anything."""
        if not conn.wait_for_data(0):
            return False
        conn.data_ready = False
        conn.init()
        return True

    def handle_request(self, req: Any, conn: TConn) -> Any:
        self._deadlines.pop(conn, None)
        unreader, body = conn.parser.unreader, self._bodies.get(conn)
        if body is not None:
            body.begin_reading()
        is_late = body is not None and body.is_late
        unreader.sock = self._source(conn, 0.0 if is_late else settings.SLOW_CLIENT_SECONDS)
        # Each piece of the answer must be taken within this time.
        conn.sock.settimeout(settings.SLOW_CLIENT_SECONDS)
        sock = conn.sock
        conn.sock = AnswerSocket(sock)
        try:
            is_kept = super().handle_request(req, conn)
            conn.sock.send_held()
        except TimeoutError:
            self.log.warning("A caller did not take its answer: %s", mask_numbers(req.path))
            close_now(conn)
            return False
        except ConnectionError:
            self.log.info("A caller hung up before it had its answer: %s", mask_numbers(req.path))
            return False
        else:
            return is_kept
        finally:
            conn.sock = sock
            # gunicorn reads the rest of the body, to keep the connection.
            unreader.sock = self._source(conn, CLOSING_SECONDS)

    def _source(self, conn: TConn, seconds: float) -> Any:
        """The source of the body: the octets that were collected, then those that the socket gives in time."""
        source, body = DeadlineSocket(conn.sock, seconds), self._bodies.get(conn)
        return source if body is None else body.as_socket(source)

    def finish_request(self, conn: TConn, fs: Any) -> None:
        if not fs.cancelled() and fs.exception() is None and fs.result() is _LINGER:
            self._linger(conn)
            return
        super().finish_request(conn, fs)
        if conn in self._bodies and conn.timeout is not None:
            # gunicorn would end it after as long as a connection is kept alive.
            conn.timeout = max(conn.timeout, self._deadlines.get(conn, 0.0) + 1)

    def _linger(self, conn: TConn) -> None:
        """Let the caller read the last answer before the connection ends (RFC 9112, 9.6), without a thread."""
        self._lingering[conn] = time.monotonic() + CLOSING_SECONDS
        conn.sock.setblocking(False)
        try:
            self.poller.register(conn.sock, selectors.EVENT_READ, lambda _sock: self._discard(conn))
        except (OSError, KeyError, ValueError):
            self._end_lingering(conn)

    def _discard(self, conn: TConn) -> None:
        try:
            with open_plain_socket(conn) as plain:
                plain.setblocking(False)
                is_open = bool(plain.recv(65_536))
        except BlockingIOError:
            is_open = True
        except (OSError, ValueError):
            is_open = False
        if not is_open:
            self._end_lingering(conn)

    def _end_lingering(self, conn: TConn) -> None:
        self._lingering.pop(conn, None)
        with suppress(OSError, KeyError, ValueError):
            self.poller.unregister(conn.sock)
        close_now(conn)
        self.nr_conns -= 1
        conn.close()

    def murder_pending(self) -> None:
        # gunicorn calls this about once a second, in the thread that never waits for a caller.
        super().murder_pending()
        now = time.monotonic()
        for conn, ends in list(self._deadlines.items()):
            if ends < now:
                self._end_waiting(conn)
        for conn, ends in list(self._lingering.items()):
            if ends < now:
                self._end_lingering(conn)

    def _end_waiting(self, conn: TConn) -> None:
        """Close a connection when its request did not come in time; half a body is answered before that."""
        body = self._bodies.get(conn)
        if body is None:
            self._deadlines.pop(conn, None)
            close_now(conn)
        elif conn in self.pending_conns:
            body.is_late = True
            self.poller.unregister(conn.sock)
            self.pending_conns.remove(conn)
            self.enqueue_req(conn)
