"""http://minameddelanden.gov.se/schema/Notification/v2"""

from contracts._generated.messages import (
    DistributeRequest as DistributeRequest,
    EmailMessage as EmailMessage,
    NotificationDelivery2 as NotificationDelivery,
    NotificationMessage2 as NotificationMessage,
    SmsMessage as SmsMessage,
)

__all__ = [
    "DistributeRequest",
    "EmailMessage",
    "NotificationDelivery",
    "NotificationMessage",
    "SmsMessage",
]
