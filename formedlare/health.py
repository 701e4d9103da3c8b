"""The relay's checks for /healthz: a worker takes tasks, and the register answers."""

from django.conf import settings

from formedlare import register
from infra.errors import InternalError
from infra.queue import worker_heartbeat
from infra.web.monitoring import health


def check_worker() -> None:
    """Return if a relay worker takes tasks.

    Raises:
        NotWorking: none does.
    """
    problem = "No relay worker is delivering; letters lie safely in the database"
    health.require_worker(worker_heartbeat.RELAY, problem)


def check_register() -> None:
    """Return if the register (FaR) answers the relay and knows it as a relay.

    Raises:
        NotWorking: the relay has no certificate, the register cannot be reached or refuses, or has no such relay.
    """
    try:
        relay = register.relay_identity()
        known = register.list_actors()
    except LookupError as problem:
        raise health.NotWorking(f"MM_RELAY_IDENTITY={settings.RELAY_IDENTITY}: {problem}") from problem
    except InternalError as problem:
        raise health.NotWorking(
            f"{problem.text.english} MM_REGISTER_URL ({settings.REGISTER_URL}) says where the register is."
        ) from problem
    if relay.organisation.value not in known.dispatchers:
        number = relay.organisation.value
        raise health.NotWorking(
            f"MM_RELAY_IDENTITY={settings.RELAY_IDENTITY} has the certificate of {number}, which "
            "the register does not know as a relay: operators would refuse what it delivers. Name a relay, for "
            "instance formedlaren."
        )
