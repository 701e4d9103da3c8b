"""Collect the head of a request, its first line and headers, before a thread is given to it.

A caller that sends half of one and waits keeps a place among the waiting connections, and no thread.
"""

from typing import Any, Final

from gunicorn.workers.gthread import TConn

END: Final = b"\r\n\r\n"
LARGEST: Final = 65_536
"""Bytes. Browsers and proxies send at most half as much; so many may lie waiting for each connection."""
CHUNK: Final = 8_192


class TooLarge(Exception):
    """More than LARGEST bytes came, and no end of the head."""


def has_come(conn: TConn) -> bool:
    """Read what is there already. True: the head is complete.

    Raises:
        TooLarge: the caller sends more than a head can be.
        ConnectionError: the caller has gone.
        OSError: the TLS handshake failed.
    """
    buffer = conn.parser.unreader.buf
    if END in buffer.getvalue():
        return True
    conn.sock.setblocking(False)
    try:
        return _collect(conn, buffer)
    finally:
        conn.sock.setblocking(True)


def _collect(conn: TConn, buffer: Any) -> bool:
    while True:
        try:
            piece = conn.sock.recv(CHUNK)
        except BlockingIOError:
            return False
        if not piece:
            raise ConnectionAbortedError("the caller went before the request was complete")
        # The end may lie across two pieces.
        last = buffer.getvalue()[-len(END) :]
        buffer.seek(0, 2)
        buffer.write(piece)
        if END in last + piece:
            return True
        if buffer.tell() > LARGEST:
            raise TooLarge


def is_cut(conn: TConn) -> bool:
    """Has something begun that is not complete yet: TLS's handshake, or a head."""
    if conn.parser is None:
        return False
    return not getattr(conn.sock, "has_shaken_hands", True) or bool(conn.parser.unreader.buf.getvalue())
