"""http://minameddelanden.gov.se/schema/Reply"""

from contracts._generated.messages import (
    ReplyDelivery as ReplyDelivery,
    ReplyOptions as ReplyOptions,
    SealedReplyDelivery as SealedReplyDelivery,
)

__all__ = [
    "ReplyDelivery",
    "ReplyOptions",
    "SealedReplyDelivery",
]
