"""The actors that may do nothing at present, since when and why."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from far.actor_entries.entry import MODELS, Role
from far.models import ActorEvent


@dataclass(frozen=True)
class SuspendedActor:
    """An organisation that is suspended, in one role or more."""

    number: str
    name: str
    roles: tuple[Role, ...]
    since: datetime | None
    """None: it was suspended by other means than the actors' own functions, which keep a log."""
    reason: str
    by: str
    """The origin of the change, and the name that the caller gave."""


def suspended_actors() -> list[SuspendedActor]:
    """The suspended ones, in order of name. Those that have been disconnected are not among them."""
    roles: dict[str, list[Role]] = {}
    names: dict[str, str] = {}
    for role, model in MODELS.items():
        rows = model._default_manager.filter(suspended=True, disconnected_at=None)
        for number, name in rows.values_list("organisation", "name"):
            roles.setdefault(number, []).append(role)
            names.setdefault(number, name)
    events = _latest_suspensions(roles)
    found = [_suspended(number, names[number], known, events.get(number)) for number, known in roles.items()]
    return sorted(found, key=lambda actor: (actor.name.casefold(), actor.number))


def _suspended(number: str, name: str, roles: Collection[Role], event: ActorEvent | None) -> SuspendedActor:
    if event is None:
        return SuspendedActor(number, name, tuple(roles), None, "", "")
    by = " ".join(filter(None, (event.origin, event.by)))
    return SuspendedActor(number, name, tuple(roles), event.at, event.reason, by)


def _latest_suspensions(numbers: Collection[str]) -> dict[str, ActorEvent]:
    """By organisation, the line of the actors' log that says that it was suspended."""
    rows = ActorEvent.objects.filter(kind=ActorEvent.Kind.SUSPENDED, organisation__in=list(numbers))
    return {event.organisation: event for event in rows.order_by("pk")}
