"""A connection while an answer is written to it: head and body go out together.

gunicorn writes the head by itself. Over TLS that is a record and a packet of its own, for which the caller wakes
up, only to wait for the rest.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

MAX_JOINED: Final = 16_384
"""Bytes of a body before which the head is put; a larger one would be copied. One record of TLS has as many."""


class AnswerSocket:
    """The connection, which can hold back the head of an answer until its body comes."""

    def __init__(self, sock: Any) -> None:
        self.connection = sock
        self._holds_next = False
        self._head = b""

    def hold_head(self) -> None:
        """Hold back what is written next, the head of an answer, until more is written."""
        self._holds_next = True

    def sendall(self, data: bytes) -> None:
        if self._holds_next:
            self._holds_next, self._head = False, data
            return
        if self._head:
            if len(data) <= MAX_JOINED:
                data, self._head = self._head + data, b""
            else:
                self.send_held()
        self.connection.sendall(data)

    def send(self, data: bytes) -> int:
        self.send_held()
        sent: int = self.connection.send(data)
        return sent

    def sendfile(self, file: Any, offset: int = 0, count: int | None = None) -> int:
        self.send_held()
        sent: int = self.connection.sendfile(file, offset, count)
        return sent

    def send_held(self) -> None:
        """Send a head that no body has followed."""
        if self._head:
            head, self._head = self._head, b""
            self.connection.sendall(head)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.connection, name)


def pass_on_close(application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """Wrap an application so that its `Connection: close` is sent, which gunicorn would replace by keep-alive.

    An answer of a known length goes out together with its head.
    """

    def serve(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        answer: AnswerSocket = environ["gunicorn.socket"]
        # Applications ask the connection itself whether the caller has gone, and for its certificate.
        environ["gunicorn.socket"] = answer.connection

        def start(status: str, headers: list[tuple[str, str]], *problem: Any) -> Any:
            said = {name.lower(): value for name, value in headers}
            if said.get("connection", "").lower() == "close":
                start_response.__self__.force_close()
            if "content-length" in said:
                answer.hold_head()
            return start_response(status, headers, *problem)

        return application(environ, start)

    return serve
