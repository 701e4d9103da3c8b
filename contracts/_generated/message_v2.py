"""http://minameddelanden.gov.se/schema/Message/v2"""

from contracts._generated.messages import (
    DistributeSecure1 as DistributeSecure,
    SealedDelivery2 as SealedDelivery,
    SecureDelivery2 as SecureDelivery,
    SecureDeliveryHeader as SecureDeliveryHeader,
    SignedDelivery2 as SignedDelivery,
)

__all__ = [
    "DistributeSecure",
    "SealedDelivery",
    "SecureDelivery",
    "SecureDeliveryHeader",
    "SignedDelivery",
]
