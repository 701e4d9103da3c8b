"""http://minameddelanden.gov.se/schema/Recipient/v3"""

from contracts._generated.messages import (
    DeletePendingAccountRequest2 as DeletePendingAccountRequest,
    DeletePendingAccountRequestResponse2 as DeletePendingAccountRequestResponse,
    Deregister2 as Deregister,
    DeregisterResponse2 as DeregisterResponse,
    GetAccountPreferences2 as GetAccountPreferences,
    GetAccountPreferencesResponse2 as GetAccountPreferencesResponse,
    GetPendingAccountRequest2 as GetPendingAccountRequest,
    GetPendingAccountRequestResponse2 as GetPendingAccountRequestResponse,
    IsReachable2 as IsReachable,
    IsReachableResponse2 as IsReachableResponse,
    IsRegistered2 as IsRegistered,
    IsRegisteredResponse2 as IsRegisteredResponse,
    Register2 as Register,
    RegisterResponse2 as RegisterResponse,
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
