"""Actors on demand: in FaR, with a new certificate that has the run's label."""

from dataclasses import dataclass
from typing import Final

from far.actor_entries import entry_and_certificate
from far.actor_entries.entry import ActorEntry, Role, SupplierEntry, find_entry
from far.actor_entries.entry_and_certificate import EntryAndCertificate
from far.actor_entries.lock import changing_actors
from far.actor_entries.log import ChangeNote
from far.actor_entries.request import WantedEntry
from infra.hooks.runs import ItemKind
from infra.identity import OrganisationNumber
from infra.pki.issuing import issue
from infra.pki.issuing.certificate_order import CertificateOrder
from testbed.on_demand import operators
from testbed.runs import owned_items
from testbed.runs.models import RunItem

USUAL_ROLES: Final = frozenset({Role.SENDER, Role.DISPATCHER})
NOBODY: Final = OrganisationNumber("")


@dataclass(frozen=True)
class WantedActor:
    """An actor that somebody wants."""

    number: OrganisationNumber | None = None
    """None: a test organisation that is free."""
    name: str | None = None
    roles: frozenset[Role] = USUAL_ROLES
    domain: str | None = None
    """Of an operator: its internet domain. None: one that is free."""
    service_address: str | None = None
    """Of an operator: where deliverSecure is called. None: the simulator plays it."""


def make_actor(wanted: WantedActor, note: ChangeNote) -> EntryAndCertificate:
    """Connect an actor and issue a certificate; both belong to the run of the request.

    An organisation that is an actor already keeps its name and its roles, and gets the roles that it lacks.

    Raises:
        InvalidValues: a value is wrong (5001). IllegalState: no number is left (5011).
        NotFound: no run has the request's label (5003). MaximumExceeded: the run owns as much as it may (5005).
    """
    # Making a key takes a tenth of a second, too long for a transaction that other writers wait for.
    key = issue.new_key()
    with changing_actors():
        run = owned_items.lock_run_of_request()
        known = find_entry(wanted.number.value) if wanted.number else None
        entry = WantedEntry(
            name=None if known else wanted.name or _usual_name(wanted.number),
            roles=wanted.roles | known.roles if known else wanted.roles,
            supplier=_supplier(wanted, known),
        )
        played = entry.supplier.domain if entry.supplier and not wanted.service_address else ""
        entered = entry_and_certificate.store_with_certificate(
            wanted.number, entry, CertificateOrder(NOBODY, "", folder=played), note, new_key=key
        )
        if played:
            operators.open_simulated(entered)
        if run and known and _belongs_to_runs(known.number):
            owned_items.own_item(run, ItemKind.ACTOR, known.number)
    return entered


def _usual_name(number: OrganisationNumber | None) -> str | None:
    """The name of an actor that was given none. None: it is chosen later, with the number."""
    return entry_and_certificate.default_name(number) if number else None


def _supplier(wanted: WantedActor, known: ActorEntry | None) -> SupplierEntry | None:
    """The operator that the request describes, with the simulator's address where it names none."""
    is_named = wanted.domain or wanted.service_address
    if not is_named and (Role.SUPPLIER not in wanted.roles or (known and known.supplier)):
        return None
    return operators.supplier_entry(wanted.domain, wanted.service_address)


def _belongs_to_runs(number: str) -> bool:
    """Runs made the actor, so it goes with the last of them."""
    return RunItem.objects.made().filter(kind=ItemKind.ACTOR, key=number).exists()
