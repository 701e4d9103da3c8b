"""An actor as the register has it: the organisation, its roles, and what belongs to each role.

Source: founding document 1.3; contract types Sender, Dispatcher, ServiceSupplier.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, Self

from far.models import Dispatcher, DispatchRight, Sender, ServiceSupplier

Row = Sender | Dispatcher | ServiceSupplier


class Role(StrEnum):
    """What an organisation is in the infrastructure. It may be several at once."""

    SENDER = "sender"
    DISPATCHER = "dispatcher"
    SUPPLIER = "supplier"


NEW_ROLES: Final = frozenset({Role.SENDER, Role.DISPATCHER})
"""The roles of a new actor, if none are named: a sender that delivers its letters itself."""


class State(StrEnum):
    """Whether an actor may act."""

    CONNECTED = "connected"
    SUSPENDED = "suspended"
    DISCONNECTED = "disconnected"


MODELS: Final[Mapping[Role, type[Row]]] = {
    Role.SENDER: Sender,
    Role.DISPATCHER: Dispatcher,
    Role.SUPPLIER: ServiceSupplier,
}
"""The table of each role."""


@dataclass(frozen=True)
class SupplierEntry:
    """What a mailbox operator has besides its name."""

    domain: str
    """Its internet domain, ServiceSupplier/Name: senders know the operator by it."""
    service_address: str
    """Where deliverSecure is called."""
    ui_address: str = ""
    """Where holders read their mail. Empty: nowhere."""
    public_senders_only: bool = False


@dataclass(frozen=True)
class ActorEntry:
    """An actor."""

    number: str
    name: str
    roles: frozenset[Role] = frozenset()
    state: State = State.CONNECTED
    sector: Sender.Sector = Sender.Sector.PUBLIC
    """Of a sender: some operators take letters from the public sector only."""
    dispatchers: frozenset[str] = field(default_factory=frozenset)
    """Of a sender: numbers of the relays that it has approved."""
    senders: frozenset[str] = field(default_factory=frozenset)
    """Of a dispatcher: numbers of the senders that have approved it."""
    supplier: SupplierEntry | None = None

    def without_roles(self) -> Self:
        """The entry once every role is given up."""
        return replace(
            self,
            roles=frozenset(),
            state=State.DISCONNECTED,
            dispatchers=frozenset(),
            senders=frozenset(),
            supplier=None,
        )


def find_entry(number: str) -> ActorEntry | None:
    """The actor with this number. None: it has no role, or has given them all up."""
    return entries_of([number]).get(number)


def entries_of(numbers: list[str]) -> dict[str, ActorEntry]:
    """The actors with these numbers, by number, with two queries more than there are roles."""
    rows: dict[str, dict[Role, Row]] = {}
    for role, model in MODELS.items():
        found = model._default_manager.filter(organisation__in=numbers, disconnected_at=None).order_by("-pk")
        for row in found:
            rows.setdefault(row.organisation, {})[role] = row
    rights = _Rights(list(rows))
    return {number: _entry_of(number, roles, rights) for number, roles in rows.items()}


class _Rights:
    """The rights of some organisations: the senders that each may send for, and the relays it has approved."""

    def __init__(self, numbers: list[str]) -> None:
        pairs = DispatchRight.objects.values_list("dispatcher__organisation", "sender__organisation")
        self._given = list(pairs.filter(sender__organisation__in=numbers))
        self._held = list(pairs.filter(dispatcher__organisation__in=numbers))

    def dispatchers_of(self, number: str) -> frozenset[str]:
        return frozenset(dispatcher for dispatcher, sender in self._given if sender == number)

    def senders_of(self, number: str) -> frozenset[str]:
        return frozenset(sender for dispatcher, sender in self._held if dispatcher == number)


def _entry_of(number: str, rows: Mapping[Role, Row], rights: _Rights) -> ActorEntry:
    sender, supplier = rows.get(Role.SENDER), rows.get(Role.SUPPLIER)
    return ActorEntry(
        number=number,
        name=_name_of(rows),
        roles=frozenset(rows),
        state=State.SUSPENDED if any(row.suspended for row in rows.values()) else State.CONNECTED,
        sector=Sender.Sector(sender.sector) if isinstance(sender, Sender) else Sender.Sector.PUBLIC,
        dispatchers=rights.dispatchers_of(number),
        senders=rights.senders_of(number),
        supplier=_supplier_of(supplier) if isinstance(supplier, ServiceSupplier) else None,
    )


def _name_of(rows: Mapping[Role, Row]) -> str:
    """The name of the sender, else the dispatcher's, else the operator's."""
    first = next(rows[role] for role in Role if role in rows)
    return (first.title or first.name) if isinstance(first, ServiceSupplier) else first.name


def _supplier_of(row: ServiceSupplier) -> SupplierEntry:
    return SupplierEntry(row.name, row.service_address, row.ui_address, row.public_senders_only)
