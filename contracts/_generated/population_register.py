"""urn:simulator:population-register"""

from contracts._generated.messages import (
    AddressStatus as AddressStatus,
    GetPostalAddresses as GetPostalAddresses,
    GetPostalAddressesResponse as GetPostalAddressesResponse,
    PostalAddress as PostalAddress,
    RegisteredAddress as RegisteredAddress,
)

__all__ = [
    "AddressStatus",
    "GetPostalAddresses",
    "GetPostalAddressesResponse",
    "PostalAddress",
    "RegisteredAddress",
]
