"""Sockets of callers: a deadline for all reads, bytes that TLS has decrypted, and how a connection ends."""

import os
import socket
import time
from contextlib import suppress
from typing import Any

from gunicorn.workers.gthread import TConn


class DeadlineSocket:
    """A socket with one deadline for all its reads, even when a little arrives again and again."""

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


def _has_decrypted(conn: TConn) -> bool:
    """There are bytes that TLS has decrypted already, which no selector reports."""
    return bool(getattr(conn.sock, "pending", int)())


def keep_decrypted_bytes(conn: TConn) -> None:
    """Give gunicorn a request that came in one TLS record with the end of the last one: it reads this buffer."""
    if _has_decrypted(conn):
        unreader = conn.parser.unreader
        # unread() puts bytes first in the buffer, so what was there must be taken out and come first.
        unreader.unread(unreader.take_buffered() + conn.sock.recv(conn.sock.pending()))


def end_sending(conn: TConn) -> bool:
    """Tell the caller that nothing more is sent. False: the connection has ended already."""
    try:
        conn.sock.shutdown(socket.SHUT_WR)
    except (OSError, ValueError):
        close_now(conn)
        return False
    return True


def close_now(conn: TConn) -> None:
    """End the connection at once. A thread that waits for the caller wakes up."""
    with suppress(OSError, ValueError), open_plain_socket(conn) as plain:
        plain.shutdown(socket.SHUT_RDWR)


def open_plain_socket(conn: TConn) -> socket.socket:
    """The connection as a plain socket, without TLS and deadline around it."""
    return socket.socket(fileno=os.dup(conn.sock.fileno()))
