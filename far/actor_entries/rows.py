"""Write an actor's entry into the tables of its roles."""

from datetime import datetime

from django.conf import settings
from django.db.models import F, Q

from far.actor_entries.domains import free_domain
from far.actor_entries.entry import MODELS, ActorEntry, Role, State
from far.models import Departure, Dispatcher, DispatchRight, PendingRequest, Sender, ServiceSupplier
from infra import clock
from infra.errors import IllegalState


def write_entry(before: ActorEntry | None, entry: ActorEntry, now: datetime) -> None:
    """Make the tables say what the entry says. The caller holds the lock of the actors."""
    if Role.SENDER in entry.roles:
        _write_sender(entry)
    if Role.DISPATCHER in entry.roles:
        _write_dispatcher(entry)
    if Role.SUPPLIER in entry.roles:
        _write_supplier(entry)
    for role in (before.roles if before else frozenset()) - entry.roles:
        rows = MODELS[role]._default_manager.filter(organisation=entry.number, disconnected_at=None)
        rows.update(suspended=True, disconnected_at=now)
        if role is Role.SUPPLIER:
            _withdraw_requests(entry.number)
    _write_rights(entry)


def _withdraw_requests(number: str) -> None:
    """What waits for signatures to come to the operator, or was brought by it, cannot be done any more."""
    is_of_it = Q(supplier__organisation=number) | Q(operator__organisation=number)
    PendingRequest.objects.filter(is_of_it).delete()


def _write_sender(entry: ActorEntry) -> None:
    values = {"name": entry.name, "sector": entry.sector, **_state_of(entry)}
    Sender.objects.update_or_create(organisation=entry.number, defaults=values)


def _write_dispatcher(entry: ActorEntry) -> None:
    Dispatcher.objects.update_or_create(
        organisation=entry.number, defaults={"name": entry.name, **_state_of(entry)}
    )


def _write_supplier(entry: ActorEntry) -> None:
    supplier = entry.supplier
    if supplier is None:
        return
    rows = ServiceSupplier.objects.filter(organisation=entry.number)
    row = rows.order_by(F("disconnected_at").desc(nulls_first=True), "-pk").first()
    if row is not None and entry.state is State.CONNECTED:
        _require_accounts_ended(row)
    free_domain(supplier.domain, entry.number)
    row = row or ServiceSupplier(organisation=entry.number)
    row.name, row.title = supplier.domain, entry.name
    row.service_path = supplier.service_address.removeprefix(settings.SOAP_BASE_URL)
    row.ui_path = supplier.ui_address.removeprefix(settings.WEB_BASE_URL)
    row.public_senders_only = supplier.public_senders_only
    row.suspended, row.disconnected_at = entry.state is State.SUSPENDED, None
    row.save()
    Departure.objects.filter(supplier=row, ended_at__isnull=False).delete()


def _require_accounts_ended(row: ServiceSupplier) -> None:
    """Return unless the operator has left and its accounts are still being ended: it would get them back."""
    if Departure.objects.filter(supplier=row, ended_at=None, leaves_on__lte=clock.today()).exists():
        raise IllegalState(
            f"{row.name} har slutat, och kundernas konton håller på att avslutas. Försök igen om en stund.",
            f"{row.name} has left, and its customers' accounts are being ended. Try again in a while.",
            slug="operator-is-being-ended",
        )


def _state_of(entry: ActorEntry) -> dict[str, object]:
    return {"suspended": entry.state is State.SUSPENDED, "disconnected_at": None}


def _write_rights(entry: ActorEntry) -> None:
    """The rights that the organisation has given as a sender, and those that it holds as a dispatcher."""
    given = DispatchRight.objects.filter(sender__organisation=entry.number)
    given.exclude(dispatcher__organisation__in=entry.dispatchers).delete()
    held = DispatchRight.objects.filter(dispatcher__organisation=entry.number)
    held.exclude(sender__organisation__in=entry.senders).delete()
    pairs = {(number, entry.number) for number in entry.dispatchers}
    pairs |= {(entry.number, number) for number in entry.senders}
    dispatchers = _keys(Dispatcher, {dispatcher for dispatcher, _ in pairs})
    senders = _keys(Sender, {sender for _, sender in pairs})
    DispatchRight.objects.bulk_create(
        (
            DispatchRight(dispatcher_id=dispatchers[dispatcher], sender_id=senders[sender])
            for dispatcher, sender in sorted(pairs)
        ),
        ignore_conflicts=True,
    )


def _keys(model: type[Dispatcher] | type[Sender], numbers: set[str]) -> dict[str, int]:
    return dict(model._default_manager.filter(organisation__in=numbers).values_list("organisation", "pk"))
