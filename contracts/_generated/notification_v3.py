"""http://minameddelanden.gov.se/schema/Notification/v3"""

from contracts._generated.messages import (
    CheckDistributionStatus2 as CheckDistributionStatus,
    CheckDistributionStatusResponse2 as CheckDistributionStatusResponse,
    DeliveryStatus2 as DeliveryStatus,
    Distribute as Distribute,
    DistributeResponse as DistributeResponse,
    NotificationDelivery3 as NotificationDelivery,
    NotificationMessage3 as NotificationMessage,
    NotificationStatus2 as NotificationStatus,
    NotificationTypes2 as NotificationTypes,
    NotifyResult2 as NotifyResult,
)

__all__ = [
    "CheckDistributionStatus",
    "CheckDistributionStatusResponse",
    "DeliveryStatus",
    "Distribute",
    "DistributeResponse",
    "NotificationDelivery",
    "NotificationMessage",
    "NotificationStatus",
    "NotificationTypes",
    "NotifyResult",
]
