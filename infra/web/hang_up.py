"""Whether anybody still waits for the answer to a request."""

import select
import socket

from django.http import HttpRequest


def has_hung_up(request: HttpRequest) -> bool:
    """The caller has closed its connection. False where the server does not show the connection."""
    connection = request.META.get("gunicorn.socket")
    if not isinstance(connection, socket.socket):
        return False
    try:
        readable, _, _ = select.select([connection], [], [], 0)
        return bool(readable) and connection.recv(1, socket.MSG_PEEK) == b""
    except (OSError, ValueError):
        return True
