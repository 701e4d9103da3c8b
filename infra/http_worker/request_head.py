"""Collect the head of a request (its first line and headers) before the request gets a thread.

A caller that sends half a head and waits takes a place among the waiting connections, and no thread.
"""

from typing import Any, Final

from gunicorn.workers.gthread import TConn

END: Final = b"\r\n\r\n"
MAX_HEAD_SIZE: Final = 65_536
"""Bytes per connection. Browsers and proxies send at most half as much."""
CHUNK: Final = 8_192


class HeadTooLarge(Exception):
    """More than MAX_HEAD_SIZE bytes came without the end of the head."""


def is_complete(conn: TConn) -> bool:
    """Read the bytes that have arrived. True: the head is complete.

    Raises:
        HeadTooLarge: the caller sends more than a head can be.
        ConnectionError: the caller has gone.
        OSError: the TLS handshake failed.
    """
    buffer = conn.parser.unreader.buf
    if END in buffer.getvalue():
        return True
    conn.sock.setblocking(False)
    try:
        return _collect_head(conn, buffer)
    finally:
        conn.sock.setblocking(True)


def _collect_head(conn: TConn, buffer: Any) -> bool:
    while True:
        try:
            piece = conn.sock.recv(CHUNK)
        except BlockingIOError:
            return False
        if not piece:
            raise ConnectionAbortedError("the caller went before the request was complete")
        # The end may be split between two pieces.
        last = buffer.getvalue()[-len(END) :]
        buffer.seek(0, 2)
        buffer.write(piece)
        if END in last + piece:
            return True
        if buffer.tell() > MAX_HEAD_SIZE:
            raise HeadTooLarge


def is_incomplete(conn: TConn) -> bool:
    """A TLS handshake or a head has begun and is not complete."""
    if conn.parser is None:
        return False
    return not getattr(conn.sock, "is_handshake_done", True) or bool(conn.parser.unreader.buf.getvalue())
