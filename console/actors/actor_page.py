"""One actor: its entry with names, its certificates and its log."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from console.actors import names
from console.actors.actor_list import ActorRow, row_of
from console.actors.certificates import CertificatesPage, certificates_page
from console.state_names import LazyText
from far.actor_entries.changes import has_customers
from far.actor_entries.entry import ActorEntry, Role, State
from far.actor_entries.log import events_of
from far.models import ActorEvent, Dispatcher, Sender
from infra.pki.issuing.certificate_states import CertificateState
from infra.validation.unstorable import number_in_address

EVENTS_LISTED: Final = 20
NAMED: Final = 50
"""Organisations of a list that are shown with their names; REST has them all."""


@dataclass(frozen=True)
class NamedNumber:
    """Another organisation."""

    number: str
    name: str


@dataclass(frozen=True)
class Rights:
    """The relays of a sender, or the senders of a relay."""

    shown: list[NamedNumber]
    more: int
    """How many there are beside those that are shown."""


@dataclass(frozen=True)
class ChangeView:
    """A value that was changed, in words."""

    name: LazyText
    before: str
    """Empty: there was nothing before."""
    after: str


@dataclass(frozen=True)
class ActorEventView:
    """A line of the log."""

    event: ActorEvent
    kind: LazyText
    origin: LazyText
    changes: list[ChangeView]


@dataclass(frozen=True)
class ActorPage:
    """The values of an actor's page."""

    row: ActorRow
    sector: LazyText
    dispatchers: Rights
    senders: Rights
    has_customers: bool
    certificates: CertificatesPage
    events: list[ActorEventView]
    older: int | None
    """The event before which the next page of the log begins."""
    soap_address: str

    @property
    def usable_folder(self) -> str:
        """The folder of a valid certificate with its key; empty: there is none."""
        usable = (view for view in self.certificates.shown if view.state is CertificateState.VALID)
        return next((view.record.folder for view in usable if "client.key" in view.files), "")

    @property
    def can_send(self) -> bool:
        entry = self.row.entry
        return Role.SENDER in entry.roles and entry.state is State.CONNECTED and bool(self.usable_folder)

    @property
    def sends_itself(self) -> bool:
        """It may deliver its own letters; else a relay does."""
        return self.row.entry.number in self.row.entry.dispatchers


def page_of_actor(entry: ActorEntry, before: str) -> ActorPage:
    """The page. `before` as written in an address; nonsense counts as absent."""
    events, older = events_of(entry.number, EVENTS_LISTED, number_in_address(before) or None)
    return ActorPage(
        row=row_of(entry),
        sector=names.SECTORS[entry.sector],
        dispatchers=_rights(Dispatcher, entry.dispatchers),
        senders=_rights(Sender, entry.senders),
        has_customers=Role.SUPPLIER in entry.roles and has_customers(entry.number),
        certificates=certificates_page("", entry.number),
        events=[_view_event(event) for event in events],
        older=older,
        soap_address=settings.SOAP_BASE_URL,
    )


def _rights(model: type[Dispatcher] | type[Sender], numbers: Iterable[str]) -> Rights:
    every = sorted(numbers)
    known = model._default_manager.filter(organisation__in=every[:NAMED])
    found = dict(known.values_list("organisation", "name"))
    return Rights([NamedNumber(each, found.get(each, each)) for each in every[:NAMED]], len(every) - NAMED)


def _view_event(event: ActorEvent) -> ActorEventView:
    is_first = event.kind == ActorEvent.Kind.CONNECTED
    changes = [
        ChangeView(names.VALUES[name], "" if is_first else _in_words(before), _in_words(after))
        for name, (before, after) in event.changes.items()
        if name in names.VALUES and (before or after)
    ]
    return ActorEventView(event, names.KINDS[event.kind], names.ORIGINS[event.origin], changes)


def _in_words(value: Any) -> str:
    if value is None or value == []:
        return "–"
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_in_words(each) for each in value)
    return str(names.WORDS.get(value, value))
