"""What somebody wants an actor's entry to be, checked value by value."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from far.actor_entries.domains import is_taken
from far.actor_entries.entry import ActorEntry, Role, SupplierEntry
from far.models import Dispatcher, Sender
from infra.texts import Text
from infra.validation import InvalidValue, InvalidValues
from infra.validation.name_characters import wrong_with_length, wrong_with_name

MAX_ADDRESS: Final = 500
"""Characters that the relay has room for, of an operator's address."""
_DOMAIN: Final = re.compile(r"(?=.{4,255}\Z)([a-z0-9åäö]([a-z0-9åäö-]{0,61}[a-z0-9åäö])?\.)+[a-z]{2,63}")

NO_NAME: Final = Text("behövs: organisationens namn", "is needed: the organisation's name")
NO_ROLE: Final = Text(
    "är tom; ange minst en av sender, dispatcher och supplier, eller koppla ifrån aktören",
    "is empty; give one or more of sender, dispatcher and supplier, or disconnect the actor",
)
NO_DOMAIN: Final = Text(
    "är ingen internetdomän; skriv den med små bokstäver, som brev.example",
    "is no internet domain; write it in lower case, as brev.example",
)
DOMAIN_TAKEN: Final = Text("är redan en annan operatörs domän", "is another operator's domain already")
NO_SERVICE_ADDRESS: Final = Text(
    "ska vara en adress som börjar med https://, till exempel https://localhost:9443/Service/v3",
    "must be an address that begins with https://, for instance https://localhost:9443/Service/v3",
)
NO_UI_ADDRESS: Final = Text(
    "ska vara en adress som börjar med http:// eller https://, eller vara tom",
    "must be an address that begins with http:// or https://, or be empty",
)
SUPPLIER_NEEDED: Final = Text(
    "behövs för rollen supplier: domän (domain) och adress (service_address)",
    "is needed for the role supplier: domain and service_address",
)
ONLY_FOR_SENDER: Final = Text("gäller bara rollen sender", "is only for the role sender")
ONLY_FOR_DISPATCHER: Final = Text("gäller bara rollen dispatcher", "is only for the role dispatcher")
ONLY_FOR_SUPPLIER: Final = Text("gäller bara rollen supplier", "is only for the role supplier")
UNKNOWN_DISPATCHER: Final = Text(
    "{number} är ingen förmedlare i FaR; koppla in den först",
    "{number} is no dispatcher in FaR; connect it first",
)
UNKNOWN_SENDER: Final = Text(
    "{number} är ingen avsändare i FaR; koppla in den först", "{number} is no sender in FaR; connect it first"
)


@dataclass(frozen=True)
class WantedEntry:
    """The values that a request names. None: it does not name the value, which stays as it is."""

    name: str | None = None
    roles: frozenset[Role] | None = None
    sector: Sender.Sector | None = None
    dispatchers: tuple[str, ...] | None = None
    senders: tuple[str, ...] | None = None
    supplier: SupplierEntry | None = None


def require_possible(entry: ActorEntry, wanted: WantedEntry) -> None:
    """Return if the register can take the entry that the request leads to.

    Raises:
        InvalidValues: the values that are wrong, each with what to write instead.
    """
    if wrong := [
        *_wrong_names(entry),
        *_misplaced(entry, wanted),
        *_wrong_supplier(entry),
        *_unknown(entry, wanted),
    ]:
        raise InvalidValues(wrong)


def _wrong_names(entry: ActorEntry) -> Iterator[InvalidValue]:
    if not entry.name:
        yield InvalidValue(("name",), NO_NAME)
    elif problem := wrong_with_length(entry.name) or wrong_with_name(entry.name):
        yield InvalidValue(("name",), problem)
    if not entry.roles:
        yield InvalidValue(("roles",), NO_ROLE)


def _misplaced(entry: ActorEntry, wanted: WantedEntry) -> Iterator[InvalidValue]:
    """Values of a role that the actor does not have."""
    if Role.SENDER not in entry.roles:
        if wanted.sector is Sender.Sector.PRIVATE:
            yield InvalidValue(("sector",), ONLY_FOR_SENDER)
        if wanted.dispatchers:
            yield InvalidValue(("dispatchers",), ONLY_FOR_SENDER)
    if Role.DISPATCHER not in entry.roles and wanted.senders:
        yield InvalidValue(("senders",), ONLY_FOR_DISPATCHER)
    if Role.SUPPLIER not in entry.roles and wanted.supplier:
        yield InvalidValue(("supplier",), ONLY_FOR_SUPPLIER)


def _wrong_supplier(entry: ActorEntry) -> Iterator[InvalidValue]:
    if Role.SUPPLIER not in entry.roles:
        return
    supplier = entry.supplier
    if supplier is None:
        yield InvalidValue(("supplier",), SUPPLIER_NEEDED)
        return
    if not _DOMAIN.fullmatch(supplier.domain):
        yield InvalidValue(("supplier", "domain"), NO_DOMAIN)
    elif is_taken(supplier.domain, entry.number):
        yield InvalidValue(("supplier", "domain"), DOMAIN_TAKEN)
    if not _is_address(supplier.service_address, {"https"}):
        yield InvalidValue(("supplier", "service_address"), NO_SERVICE_ADDRESS)
    if supplier.ui_address and not _is_address(supplier.ui_address, {"http", "https"}):
        yield InvalidValue(("supplier", "ui_address"), NO_UI_ADDRESS)


def _is_address(written: str, schemes: set[str]) -> bool:
    if len(written) > MAX_ADDRESS or not written.isascii() or not written.isprintable() or " " in written:
        return False
    try:
        parts = urlsplit(written)
        # Reading the port tells whether it is one.
        is_named = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return parts.scheme in schemes and is_named and parts.username is None


def _unknown(entry: ActorEntry, wanted: WantedEntry) -> Iterator[InvalidValue]:
    """Organisations in the lists that are not what the list is of. The actor itself may be in both."""
    own_dispatcher = {entry.number} if Role.DISPATCHER in entry.roles else set()
    own_sender = {entry.number} if Role.SENDER in entry.roles else set()
    dispatchers = own_dispatcher | _connected(Dispatcher, wanted.dispatchers or ())
    senders = own_sender | _connected(Sender, wanted.senders or ())
    for place, number in enumerate(wanted.dispatchers or ()):
        if number not in dispatchers:
            yield InvalidValue(("dispatchers", place), UNKNOWN_DISPATCHER.format(number=number))
    for place, number in enumerate(wanted.senders or ()):
        if number not in senders:
            yield InvalidValue(("senders", place), UNKNOWN_SENDER.format(number=number))


def _connected(model: type[Dispatcher] | type[Sender], numbers: tuple[str, ...]) -> set[str]:
    found = model._default_manager.filter(organisation__in=numbers, disconnected_at=None)
    return set(found.values_list("organisation", flat=True))
