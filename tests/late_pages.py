"""A slow network on purpose: TEST_LATE_MS=400 lets each page, part of a page and script come 0.4 seconds late.

A test in a browser that passes on a quick machine and fails so has a step that does not wait for its page. Half of
each page comes twice as late, since a step may begin on a page of which only the head is there.
"""

import os
import time
from collections.abc import Callable, Iterator
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

LATE: Final = int(os.environ.get("TEST_LATE_MS", "0")) / 1000
"""Seconds."""


def let_pages_come_late() -> None:
    if LATE:
        settings.MIDDLEWARE = [f"{__name__}.{late.__name__}", *settings.MIDDLEWARE]


def let_script_come_late(path: str) -> None:
    if path.endswith(".js"):
        time.sleep(LATE)


def late(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    def answer(request: HttpRequest) -> HttpResponseBase:
        kind = request.headers.get("Sec-Fetch-Dest")
        if kind in ("document", "iframe", "empty"):
            time.sleep(LATE)
        response = get_response(request)
        if kind in ("document", "iframe") and isinstance(response, HttpResponse):
            return _in_halves(response)
        return response

    return answer


def _in_halves(response: HttpResponse) -> StreamingHttpResponse:
    halves = StreamingHttpResponse(
        _late_half(response.content), status=response.status_code, headers=response.headers
    )
    halves.cookies = response.cookies
    return halves


def _late_half(content: bytes) -> Iterator[bytes]:
    middle = len(content) // 2
    yield content[:middle]
    time.sleep(LATE)
    yield content[middle:]
