"""http://minameddelanden.gov.se/schema/Recipient"""

from contracts._generated.messages import (
    AccountAgreement as AccountAgreement,
    AccountContainer as AccountContainer,
    AccountPreferences as AccountPreferences,
    AccountRequest as AccountRequest,
    AccountRequestTypes as AccountRequestTypes,
    AccountStatus1 as AccountStatus,
    AccountTypes as AccountTypes,
    PendingAccountRequest as PendingAccountRequest,
    ReachabilityStatus as ReachabilityStatus,
    ServiceSupplier as ServiceSupplier,
)

__all__ = [
    "AccountAgreement",
    "AccountContainer",
    "AccountPreferences",
    "AccountRequest",
    "AccountRequestTypes",
    "AccountStatus",
    "AccountTypes",
    "PendingAccountRequest",
    "ReachabilityStatus",
    "ServiceSupplier",
]
