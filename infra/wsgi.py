"""The application of the web listener: pages, REST, and the contracts for callers without a certificate."""

import os

import django
from django.core.handlers.wsgi import WSGIHandler

from infra.web.request import TextRequest
from infra.web.thread_connections import limit_connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "infra.settings")


class WebApplication(WSGIHandler):
    """Django, with our reading of encodings."""

    request_class = TextRequest


django.setup(set_prefix=False)
limit_connections()
application = WebApplication()
