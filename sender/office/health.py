"""The office gateway's part of /healthz: whether it answers."""

import socket

from django.conf import settings

from infra.supervisor.listeners import reachable_address
from infra.web.monitoring import health


def check_gateway() -> None:
    """Return if the gateway greets a caller, or answers that it is busy.

    Raises:
        NotWorking: it does not answer.
    """
    where = (reachable_address(settings.BIND), settings.SMTP_PORT)
    try:
        with socket.create_connection(where, health.HANDSHAKE_SECONDS) as caller:
            caller.settimeout(health.HANDSHAKE_SECONDS)
            said = caller.recv(3)
    except OSError as problem:
        raise health.NotWorking(_no_answer(str(problem))) from problem
    if said not in {b"220", b"421"}:
        raise health.NotWorking(_no_answer(f"it said {said!r}"))


def _no_answer(problem: str) -> str:
    return (
        f"The office gateway on port {settings.SMTP_PORT} does not answer: {problem}. "
        "var/log/office.log says why; MM_SMTP_PORT decides the port, 0 turns it off."
    )
