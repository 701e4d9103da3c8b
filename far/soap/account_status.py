"""The state of accounts in the contract's words."""

from datetime import datetime

from xsdata.models.datatype import XmlDateTime

from contracts import recipient as contract
from far import reachability
from far.models import ServiceSupplier

_TYPES = {kind.value: kind for kind in contract.AccountTypes}


class Suppliers(dict[int, contract.ServiceSupplier]):
    """Each supplier in the contract's form, made once per answer."""

    def of(self, supplier: ServiceSupplier) -> contract.ServiceSupplier:
        if supplier.pk not in self:
            self[supplier.pk] = contract.ServiceSupplier(
                id=supplier.organisation,
                name=supplier.name,
                service_adress=supplier.service_address,
                # Other sites append /Inbox and /AccountRequest: api-6.3 §6.
                uiadress=supplier.ui_address.rstrip("/") or None,
                # Nobody uses it, but the contract's schema demands the element; an empty URI is valid.
                internal_service_adress="",
            )
        return self[supplier.pk]


def reachability_status(status: reachability.Reachability, suppliers: Suppliers) -> contract.ReachabilityStatus:
    return contract.ReachabilityStatus(
        account_status=account_status(status.registration, suppliers),
        sender_accepted=status.sender_accepted,
        last_sender_accept_change=_moment(status.changed_at),
    )


def account_status(registration: reachability.Registration, suppliers: Suppliers) -> contract.AccountStatus:
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
