"""The services and their operations. The WSDL documents are written from this.

Source: the published service descriptions: version 3 and Authority; versions 1 and 2 of Recipient; Consent, which
was published in version 1 only; of version 1's Service the operations with which the register calls an operator.
PopulationRegister and CompanyRegister are the simulator's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from contracts._generated import (
    authority_service,
    common,
    common_v3,
    company_register,
    consent_service,
    message_v3,
    notification_v3,
    population_register,
    recipient_service,
    recipient_v2,
    recipient_v3,
    service_service,
    service_v3,
)

BASE = "http://minameddelanden.gov.se/"
APPLICATION_FAULT = f"{{{BASE}schema/Common/v3}}applicationFault"


@dataclass(frozen=True)
class Operation:
    """One operation: the elements that go in the body, as qualified names, and their types."""

    name: str
    request_class: type[Any]
    response_class: type[Any]
    fault_name: str = APPLICATION_FAULT
    fault_class: type[Any] = common_v3.ApplicationFault
    fault_part: str = "fault"
    """The part of the fault's message, as published."""

    @property
    def request_name(self) -> str:
        return _qualified(self.request_class)

    @property
    def response_name(self) -> str:
        return _qualified(self.response_class)


@dataclass(frozen=True)
class Service:
    """A service at its path below the base address."""

    path: str
    documents: tuple[str, ...]
    """The schema documents that its description imports; they import the rest."""
    operation_list: tuple[Operation, ...] = field(repr=False)
    version: str = "3.0"
    base: str = BASE

    @property
    def name(self) -> str:
        return self.path.partition("/")[0]

    @property
    def namespace(self) -> str:
        """The target namespace of the service description."""
        return self.base + self.name

    @property
    def port(self) -> str:
        return f"{self.name}Port{self._suffix}"

    @property
    def binding(self) -> str:
        return f"{self.name}Binding{self._suffix}"

    @property
    def _suffix(self) -> str:
        version = self.path.partition("/")[2]
        return f"-{version}" if version else ""

    @cached_property
    def operations(self) -> Mapping[str, Operation]:
        """The operations by the qualified name of the request's element."""
        return {operation.request_name: operation for operation in self.operation_list}

    def operation_named(self, name: str) -> Operation:
        return next(operation for operation in self.operation_list if operation.name == name)

    def operation_of(self, request_class: type[Any]) -> Operation:
        return next(item for item in self.operation_list if item.request_class is request_class)


def _qualified(cls: type[Any]) -> str:
    return f"{{{cls.Meta.namespace}}}{getattr(cls.Meta, 'name', cls.__name__)}"


def _operations(module: Any, *names: str) -> list[Operation]:
    """Operations with a request and a response that are named after them, as in all the contracts."""
    return [
        Operation(name, getattr(module, _class(name)), getattr(module, f"{_class(name)}Response"))
        for name in names
    ]


def _class(name: str) -> str:
    return name[0].upper() + name[1:]


def _with_own_faults(module: Any, service: str, *names: str, part: str = "fault") -> list[Operation]:
    """Operations of the first fault family: an element for each one's faults, in the service's namespace."""
    return [
        replace(
            operation,
            fault_name=f"{{{BASE}{service}}}{operation.name}Fault",
            fault_class=common.ExceptionInformation,
            fault_part=part,
        )
        for operation in _operations(module, *names)
    ]


