"""Asks a running simulator whether everything works."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException

from django.conf import settings

from infra.supervisor.listeners import reachable_address

TIMEOUT_SECONDS = 3.0


@dataclass(frozen=True)
class Health:
    """Whether everything works, and descriptions of what does not."""

    is_ready: bool
    problems: tuple[str, ...] = ()


def ask_health() -> Health:
    """Ask /healthz on this installation's web port. Never raises."""
    address = reachable_address(settings.BIND)
    host = f"[{address}]" if ":" in address else address
    request = urllib.request.Request(f"http://{host}:{settings.HTTP_PORT}/healthz", headers={"Host": "localhost"})
    try:
        # The request to this machine must not go through a proxy that the environment names.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=TIMEOUT_SECONDS):
            return Health(is_ready=True)
    except urllib.error.HTTPError as problem:
        return Health(is_ready=False, problems=_problems_in(problem))
    except (OSError, HTTPException) as problem:
        return Health(is_ready=False, problems=(f"The web port {settings.HTTP_PORT} does not answer: {problem}",))


def _problems_in(answer: urllib.error.HTTPError) -> tuple[str, ...]:
    try:
        components = json.loads(answer.read())["components"]
        return tuple(f"{name}: {state['problem']}" for name, state in components.items() if not state["works"])
    except (ValueError, LookupError, TypeError, AttributeError, OSError, HTTPException):
        # Another program has the port, or something between answers in its place.
        return (f"/healthz answers {answer.code}; var/log/web.log may say why.",)
