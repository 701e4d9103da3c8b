"""What all versions of Recipient answer about accounts, in the contract's form."""

from collections.abc import Sequence
from datetime import datetime

from xsdata.models.datatype import XmlDateTime

from contracts import recipient as contract
from far import actors, reachability
from far.models import ServiceSupplier
from infra.identity import RecipientId
from infra.pki.peer import Caller

_TYPES = {kind.value: kind for kind in contract.AccountTypes}


def reachability_statuses(
    caller: Caller, sender_number: str, recipients: Sequence[str]
) -> list[contract.ReachabilityStatus]:
    """Answer isReachable.

    Raises:
        AccessDenied: the caller is no actor (5002).
        SenderNotRegistered: the sender is not registered, or suspended (5014).
        DispatcherNotApproved: the caller may not ask for that sender (6005).
        MaximumExceeded, InvalidInput: as `reachability.look_up`.
    """
    known = actors.current()
    known.require_actor(caller.organisation)
    sender = known.registered_sender(sender_number)
    known.require_right_to_ask(caller.organisation, sender.organisation)
    suppliers = _Suppliers()
    return [_reachability_status(found, suppliers) for found in reachability.look_up(sender, _ids(recipients))]


def account_statuses(caller: Caller, recipients: Sequence[str]) -> list[contract.AccountStatus]:
    """Answer isRegistered.

    Raises:
        AccessDenied: the caller is no actor (5002).
        InvalidInput: a number with a wrong check digit (5001).
    """
    actors.current().require_actor(caller.organisation)
    suppliers = _Suppliers()
    return [_account_status(found, suppliers) for found in reachability.registrations(_ids(recipients))]


def supplier_in_contract(supplier: ServiceSupplier) -> contract.ServiceSupplier:
    """A mailbox operator in the contract's form."""
    return contract.ServiceSupplier(
        id=supplier.organisation,
        name=supplier.name,
        service_adress=supplier.service_address,
        uiadress=supplier.ui_address,
        # Nobody uses it, but the contract's schema demands the element; an empty URI is valid.
        internal_service_adress="",
    )


def _ids(numbers: Sequence[str]) -> list[RecipientId]:
    return [RecipientId.from_contract(number) for number in numbers]


class _Suppliers(dict[int, contract.ServiceSupplier]):
    """Each supplier in the contract's form, made once per answer."""

    def of(self, supplier: ServiceSupplier) -> contract.ServiceSupplier:
        if supplier.pk not in self:
            self[supplier.pk] = supplier_in_contract(supplier)
        return self[supplier.pk]


def _reachability_status(status: reachability.Reachability, suppliers: _Suppliers) -> contract.ReachabilityStatus:
    return contract.ReachabilityStatus(
        account_status=_account_status(status.registration, suppliers),
        sender_accepted=status.sender_accepted,
        last_sender_accept_change=_moment(status.changed_at),
    )


def _account_status(registration: reachability.Registration, suppliers: _Suppliers) -> contract.AccountStatus:
    supplier = registration.supplier
    return contract.AccountStatus(
        recipient_id=registration.recipient,
        type_value=_TYPES[registration.type or "Not"],
        pending=registration.pending,
        service_supplier=suppliers.of(supplier) if supplier else None,
        last_registration=_moment(registration.registered_at),
    )


def _moment(when: datetime | None) -> XmlDateTime | None:
    return XmlDateTime.from_datetime(when) if when else None
