"""NUL in what a browser sends: an address that is none, or a form that no page writes.

Programs' addresses (REST, SOAP) refuse it in their own form; see infra/rest.
"""

from collections.abc import Callable
from itertools import chain
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase

from infra.validation.unstorable import NUL


class UnstorableCharactersMiddleware:
    """Answers 404 to addresses with NUL and 400 to queries and forms with it, before any view looks them up.

    A cookie with NUL is none of ours and counts as absent.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        for name in [name for name, value in request.COOKIES.items() if NUL in value]:
            del request.COOKIES[name]
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> None:
        if getattr(view, "csrf_exempt", False):
            # A program's address.
            return
        if NUL in request.path:
            raise Http404
        if _has_nul(request.GET) or _has_nul(request.POST):
            raise BadRequest("NUL in a query or form")


def _has_nul(values: QueryDict) -> bool:
    return any(NUL in text for name, texts in values.lists() for text in chain([name], texts))
