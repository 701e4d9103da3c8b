"""Requests of both listeners, which read the Content-Type alike."""

from functools import lru_cache
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.utils.http import parse_header_parameters


class TextRequest(WSGIRequest):
    """A request with an encoding for texts, even if its Content-Type names another.

    Python has codecs that turn bytes into bytes, too, such as zlib. Django takes any of them, and fails while it
    makes the request, where nothing can answer in words.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        self.content_type, parameters = _content_type(meta.get("CONTENT_TYPE", ""))
        self.content_params = parameters.copy()
        charset = self.content_params.get("charset")
        if charset and _is_of_texts(charset):
            # Not by the property, which reads the query at once, to forget it.
            self._encoding = charset


@lru_cache(maxsize=64)
def _content_type(header: str) -> tuple[str, dict[str, str]]:
    # The calls of one program all have the same.
    return parse_header_parameters(header)


@lru_cache(maxsize=64)
def _is_of_texts(encoding: str) -> bool:
    try:
        "a".encode(encoding)
    except (LookupError, ValueError):
        return False
    return True
