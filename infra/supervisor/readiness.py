"""Asks a running simulator whether everything works."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass

from django.conf import settings

from infra.supervisor.listeners import reachable_address

ASK_SECONDS = 3.0


@dataclass(frozen=True)
class Answer:
    """Whether everything works, and what does not, in words."""

    ready: bool
    problems: tuple[str, ...] = ()


def ask() -> Answer:
    """Ask /healthz on this installation's web port. Never raises."""
    address = reachable_address(settings.BIND)
    host = f"[{address}]" if ":" in address else address
    request = urllib.request.Request(f"http://{host}:{settings.HTTP_PORT}/healthz", headers={"Host": "localhost"})
    try:
        # A proxy from the environment is not for talking to oneself.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=ASK_SECONDS):
            return Answer(ready=True)
    except urllib.error.HTTPError as problem:
        return Answer(ready=False, problems=_problems(problem))
    except OSError as problem:
        return Answer(ready=False, problems=(f"The web port {settings.HTTP_PORT} does not answer: {problem}",))


def _problems(answer: urllib.error.HTTPError) -> tuple[str, ...]:
    try:
        components = json.loads(answer.read())["components"]
    except (ValueError, KeyError, OSError):
        return (f"/healthz answers {answer.code}; var/log/web.log may tell why.",)
    return tuple(f"{name}: {state['problem']}" for name, state in components.items() if not state["works"])
