"""A WSGI application that answers with what it is told of its connection."""

from collections.abc import Callable, Iterable
from typing import Any


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    body = type(environ["gunicorn.socket"]).__name__.encode()
    length = [] if environ["PATH_INFO"] == "/unknown" else [("Content-Length", str(len(body)))]
    start_response("200 OK", length)
    return [body]
