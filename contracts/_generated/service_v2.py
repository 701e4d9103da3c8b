"""http://minameddelanden.gov.se/schema/Service/v2"""

from contracts._generated.messages import (
    DeliverSecure1 as DeliverSecure,
    Notify1 as Notify,
)

__all__ = [
    "DeliverSecure",
    "Notify",
]
