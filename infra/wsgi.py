"""The WSGI application that both listeners serve: pages and REST on one port, SOAP over TLS on another."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "infra.settings")

application = get_wsgi_application()
