"""http://minameddelanden.gov.se/schema/Authority"""

from contracts._generated.messages import (
    AccountActions as AccountActions,
    AuthorizationStatus as AuthorizationStatus,
    GrantTypes as GrantTypes,
    Person as Person,
    SignatureAuthorizationResult as SignatureAuthorizationResult,
    UserAccessRights as UserAccessRights,
    UserAccessRightsProblem as UserAccessRightsProblem,
    UserAccessRightsProblemSource as UserAccessRightsProblemSource,
    UserAccessRightsProblemType as UserAccessRightsProblemType,
    UserAccessRightsResult as UserAccessRightsResult,
    UserActivities as UserActivities,
)

__all__ = [
    "AccountActions",
    "AuthorizationStatus",
    "GrantTypes",
    "Person",
    "SignatureAuthorizationResult",
    "UserAccessRights",
    "UserAccessRightsProblem",
    "UserAccessRightsProblemSource",
    "UserAccessRightsProblemType",
    "UserAccessRightsResult",
    "UserActivities",
]
