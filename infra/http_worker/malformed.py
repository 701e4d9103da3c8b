"""Answers to bytes that are no HTTP request: gunicorn's own are HTML, which no SOAP stack shows."""

from collections.abc import Mapping
from typing import Final

from django.http import HttpResponse
from gunicorn.http import errors

from infra.texts import Text

_STATUSES: Final[Mapping[type[errors.ParseException], int]] = {
    errors.LimitRequestLine: 414,
    errors.LimitRequestHeaders: 431,
    errors.ExpectationFailed: 417,
    errors.UnsupportedTransferCoding: 501,
}


def status_of(problem: errors.ParseException) -> int:
    """The HTTP status that says best what was wrong. Source: RFC 9110, 15.5; RFC 6585, 5."""
    return _STATUSES.get(type(problem), 400)


def words_of(problem: errors.ParseException) -> Text:
    """The words for a mistake in the first line or the headers. The server's own part is in English."""
    return Text(
        f"Anropets första rad eller headrar kan inte läsas (RFC 9112): {problem}. Inget har lästs efter det.",
        f"The request's first line or headers cannot be read (RFC 9112): {problem}. Nothing was read after that.",
    )


def whole_answer(response: HttpResponse) -> bytes:
    """The response with its status line, after which the connection ends."""
    response["Content-Length"] = str(len(response.content))
    response["Connection"] = "close"
    head = f"HTTP/1.1 {response.status_code} {response.reason_phrase}\r\n".encode("ascii")
    return head + response.serialize()
