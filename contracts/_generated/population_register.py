"""urn:simulator:population-register"""

from contracts._generated.messages import (
    AddressStatus as AddressStatus,
    GetPerson as GetPerson,
    GetPersonResponse as GetPersonResponse,
    GetPostalAddresses as GetPostalAddresses,
    GetPostalAddressesResponse as GetPostalAddressesResponse,
    Guardianship as Guardianship,
    GuardianshipKind as GuardianshipKind,
    PersonAnswer as PersonAnswer,
    PostalAddress as PostalAddress,
    RegisteredAddress as RegisteredAddress,
    RegisteredPerson as RegisteredPerson,
    SourceProblem as SourceProblem,
)

__all__ = [
    "AddressStatus",
    "GetPerson",
    "GetPersonResponse",
    "GetPostalAddresses",
    "GetPostalAddressesResponse",
    "Guardianship",
    "GuardianshipKind",
    "PersonAnswer",
    "PostalAddress",
    "RegisteredAddress",
    "RegisteredPerson",
    "SourceProblem",
]
