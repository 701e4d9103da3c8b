"""The listening sockets, which are opened first, so that a port in use is reported at once.

They stay open while a server is restarted: callers wait a moment and are not refused.
"""

import errno
import socket
from contextlib import suppress

BACKLOG = 1024


class CannotListen(Exception):
    """The address cannot be used. The message names the setting to change."""


def open_listener(address: str, port: int, setting: str) -> socket.socket:
    """Open a listening TCP socket.

    Raises:
        CannotListen: the port is in use, needs other rights, or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((address, port))
    except OSError as problem:
        listener.close()
        raise CannotListen(_explain_problem(problem, address, port, setting)) from problem
    listener.listen(BACKLOG)
    return listener


def _explain_problem(problem: OSError, address: str, port: int, setting: str) -> str:
    if problem.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is already in use. Stop the program that listens there, "
            f"or choose another port with {setting}."
        )
    if problem.errno == errno.EACCES:
        return f"This user may not listen on port {port}. Choose one above 1023 with {setting}."
    return f"Cannot listen on {address}:{port} ({problem.strerror or problem}). Check MM_BIND and {setting}."


def reachable_address(bind: str) -> str:
    """The address at which this machine reaches a server that listens on `bind`."""
    with suppress(KeyError):
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}[bind]  # noqa: S104 (compared, not listened on)
    return bind
