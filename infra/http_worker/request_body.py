"""Collect the body of a request before the request gets a thread, as `request_head` collects its head.

What comes is kept in memory up to MAX_IN_MEMORY, and in a file without a name from there on. gunicorn's parser
reads it from there as if it came from the socket, and judges it; nothing is decided here but when to begin.
"""

import re
import select
import tempfile
from typing import Any, Final

from gunicorn.workers.gthread import TConn

from infra.http_worker import request_head
from infra.http_worker.chunks import ChunkScanner

MAX_IN_MEMORY: Final = 131_072
CHUNK: Final = 65_536
WAIT_MILLISECONDS: Final = 5
"""How long a thread waits, once, for a body that follows its head at once, as nearly all do."""
MAX_BODY: Final = 72 * 1_048_576
"""Bytes that are collected where the application does not say less. A part of a print file has 64 MiB."""
_LENGTH: Final = re.compile(rb"\r\nContent-Length:[ \t]*(\d{1,18})[ \t]*\r\n", re.IGNORECASE)
_CHUNKED: Final = re.compile(rb"\r\nTransfer-Encoding:[^\r\n]*chunked[ \t]*\r\n", re.IGNORECASE)
_EXPECT: Final = re.compile(rb"\r\nExpect:[ \t]*100-continue[ \t]*(?=\r\n)", re.IGNORECASE)
_CONTINUE: Final = b"HTTP/1.1 100 Continue\r\n\r\n"


class CollectedBody:
    """The part of a body that came after the head, as far as it has come."""

    def __init__(self, head: bytes, begun: bytes, max_size: int) -> None:
        """`begun`: what came together with the head, which stays in gunicorn's buffer."""
        self.is_late = False
        """It did not come in time. The application reads what is there, and then says so."""
        self.size = 0
        self._max_size = max_size
        self._file = tempfile.SpooledTemporaryFile(MAX_IN_MEMORY)  # noqa: SIM115 (closed with the request)
        self._has_waited = False
        self._is_over = False
        self._missing = _missing(head, len(begun), max_size)
        self._scanner = ChunkScanner() if _CHUNKED.search(head) else None
        if self._scanner:
            self._scanner.take(begun)

    @property
    def is_complete(self) -> bool:
        """The application can begin: all of it has come, or more than is collected, or nothing more will."""
        if self._is_over or self.is_late or self.size > self._max_size:
            return True
        return self._scanner.is_over if self._scanner else self._missing <= 0

    def collect(self, sock: Any) -> bool:
        """Keep what has come. True: the request can be handled."""
        while not self.is_complete:
            try:
                self._keep(sock.recv(min(CHUNK, self._missing) if self._scanner is None else CHUNK))
            except BlockingIOError:
                if not self._waits_for_more(sock):
                    return False
            except ConnectionError:
                self._is_over = True
        return True

    def as_socket(self, sock: Any) -> "CollectedSocket":
        """A socket that reads the collected octets first, then the real socket."""
        return CollectedSocket(self._file, sock)

    def begin_reading(self) -> None:
        self._file.seek(0)

    def rest(self) -> bytes:
        """The octets after the body: the beginning of the next request."""
        return self._file.read()

    def close(self) -> None:
        self._file.close()

    def _keep(self, piece: bytes) -> None:
        if not piece:
            self._is_over = True
            return
        self._file.write(piece)
        self.size += len(piece)
        self._missing -= len(piece)
        if self._scanner:
            self._scanner.take(piece)

    def _waits_for_more(self, sock: Any) -> bool:
        if self._has_waited:
            return False
        self._has_waited = True
        poll = select.poll()
        poll.register(sock.fileno(), select.POLLIN)
        return bool(poll.poll(WAIT_MILLISECONDS))


class CollectedSocket:
    """Reads what was collected before it reads from the socket."""

    def __init__(self, collected: Any, sock: Any) -> None:
        self._collected = collected
        self._sock = sock

    def recv(self, size: int) -> bytes:
        data: bytes = self._collected.read(size)
        return data or self._sock.recv(size)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


def begin_body(conn: TConn, max_size: int) -> CollectedBody:
    """The body of a request with a complete head. A caller that expects 100-continue gets it."""
    buffer = conn.parser.unreader.buf
    head, end, begun = buffer.getvalue().partition(request_head.END)
    body = CollectedBody(head + end, begun, max_size)
    if not body.is_complete and _EXPECT.search(head + end):
        conn.sock.sendall(_CONTINUE)
        buffer.seek(0)
        buffer.truncate()
        # gunicorn would send it again.
        buffer.write(_EXPECT.sub(b"", head + end) + begun)
    return body


def _missing(head: bytes, begun: int, max_size: int) -> int:
    found = _LENGTH.search(head)
    announced = int(found[1]) if found else 0
    # The application refuses it by its length.
    return 0 if announced > max_size else announced - begun
