"""A register with a few actors, and how tests ask for changes."""

from collections.abc import Iterable
from typing import Any

import pytest

from far.actor_entries import changes
from far.actor_entries.changes import StoredEntry
from far.actor_entries.entry import ActorEntry, Role, SupplierEntry
from far.actor_entries.log import ChangeNote
from far.actor_entries.request import WantedEntry
from far.models import Account, ActorEvent, ServiceSupplier
from infra import clock
from infra.authorship import Author, Origin

AGENCY, OTHER_AGENCY = "162021004748", "162021003898"
RELAY, OPERATOR, STRANGER = "165590000005", "165569999013", "165560000001"
HOLDER = "192705178354"
NOTE = ChangeNote(Author(Origin.REST, "testaren"), "prov")


def wanted(roles: Iterable[str] | None = None, **values: Any) -> WantedEntry:
    return WantedEntry(roles=None if roles is None else frozenset(map(Role, roles)), **values)


def supplier(**changes: Any) -> SupplierEntry:
    values = {"domain": "brev.example", "service_address": "https://brev.example/Service/v3", **changes}
    return SupplierEntry(**values)


def store(number: str, roles: Iterable[str] | None = None, **values: Any) -> StoredEntry:
    return changes.store_entry(number, wanted(roles, **{"name": "Verket", **values}), NOTE)


def change(number: str, roles: Iterable[str] | None = None, **values: Any) -> ActorEntry:
    return changes.change_entry(number, wanted(roles, **values), NOTE)


def kinds(number: str) -> list[str]:
    """The kinds of an actor's events, in their order."""
    return list(ActorEvent.objects.filter(organisation=number).order_by("pk").values_list("kind", flat=True))


def give_customer(holder: str = HOLDER, operator: str = OPERATOR) -> Account:
    row = ServiceSupplier.objects.get(organisation=operator)
    return Account.objects.create(recipient=holder, supplier=row, registered_at=clock.now())


@pytest.fixture
def operator(db: None) -> ActorEntry:
    return store(OPERATOR, ["supplier"], name="Brevbolaget", supplier=supplier()).entry
