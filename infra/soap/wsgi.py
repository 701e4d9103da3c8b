"""The WSGI application of the SOAP listener, which serves the contracts alone."""

import os
from functools import lru_cache
from importlib import import_module
from typing import Any, cast

import django
from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch, get_resolver, set_urlconf
from gunicorn.http.errors import ParseException

from infra.http_worker.malformed import whole_answer
from infra.pki.peer import take_proxied_certificate
from infra.web.request import TextRequest
from infra.web.thread_connections import limit_connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "infra.settings")


class SoapRequest(TextRequest):
    """A request to the SOAP listener, which has no pages."""

    urlconf = settings.SOAP_URLCONF


class SoapApplication(WSGIHandler):
    """Django without the middleware of pages: no cookies, sessions or languages."""

    request_class = SoapRequest
    max_body_size = settings.MAX_SOAP_BYTES
    """Bytes that the server collects before it calls. What is longer is refused here, unread."""

    def __call__(self, environ: dict[str, Any], start_response: Any) -> HttpResponseBase:
        take_proxied_certificate(environ)
        return super().__call__(environ, start_response)

    def explain_malformed(self, problem: ParseException) -> bytes:
        """The whole answer to bytes that are no HTTP request."""
        # The views need Django, which is set up when this module is loaded.
        from infra.soap.views import malformed_request  # noqa: PLC0415 (the views import this module)

        return whole_answer(malformed_request(problem))

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        """The view at the address. Callers use the same few addresses for all their letters."""
        set_urlconf(SoapRequest.urlconf)
        request.resolver_match = _match(request.path_info)
        return request.resolver_match

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: ARG002 (Django's signature)
        self._view_middleware: list[Any] = []
        self._template_response_middleware: list[Any] = []
        self._exception_middleware: list[Any] = []
        get_response = self._get_response  # type: ignore[attr-defined]  # django-stubs lacks it
        self._explained = convert_exception_to_response(get_response)
        self._middleware_chain = self._answer

    def _answer(self, request: HttpRequest) -> HttpResponse:
        response = cast(HttpResponse, self._explained(request))
        # An answer without a length is sent in chunks, which simple clients cannot read.
        response.headers.setdefault("Content-Length", str(len(response.content)))
        return response


@lru_cache(maxsize=256)
def _match(path: str) -> ResolverMatch:
    return get_resolver(SoapRequest.urlconf).resolve(path)


django.setup(set_prefix=False)
limit_connections()
# Before the workers are forked from this process: they share the memory.
import_module(settings.SOAP_URLCONF)
application = SoapApplication()
