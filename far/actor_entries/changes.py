"""Connect, change, suspend, resume and disconnect actors.

What hangs on an actor that is disconnected: as a sender, its approvals of relays end, and what holders chose
about it is kept for the day it comes back, so that no refusal is lost. As a dispatcher, its rights to send for
others end. As a mailbox operator, it cannot go while accounts point to it, unless they are to end with it: then it
leaves today (far.departures), and from the same transaction on no account leads to it. Requests that wait for
signatures to come to it are withdrawn.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.conf import settings

from far.actor_entries import rows
from far.actor_entries.entry import NEW_ROLES, ActorEntry, Role, State, find_entry
from far.actor_entries.lock import changing_actors
from far.actor_entries.log import ChangeNote, record_actor_change
from far.actor_entries.request import WantedEntry, require_possible
from far.departures.planning import plan_departure
from far.models import Account, ActorEvent, Dispatcher, ServiceSupplier
from infra import clock
from infra.errors import IllegalState, NotFound
from infra.hooks import runs
from infra.pki import store


@dataclass(frozen=True)
class StoredEntry:
    """An entry as the register has it now, and whether the request connected it."""

    entry: ActorEntry
    is_new: bool


def store_entry(number: str, wanted: WantedEntry, note: ChangeNote) -> StoredEntry:
    """Connect the organisation, or change its entry. The same request twice changes nothing the second time.

    A new sender approves itself, if it is a dispatcher too, and the simulator's own relay. A suspended actor stays
    suspended.

    Raises:
        InvalidValues: a value is wrong, and what to write instead (5001).
        IllegalState: an operator with customers would lose its role or its domain (5011).
    """
    with changing_actors():
        before = find_entry(number)
        entry = _completed(before or ActorEntry(number, ""), wanted)
        require_possible(entry, wanted)
        _require_customers_kept(before, entry)
        _store(before, entry, ActorEvent.Kind.CHANGED if before else ActorEvent.Kind.CONNECTED, note)
        if before is None:
            runs.note_creation(runs.ItemKind.ACTOR, number)
    return StoredEntry(entry, before is None)


def change_entry(number: str, wanted: WantedEntry, note: ChangeNote) -> ActorEntry:
    """Change an actor that there is.

    Raises:
        NotFound: the register has no such actor (5003). InvalidValues, IllegalState: as `store_entry`.
    """
    with changing_actors():
        require_entry(number)
        return store_entry(number, wanted, note).entry


def suspend_actor(number: str, note: ChangeNote) -> ActorEntry:
    """Let the actor do nothing until it is resumed. Suspending twice changes nothing.

    Raises:
        NotFound: the register has no such actor (5003).
    """
    return _set_state(number, State.SUSPENDED, ActorEvent.Kind.SUSPENDED, note)


def resume_actor(number: str, note: ChangeNote) -> ActorEntry:
    """Let a suspended actor act again.

    Raises:
        NotFound: the register has no such actor (5003).
    """
    return _set_state(number, State.CONNECTED, ActorEvent.Kind.RESUMED, note)


def disconnect_actor(number: str, note: ChangeNote, *, end_accounts: bool = False) -> None:
    """Take the actor out of the register. `end_accounts`: the accounts at the operator end with it.

    Millions of accounts end one batch after the other; until its turn comes, an account has no operator.

    Raises:
        NotFound: the register has no such actor (5003).
        IllegalState: it is an operator with customers, and they are not to lose their accounts (5011).
    """
    with changing_actors():
        before = require_entry(number)
        after = before.without_roles()
        if not end_accounts:
            _require_customers_kept(before, after)
        elif has_customers(number):
            for row in ServiceSupplier.objects.filter(organisation=number, disconnected_at=None):
                plan_departure(row, clock.today(), note.author.origin)
        _store(before, after, ActorEvent.Kind.DISCONNECTED, note)


def require_entry(number: str) -> ActorEntry:
    """The actor with this number.

    Raises:
        NotFound: there is none (5003).
    """
    found = find_entry(number)
    if found is None:
        raise NotFound(
            f"{number} är ingen aktör i FaR. Konsolens sida Aktörer, eller PUT /api/v1/actors/{number}, kopplar "
            "in den.",
            f"{number} is no actor in FaR. The console's page Aktörer, or PUT /api/v1/actors/{number}, connects "
            "it.",
            slug="no-actor",
        )
    return found


def has_customers(number: str) -> bool:
    """Accounts point to the operator."""
    return Account.objects.filter(supplier__organisation=number, supplier__disconnected_at=None).exists()


def _set_state(number: str, state: State, kind: ActorEvent.Kind, note: ChangeNote) -> ActorEntry:
    with changing_actors():
        before = require_entry(number)
        after = replace(before, state=state)
        _store(before, after, kind, note)
    return after


def _store(before: ActorEntry | None, after: ActorEntry, kind: ActorEvent.Kind, note: ChangeNote) -> None:
    if before != after:
        runs.note_change(runs.ItemKind.ACTOR, after.number)
        rows.write_entry(before, after, clock.now())
        record_actor_change(kind, before, after, note)


def _completed(known: ActorEntry, wanted: WantedEntry) -> ActorEntry:
    """The entry with the wanted values, and with the usual ones where neither says anything."""
    roles = wanted.roles if wanted.roles is not None else known.roles or NEW_ROLES
    entry = replace(
        known,
        name=known.name if wanted.name is None else wanted.name.strip(),
        roles=roles,
        sector=wanted.sector or known.sector,
        supplier=(wanted.supplier or known.supplier) if Role.SUPPLIER in roles else None,
    )
    return _with_rights(known, entry, wanted)


def _with_rights(known: ActorEntry, entry: ActorEntry, wanted: WantedEntry) -> ActorEntry:
    dispatchers, senders = set(known.dispatchers), set(known.senders)
    itself = {entry.number} if entry.roles >= NEW_ROLES else set()
    if Role.SENDER not in known.roles:
        dispatchers |= itself | _own_relay()
    if Role.DISPATCHER not in known.roles:
        senders |= itself
    dispatchers, senders = _with_itself(entry.number, dispatchers, senders, wanted)
    # A run sees no actors of other runs, so a list that it sends cannot name them. Their rights stay.
    unseen = runs.keys_of_others(runs.ItemKind.ACTOR)
    dispatchers |= known.dispatchers & unseen
    senders |= known.senders & unseen
    other = set() if itself else {entry.number}
    return replace(
        entry,
        dispatchers=frozenset(dispatchers - other if Role.SENDER in entry.roles else ()),
        senders=frozenset(senders - other if Role.DISPATCHER in entry.roles else ()),
    )


def _with_itself(
    number: str, dispatchers: Collection[str], senders: Collection[str], wanted: WantedEntry
) -> tuple[set[str], set[str]]:
    """The wanted lists, else the usual ones. An organisation that sends for itself stands in both of its lists."""
    named: list[Collection[str]] = [names for names in (wanted.dispatchers, wanted.senders) if names is not None]
    given = set(dispatchers if wanted.dispatchers is None else wanted.dispatchers)
    held = set(senders if wanted.senders is None else wanted.senders)
    if any(number in names for names in named or [dispatchers, senders]):
        return given | {number}, held | {number}
    return given - {number}, held - {number}


def _own_relay() -> set[str]:
    """The simulator's relay, where this register has it as a dispatcher."""
    try:
        number = store.load_identity(settings.RELAY_IDENTITY).organisation.value
    except LookupError:
        return set()
    return {number} if Dispatcher.objects.filter(organisation=number, disconnected_at=None).exists() else set()


def _require_customers_kept(before: ActorEntry | None, after: ActorEntry) -> None:
    """Return unless accounts would point to an operator that is gone, or that senders know by another domain."""
    if before is None or before.supplier is None:
        return
    is_same = after.supplier is not None and after.supplier.domain == before.supplier.domain
    if not is_same and has_customers(before.number):
        raise IllegalState(
            f"{before.supplier.domain} har kunder i FaR, så operatören kan inte kopplas ifrån eller byta domän. "
            "Låt dem byta operatör, eller koppla ifrån den med end_accounts, som avslutar deras konton.",
            f"{before.supplier.domain} has customers in FaR, so the operator cannot be disconnected or change its "
            "domain. Let them change operator, or disconnect it with end_accounts, which ends their accounts.",
            slug="operator-has-customers",
        )
