"""http://minameddelanden.gov.se/schema/Service"""

from contracts._generated.messages import (
    DeliveryResult as DeliveryResult,
    DeliveryStatus3 as DeliveryStatus,
    MessageCount as MessageCount,
    Type as Type,
)

__all__ = [
    "DeliveryResult",
    "DeliveryStatus",
    "MessageCount",
    "Type",
]
