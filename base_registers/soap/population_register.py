"""The population register, which relays that print ask for postal addresses. A service of the simulator's own."""

from base_registers import customers, postal_addresses
from contracts import population_register as contract
from infra.identity import RecipientId
from infra.pki.peer import Caller
from infra.soap.endpoint import Endpoint

population_register = Endpoint("PopulationRegister")


@population_register.operation
def get_postal_addresses(
    request: contract.GetPostalAddresses, caller: Caller
) -> contract.GetPostalAddressesResponse:
    customers.require_customer(caller.organisation)
    found = postal_addresses.look_up_addresses(
        [RecipientId.from_contract(number) for number in request.recipient_id]
    )
    return contract.GetPostalAddressesResponse(return_value=[_to_contract(entry) for entry in found])


def _to_contract(entry: postal_addresses.RegisteredAddress) -> contract.RegisteredAddress:
    return contract.RegisteredAddress(
        recipient_id=entry.recipient,
        status=contract.AddressStatus(entry.status.value),
        postal_address=_postal(entry.address) if entry.address else None,
    )


def _postal(address: postal_addresses.PostalAddress) -> contract.PostalAddress:
    return contract.PostalAddress(
        name=address.name, street=address.street, postal_code=address.postal_code, city=address.city
    )
