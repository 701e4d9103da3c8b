"""http://minameddelanden.gov.se/Service"""

from contracts._generated.messages import (
    FlagRemovedAccounts as FlagRemovedAccounts,
    FlagRemovedAccountsFault as FlagRemovedAccountsFault,
    FlagRemovedAccountsResponse as FlagRemovedAccountsResponse,
    GetUnusedMailboxes as GetUnusedMailboxes,
    GetUnusedMailboxesFault as GetUnusedMailboxesFault,
    GetUnusedMailboxesResponse as GetUnusedMailboxesResponse,
)

__all__ = [
    "FlagRemovedAccounts",
    "FlagRemovedAccountsFault",
    "FlagRemovedAccountsResponse",
    "GetUnusedMailboxes",
    "GetUnusedMailboxesFault",
    "GetUnusedMailboxesResponse",
]
