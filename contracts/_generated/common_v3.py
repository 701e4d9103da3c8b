"""http://minameddelanden.gov.se/schema/Common/v3"""

from contracts._generated.messages import (
    ApplicationFault as ApplicationFault,
    ExceptionInformation2 as ExceptionInformation,
)

__all__ = [
    "ApplicationFault",
    "ExceptionInformation",
]
