"""http://minameddelanden.gov.se/schema/Service/v3"""

from contracts._generated.messages import (
    DeliverForward as DeliverForward,
    DeliverForwardResponse as DeliverForwardResponse,
    DeliverSecure2 as DeliverSecure,
    DeliverSecureResponse as DeliverSecureResponse,
    ForwardDelivery2 as ForwardDelivery,
    Notify2 as Notify,
    NotifyResponse as NotifyResponse,
)

__all__ = [
    "DeliverForward",
    "DeliverForwardResponse",
    "DeliverSecure",
    "DeliverSecureResponse",
    "ForwardDelivery",
    "Notify",
    "NotifyResponse",
]
