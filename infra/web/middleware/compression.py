"""Compresses answers that are text for clients that accept it (Accept-Encoding)."""

from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

COMPRESSIBLE: Final = frozenset(
    {"application/json", "application/vnd.oai.openapi", "application/xml", "image/svg+xml"}
)
SUFFIXES: Final = ("+json", "+xml")
EVENTS: Final = "text/event-stream"
"""Must leave at once, and a compressor gathers first."""


class TextCompressionMiddleware(GZipMiddleware):
    """Django's, for text alone: PDF and PNG are compressed already.

    Django pads each answer at random, so its length does not tell what a guess in it has matched (BREACH).
    A streamed answer stays one: it is compressed piece by piece.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return super().process_response(request, response) if is_text(response) else response


def is_text(response: HttpResponseBase) -> bool:
    media_type = response.get("Content-Type", "").partition(";")[0].strip().lower()
    if media_type == EVENTS:
        return False
    return media_type.startswith("text/") or media_type in COMPRESSIBLE or media_type.endswith(SUFFIXES)
