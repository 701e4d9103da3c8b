"""http://minameddelanden.gov.se/schema/Dispatcher"""

from contracts._generated.messages import (
    Dispatcher as Dispatcher,
)

__all__ = [
    "Dispatcher",
]
