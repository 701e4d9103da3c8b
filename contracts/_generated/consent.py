"""http://minameddelanden.gov.se/schema/Consent"""

from contracts._generated.messages import (
    Consent as Consent,
    ConsentAgreement as ConsentAgreement,
    ConsentRequest as ConsentRequest,
    ConsentRequestTypes as ConsentRequestTypes,
    ConsentStatus as ConsentStatus,
)

__all__ = [
    "Consent",
    "ConsentAgreement",
    "ConsentRequest",
    "ConsentRequestTypes",
    "ConsentStatus",
]
