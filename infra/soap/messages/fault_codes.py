"""The code that a refusal has on the wire, which differs in a few cases between the sources.

Usual are the codes of the reference server of 2013 to 2018, which senders were built against. MM_FAULT_CODES=6.3
asks for those of the official interface document. Source: api-6.3 §5; docs/fault-codes.md tells both.
"""

from collections.abc import Mapping
from typing import Final

from django.conf import settings

from infra.errors.codes import ErrorCode

REFERENCE: Final = "reference"
DOCUMENT: Final = "6.3"
KNOWN: Final = (REFERENCE, DOCUMENT)

OF_THE_DOCUMENT: Final[Mapping[ErrorCode, int]] = {
    ErrorCode.SENDER_NOT_REGISTERED: 5002,  # 5014 means there that an SMS failed
    ErrorCode.DISPATCHER_NOT_APPROVED: 5002,  # 6005: a form of signatory rule that is not supported
    ErrorCode.SIGNATURE_ERROR: 5006,  # here an account that is referenced
}
"""What the document says instead. All other codes mean the same in both."""


def code_on_wire(code: ErrorCode) -> int:
    """The code that callers are told."""
    return OF_THE_DOCUMENT.get(code, int(code)) if settings.FAULT_CODES == DOCUMENT else int(code)
