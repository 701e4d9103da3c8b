"""The service Recipient v3."""

from datetime import datetime

from xsdata.models.datatype import XmlDateTime

from contracts import recipient as contract
from contracts import recipient_v3
from far import actors, reachability
from far.models import ServiceSupplier
from infra.identity import RecipientId
from infra.pki.peer import Caller
from infra.soap.endpoint import Endpoint

recipient = Endpoint("Recipient/v3")
_TYPES = {kind.value: kind for kind in contract.AccountTypes}


@recipient.operation
def is_reachable(request: recipient_v3.IsReachable, caller: Caller) -> recipient_v3.IsReachableResponse:
    known = actors.current()
    known.require_actor(caller.organisation)
    sender = known.registered_sender(request.sender_org_nr)
    known.require_right_to_ask(caller.organisation, sender.organisation)
    found = reachability.look_up(sender, _ids(request.recipient_id))
    suppliers = _Suppliers()
    return recipient_v3.IsReachableResponse(
        return_value=[_reachability_status(status, suppliers) for status in found]
    )


@recipient.operation
def is_registered(request: recipient_v3.IsRegistered, caller: Caller) -> recipient_v3.IsRegisteredResponse:
    actors.current().require_actor(caller.organisation)
    found = reachability.registrations(_ids(request.recipient_id))
    suppliers = _Suppliers()
    return recipient_v3.IsRegisteredResponse(
        return_value=[_account_status(registration, suppliers) for registration in found]
    )


def _ids(numbers: list[str]) -> list[RecipientId]:
    return [RecipientId.from_contract(number) for number in numbers]


class _Suppliers(dict[int, contract.ServiceSupplier]):
    """Each supplier in the contract's form, made once per answer."""

    def of(self, supplier: ServiceSupplier) -> contract.ServiceSupplier:
        if supplier.pk not in self:
            self[supplier.pk] = contract.ServiceSupplier(
                id=supplier.organisation,
                name=supplier.name,
                service_adress=supplier.service_address,
                uiadress=supplier.ui_address,
                # Nobody uses it, but the contract's schema demands the element; an empty URI is valid.
                internal_service_adress="",
            )
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
