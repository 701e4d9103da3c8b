"""gunicorn for pages and REST. On its own: gunicorn -c deploy/gunicorn_web.py infra.wsgi"""

import os
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "infra.settings")

import django
from django.conf import settings

from infra import declaration
from infra.supervisor.child_process import die_with_parent

# What is declared is known when the apps are loaded, which nobody has done where gunicorn is started on its own.
django.setup(set_prefix=False)

bind = f"{settings.BIND}:{settings.HTTP_PORT}"
worker_class = "infra.http_worker.deadline_worker.DeadlineWorker"
workers = 1
threads = 8 + declaration.long_requests()
keepalive = 15
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
# In memory where the system has such a folder: on a slow disk a working worker would look like one that hangs.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 (a file without a name)
control_socket_disable = True


def post_fork(server: Any, worker: Any) -> None:  # noqa: ARG001 (gunicorn's signature)
    die_with_parent(worker.ppid)
