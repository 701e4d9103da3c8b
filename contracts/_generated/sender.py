"""http://minameddelanden.gov.se/schema/Sender"""

from contracts._generated.messages import (
    Sender as Sender,
)

__all__ = [
    "Sender",
]
