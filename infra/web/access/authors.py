"""The author of a request, for the logs of changes."""

import base64
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

from infra.authorship import Author, Origin, acting_as
from infra.validation.name_characters import CONTROL

MAX_NAME: Final = 100
"""Characters of a user name that are kept."""

REST_PREFIX: Final = "/api/"


class ActingMiddleware:
    """Says for the logs on which way a request changes something: REST, or a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        origin = Origin.REST if request.path.startswith(REST_PREFIX) else Origin.CONSOLE
        with acting_as(origin.value):
            return self._get_response(request)


def author_of(request: HttpRequest, origin: Origin) -> Author:
    """The user name that came with the password, else the address that the request came from.

    The password is one for all, so the name is what the caller says, not what is known.
    """
    name = _user_name(request.headers.get("Authorization", ""))
    return Author(origin, name or request.META.get("REMOTE_ADDR", ""))


def _user_name(authorization: str) -> str:
    scheme, _, credentials = authorization.partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        name = base64.b64decode(credentials.strip(), validate=True).decode().partition(":")[0]
    except ValueError:
        return ""
    return CONTROL.sub("", name)[:MAX_NAME]
