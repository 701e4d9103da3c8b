"""Answers that break the connection, where a tester has ordered that."""

import os
import socket
import struct
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from infra.hooks.disruptions import Break

GARBAGE: Final = bytes(range(0x80, 0x100)) * 4
PLAIN_ALERT: Final = bytes([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28])
"""A fatal alert, handshake_failure, in plain text: within a connection that is encrypted no client reads it.

Source: RFC 8446, 5.1 and 6.
"""
_NO_LINGER: Final = struct.pack("ii", 1, 0)
"""Closing the socket resets the connection."""


class BrokenAnswer(HttpResponse):
    """The answer of a connection that breaks while it is written."""

    def __init__(self, request: HttpRequest, breaks: Break, body: bytes, **options: Any) -> None:
        super().__init__(GARBAGE if breaks is Break.GARBAGE else body, **options)
        self._breaks = breaks
        self._connection: socket.socket | None = request.META.get("gunicorn.socket")

    def __iter__(self) -> Iterator[bytes]:
        if self._breaks is Break.GARBAGE:
            yield self.content
            return
        if self._breaks is Break.HALF:
            yield self.content[: len(self.content) // 2]
        if self._connection is not None:
            _break(self._connection, self._breaks)
        # The server takes it that the caller has hung up.
        raise ConnectionAbortedError("a tester wants this connection to break")


def _break(connection: socket.socket, breaks: Break) -> None:
    with suppress(OSError, ValueError):
        if breaks is Break.RESET:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
            connection.close()
            return
        with socket.socket(fileno=os.dup(connection.fileno())) as plain:
            if breaks is Break.TLS:
                plain.sendall(PLAIN_ALERT)
            plain.shutdown(socket.SHUT_RDWR)
