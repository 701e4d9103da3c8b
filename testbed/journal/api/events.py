"""New exchanges as they happen, as server-sent events.

Source: HTML, 9.2 Server-sent events.
"""

import json
import threading
import time
from collections.abc import Callable, Generator, Iterator
from typing import Any, Final

from django.conf import settings
from django.db import connection
from django.http import StreamingHttpResponse
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from infra.rest.problems import Problem, ProblemSerializer
from infra.rest.views import ProblemRenderer, RestView
from infra.web.hang_up import has_hung_up
from testbed.journal.api.serializers import ExchangeSerializer, FilterSerializer
from testbed.journal.api.views import TAGS, search_of
from testbed.journal.recording import pending
from testbed.journal.recording.numbering import newest_key
from testbed.journal.search.finding import find_newer
from testbed.journal.search.query_language import Search

LOOK_SECONDS: Final = 0.2
"""How long a listener may wait for an exchange that is written."""
ALIVE_SECONDS: Final = 10.0
"""How often a listener hears something, so that a broken connection is noticed."""
LONGEST_TO_LEAVE: Final = 3 * LOOK_SECONDS
LONGEST_SECONDS: Final = 300.0
"""After this the listener connects again, with Last-Event-ID; browsers do it by themselves."""
AT_ONCE: Final = 200
EVENT_STREAM: Final = "text/event-stream"
LAST_EVENT: Final = "Last-Event-ID"


class EventStreamRenderer(BaseRenderer):
    """Accepts `Accept: text/event-stream`, which browsers send."""

    media_type = EVENT_STREAM
    format = ProblemRenderer.format

    def render(self, data: Any, *_: Any, **__: Any) -> bytes:
        return json.dumps(data).encode()


class EventsView(RestView):
    query_serializer = FilterSerializer
    renderer_classes = (EventStreamRenderer, ProblemRenderer)  # type: ignore[assignment]  # as files

    @extend_schema(
        operation_id="stream_exchanges",
        summary="New exchanges as they happen, as server-sent events",
        description="Each event is named `exchange`; its `id` is the exchange's, and its `data` one line of JSON "
        "in the form of `get_exchange` (schema Exchange). A comment line comes every ten seconds. The stream ends "
        "after five minutes: connect again with Last-Event-ID, as browsers do, and nothing is missed. A process "
        "of the pages has MM_JOURNAL_LISTENERS listeners at most; further ones get 503.",
        parameters=[
            FilterSerializer,
            OpenApiParameter(LAST_EVENT, int, OpenApiParameter.HEADER, description="The last event that came"),
        ],
        responses={
            (200, EVENT_STREAM): OpenApiResponse(ExchangeSerializer, "Events, each with an exchange"),
            400: ProblemSerializer,
            503: ProblemSerializer,
        },
        tags=TAGS,
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        wanted, last = search_of(self.query), _last_event(request)
        # A listener that has gone leaves its place at its next look, and often is the one that connects again.
        if not _places.acquire(timeout=LONGEST_TO_LEAVE):
            raise Problem(
                "unavailable",
                f"{settings.JOURNAL_LISTENERS} lyssnare är redan anslutna (MM_JOURNAL_LISTENERS).",
                f"{settings.JOURNAL_LISTENERS} listeners are connected already (MM_JOURNAL_LISTENERS).",
                headers={"Retry-After": "10"},
            )
        headers = {"X-Accel-Buffering": "no", "Cross-Origin-Resource-Policy": "same-origin"}
        newest = newest_key()
        lines = stream_lines(
            wanted, newest if last is None else min(last, newest), lambda: has_hung_up(request._request)
        )
        stream = EventStream(lines)
        return StreamingHttpResponse(stream, content_type=EVENT_STREAM, headers=headers)


_places: Final = threading.Semaphore(settings.JOURNAL_LISTENERS)


class EventStream:
    """The lines of a stream. Closing it frees the listener's place."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._is_open = True

    def __iter__(self) -> Iterator[str]:
        return self._lines

    def close(self) -> None:
        if self._is_open:
            self._is_open = False
            _places.release()


def stream_lines(
    wanted: Search, last: int, has_gone: Callable[[], bool] = lambda: False, seconds: float = LONGEST_SECONDS
) -> Generator[str]:
    """Events with the exchanges that match and are newer than the key `last`, for so many seconds.

    `has_gone`: nobody listens any more.
    """
    begun = spoken = time.monotonic()
    # The id is there before the first event, so that a listener which hears none goes on from here.
    yield f"retry: 1000\nid: {last}\n: connected\n\n"
    while time.monotonic() < begun + seconds and not has_gone():
        pending.ask_for_writing()
        found = find_newer(wanted, last, AT_ONCE)
        for exchange in found:
            last = exchange.pk
            yield f"id: {last}\nevent: exchange\ndata: {json.dumps(ExchangeSerializer(exchange).data)}\n\n"
        # Between two looks other requests may need the connection's transaction to be over.
        connection.close_if_unusable_or_obsolete()
        if found:
            spoken = time.monotonic()
        elif time.monotonic() > spoken + ALIVE_SECONDS:
            spoken = time.monotonic()
            yield ": alive\n\n"
        if len(found) < AT_ONCE:
            time.sleep(LOOK_SECONDS)


def _last_event(request: Request) -> int | None:
    written = request.headers.get(LAST_EVENT, "")
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 19 else None
