"""Answers SOAP messages that are sent to the address of a page with a fault, which SOAP stacks show."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from infra.soap.views import not_found

SOAP_TYPES: Final = frozenset({"text/xml", "application/xml", "application/soap+xml", "multipart/related"})
NO_SERVICE_HERE: Final = frozenset({403, 404, 405})
"""The statuses with which pages answer requests that none of their forms sends."""


class FaultAtWrongAddress:
    """Middleware: answers a POST of XML that no page takes with a SOAP fault that names the services."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        return self._fault(request) if _is_soap(request) and _is_page(response) else response

    def _fault(self, request: HttpRequest) -> HttpResponse:
        response = not_found(request)
        response._has_been_logged = True  # type: ignore[attr-defined]  # Django's own mark
        return response


def _is_soap(request: HttpRequest) -> bool:
    return request.method == "POST" and (request.content_type in SOAP_TYPES or "SOAPAction" in request.headers)


def _is_page(response: HttpResponseBase) -> bool:
    """The path belongs to REST, which has its own form of errors."""
    return response.status_code in NO_SERVICE_HERE and response.headers["Content-Type"].startswith("text/")
