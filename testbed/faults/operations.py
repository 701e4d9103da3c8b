"""The operations that a rule can name, by the place where it applies."""

from functools import lru_cache

from contracts import catalogue
from infra.hooks.disruptions import DisruptionPlace
from infra.soap.disrupted import place_at
from webhooks.models import EventType

SMTP_OPERATIONS = ("send", "receive")


@lru_cache(maxsize=len(DisruptionPlace))
def operations_at(place: str) -> tuple[str, ...]:
    """Their names in order: of SOAP services their operations, of webhooks the types of events."""
    if place == DisruptionPlace.SMTP:
        return SMTP_OPERATIONS
    if place == DisruptionPlace.WEBHOOK:
        return tuple(sorted(EventType.values))
    services = [service for path, service in catalogue.ALL_SERVICES.items() if place_at(path) == place]
    return tuple(sorted({operation.name for service in services for operation in service.operation_list}))
