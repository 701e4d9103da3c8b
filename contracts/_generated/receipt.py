"""http://minameddelanden.gov.se/schema/Receipt"""

from contracts._generated.messages import (
    Receipt as Receipt,
    ReceiptOptions as ReceiptOptions,
)

__all__ = [
    "Receipt",
    "ReceiptOptions",
]
