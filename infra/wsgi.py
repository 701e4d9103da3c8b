"""The application of the web listener: pages, REST, and the contracts for callers without a certificate."""

import os
from importlib import import_module

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from gunicorn.http.errors import ParseException

from infra.http_worker import malformed
from infra.web.request import TextRequest
from infra.web.thread_connections import limit_connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "infra.settings")


class WebApplication(WSGIHandler):
    """Django, with our reading of encodings."""

    request_class = TextRequest

    def explain_malformed(self, problem: ParseException) -> bytes:
        """The whole answer to bytes that are no HTTP request."""
        text, status = f"{malformed.words_of(problem)}\n", malformed.status_of(problem)
        return malformed.whole_answer(HttpResponse(text, status=status, content_type="text/plain; charset=utf-8"))


django.setup(set_prefix=False)
limit_connections()
# Before the workers are forked from this process: they share the memory.
import_module(settings.ROOT_URLCONF)
application = WebApplication()
