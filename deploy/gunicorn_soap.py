"""gunicorn for SOAP over mutual TLS. On its own: gunicorn -c deploy/gunicorn_soap.py infra.soap.wsgi"""

import os
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "infra.settings")

from django.conf import settings

from infra.hooks import disruptions
from infra.pki import store
from infra.pki.tls import ssl_context
from infra.supervisor.child_process import die_with_parent, search_for_cycles_seldom

__all__ = ["ssl_context"]

if settings.SOAP_TLS:
    certfile, keyfile = (str(path) for path in store.server_files(settings.PKI_DIR))

bind = f"{settings.BIND}:{settings.SOAP_PORT}"
worker_class = "infra.http_worker.deadline_worker.DeadlineWorker"
# One for each core, since a worker computes on one core only: with four workers on two cores a letter took half
# as much CPU time again. One thread of a worker computes; six may be held by rules for delay and four by slow
# operators.
workers = min(max(os.cpu_count() or 1, 2), 4)
threads = 12
MAX_DELAYED = 6
# Senders keep connections for a minute; closing first would race with their next letter.
keepalive = 75
timeout = 60
graceful_timeout = 5
preload_app = True
accesslog = None
loglevel = "warning"
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
# The application lies at the root, so gunicorn neither trusts nor refuses headers such as SCRIPT_NAME.
forwarder_headers = ""
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 (a file without a name)
control_socket_disable = True


def post_fork(server: Any, worker: Any) -> None:  # noqa: ARG001 (gunicorn's signature)
    die_with_parent(worker.ppid)
    search_for_cycles_seldom()
    disruptions.delay_slots.limit = MAX_DELAYED
