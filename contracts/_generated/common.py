"""http://minameddelanden.gov.se/schema/Common"""

from contracts._generated.messages import (
    ExceptionInformation1 as ExceptionInformation,
    Paging as Paging,
    SignatureData as SignatureData,
)

__all__ = [
    "ExceptionInformation",
    "Paging",
    "SignatureData",
]
