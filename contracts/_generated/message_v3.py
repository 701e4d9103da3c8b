"""http://minameddelanden.gov.se/schema/Message/v3"""

from contracts._generated.messages import (
    CheckDistributionStatus1 as CheckDistributionStatus,
    CheckDistributionStatusResponse1 as CheckDistributionStatusResponse,
    DistributeSecure2 as DistributeSecure,
    DistributeSecureResponse as DistributeSecureResponse,
    MessageHeader2 as MessageHeader,
    OfficialMatter as OfficialMatter,
    SealedDelivery3 as SealedDelivery,
    SecureDelivery3 as SecureDelivery,
    SecureMessage2 as SecureMessage,
    SignedDelivery3 as SignedDelivery,
    SupportInfo2 as SupportInfo,
)

__all__ = [
    "CheckDistributionStatus",
    "CheckDistributionStatusResponse",
    "DistributeSecure",
    "DistributeSecureResponse",
    "MessageHeader",
    "OfficialMatter",
    "SealedDelivery",
    "SecureDelivery",
    "SecureMessage",
    "SignedDelivery",
    "SupportInfo",
]
