"""The actors that may do nothing at present, and why."""

from dataclasses import dataclass

from far.models import Dispatcher, Sender, ServiceSupplier

ROLES = {Sender: "sender", Dispatcher: "dispatcher", ServiceSupplier: "supplier"}


@dataclass(frozen=True)
class SuspendedActor:
    """An organisation that is suspended in one role or more."""

    number: str
    name: str
    roles: tuple[str, ...]


def suspended_actors() -> list[SuspendedActor]:
    """The suspended ones, in order of name."""
    roles: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for model, role in ROLES.items():
        rows = model._default_manager.filter(suspended=True).values_list("organisation", "name")
        for number, name in rows:
            roles.setdefault(number, []).append(role)
            names.setdefault(number, name)
    found = [SuspendedActor(number, names[number], tuple(known)) for number, known in roles.items()]
    return sorted(found, key=lambda actor: (actor.name.casefold(), actor.number))
