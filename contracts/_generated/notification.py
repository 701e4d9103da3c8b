"""http://minameddelanden.gov.se/schema/Notification"""

from contracts._generated.messages import (
    NotificationDelivery1 as NotificationDelivery,
    NotificationMessage1 as NotificationMessage,
    NotificationStatus1 as NotificationStatus,
    NotificationTypes1 as NotificationTypes,
    NotifyResult1 as NotifyResult,
)

__all__ = [
    "NotificationDelivery",
    "NotificationMessage",
    "NotificationStatus",
    "NotificationTypes",
    "NotifyResult",
]
