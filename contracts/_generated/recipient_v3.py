"""http://minameddelanden.gov.se/schema/Recipient/v3"""

from contracts._generated.messages import (
    DeletePendingAccountRequest as DeletePendingAccountRequest,
    DeletePendingAccountRequestResponse as DeletePendingAccountRequestResponse,
    Deregister as Deregister,
    DeregisterResponse as DeregisterResponse,
    GetAccountPreferences as GetAccountPreferences,
    GetAccountPreferencesResponse as GetAccountPreferencesResponse,
    GetPendingAccountRequest as GetPendingAccountRequest,
    GetPendingAccountRequestResponse as GetPendingAccountRequestResponse,
    IsReachable as IsReachable,
    IsReachableResponse as IsReachableResponse,
    IsRegistered as IsRegistered,
    IsRegisteredResponse as IsRegisteredResponse,
    Register as Register,
    RegisterResponse as RegisterResponse,
)

__all__ = [
    "DeletePendingAccountRequest",
    "DeletePendingAccountRequestResponse",
    "Deregister",
    "DeregisterResponse",
    "GetAccountPreferences",
    "GetAccountPreferencesResponse",
    "GetPendingAccountRequest",
    "GetPendingAccountRequestResponse",
    "IsReachable",
    "IsReachableResponse",
    "IsRegistered",
    "IsRegisteredResponse",
    "Register",
    "RegisterResponse",
]