RECIPIENT = Service(
    "Recipient/v3",
    ("recipient-v2.xsd", "recipient-v3.xsd", "common-v3.xsd"),
    (
        *_operations(recipient_v3, "getAccountPreferences"),
        *_operations(
            recipient_v2,
            "getPendingAccountPreferences",
            "deletePendingAccountPreferences",
            "storeAccountPreferences",
        ),
        *_operations(
            recipient_v3,
            "isReachable",
            "isRegistered",
            "register",
            "deregister",
            "getPendingAccountRequest",
            "deletePendingAccountRequest",
        ),
        *_operations(
            recipient_v2,
            "changeServiceSupplier",
            "getPendingChangeServiceSupplier",
            "deletePendingChangeServiceSupplier",
            "isAuthorizedSigner",
        ),
    ),
)
SERVICE = Service(
    "Service/v3",
    ("service-v2.xsd", "service-v3.xsd", "common-v3.xsd"),
    tuple(_operations(service_v3, "notify", "deliverSecure", "deliverForward")),
)
MESSAGE = Service(
    "Message/v3",
    ("message-v2.xsd", "message-v3.xsd", "common-v3.xsd"),
    tuple(_operations(message_v3, "distributeSecure", "checkDistributionStatus")),
)
NOTIFICATION = Service(
    "Notification/v3",
    ("notification-v2.xsd", "notification-v3.xsd", "common-v3.xsd"),
    tuple(_operations(notification_v3, "distribute", "checkDistributionStatus")),
)
AUTHORITY = Service(
    "Authority",
    ("authority-service.xsd",),
    tuple(
        _with_own_faults(
            authority_service,
            "Authority",
            "getDispatchers",
            "getUserAccessRights",
            "getUserAccessRightsNoConcent",
            "isSenderAccepted",
            "getSenders",
            "testNewSigner",
            "verifyAuthorizedSignatures",
        )
    ),
)
CONSENT = Service(
    "Consent",
    ("v1/consent-service.xsd",),
    (
        *_with_own_faults(consent_service, "Consent", "registerConsent", "accept"),
        *_with_own_faults(
            consent_service, "Consent", "refuse", "cancel", "getAll", "getAllPrivate", part="parameters"
        ),
    ),
    version="1.0",
)
RECIPIENT_V1 = Service(
    "Recipient",
    ("v1/recipient-service.xsd",),
    tuple(
        _with_own_faults(
            recipient_service,
            "Recipient",
            "getAccountPreferences",
            "storeAccountPreferences",
            "isReachable",
            "getAllReachableAccounts",
            "getAllRegisteredAccounts",
            "isRegistered",
            "register",
            "deregister",
            "getPendingAccountRequest",
            "deletePendingAccountRequest",
            "changeServiceSupplier",
        )
    ),
    version="1.0",
)
RECIPIENT_V2 = Service(
    "Recipient/v2",
    ("v2/recipient-service.xsd", "recipient-v2.xsd"),
    (
        *_with_own_faults(
            recipient_service,
            "Recipient",
            "isRegistered",
            "isReachable",
            "register",
            "deregister",
            "getPendingAccountRequest",
            "deletePendingAccountRequest",
            "getAccountPreferences",
        ),
        *_with_own_faults(recipient_v2, "Recipient", "storeAccountPreferences", "changeServiceSupplier"),
        *_with_own_faults(
            recipient_v2,
            "schema/Recipient/v2",
            "getPendingAccountPreferences",
            "deletePendingAccountPreferences",
            "getPendingChangeServiceSupplier",
            "deletePendingChangeServiceSupplier",
            "isAuthorizedSigner",
        ),
    ),
    version="2.0",
)
SERVICE_V1 = Service(
    "Service",
    ("v1/service-service.xsd",),
    tuple(_with_own_faults(service_service, "Service", "getUnusedMailboxes", "flagRemovedAccounts")),
    version="1.0",
)

POPULATION_REGISTER = Service(
    "PopulationRegister",
    ("population-register.xsd", "common-v3.xsd"),
    tuple(_operations(population_register, "getPostalAddresses", "getPerson")),
    version="1.0",
    base="urn:simulator:service:",
)

COMPANY_REGISTER = Service(
    "CompanyRegister",
    ("company-register.xsd", "common-v3.xsd"),
    tuple(_operations(company_register, "getCompany", "getCompaniesOf")),
    version="1.0",
    base="urn:simulator:service:",
)

SERVICES = {
    service.path: service
    for service in (RECIPIENT, SERVICE, MESSAGE, NOTIFICATION, AUTHORITY, RECIPIENT_V1, RECIPIENT_V2, CONSENT)
}
"""The published ones, with all their operations."""
OWN_SERVICES = {service.path: service for service in (POPULATION_REGISTER, COMPANY_REGISTER)}
"""The simulator's own services, for questions to registers without a published contract."""
ALL_SERVICES = SERVICES | OWN_SERVICES | {SERVICE_V1.path: SERVICE_V1}
