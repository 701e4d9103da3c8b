"""The error codes of refusals, and whether a refusal with one of them is permanent.

Source: wire.md, "Error codes that the reference implementation knows".
"""

from enum import IntEnum


class ErrorCode(IntEnum):
    """The codes of ExceptionInformation. Below 5000: the system's trouble; from 5000: the request's.

    3 and 5 are below 5000, but the caller's to mend, too: another certificate is needed.
    """

    SYSTEM_INVALID_INPUT = 1
    CERTIFICATE_ERROR = 3
    UNAUTHORISED = 5
    INTERNAL_ERROR = 4999
    UNKNOWN = 5000
    INVALID_INPUT = 5001
    ACCESS_DENIED = 5002
    NOT_FOUND = 5003
    JOB_NOT_COMPLETE = 5004
    MAXIMUM_EXCEEDED = 5005
    ACCOUNT_REFERENCED = 5006
    ALREADY_EXISTS = 5007
    REGISTER_ERROR = 5009
    REGISTER_SIGNATURE_ERROR = 5010
    ILLEGAL_STATE = 5011
    SIGNATURE_ERROR = 5012
    SENDING_FAILED = 5013
    SENDER_NOT_REGISTERED = 5014
    POPULATION_REGISTER_ERROR = 5017
    BOLAGSVERKET_ERROR = 5018
    CONTENT_TYPE_NOT_SUPPORTED = 5019
    COMPANY_FORM_NOT_SUPPORTED = 6004
    DISPATCHER_NOT_APPROVED = 6005
    PROTECTED_IDENTITY = 6006
    IDENTITY_DOES_NOT_EXIST = 6007
    ACCOUNT_DOES_NOT_EXIST = 8002
    USER_NOT_AUTHORISED = 8003
    SERVICE_PROVIDER_DOES_NOT_EXIST = 8004


def is_permanent(code: int) -> bool:
    """Whether the same request will be refused again, however often it is sent. Source: facts.md 4.1."""
    return code >= ErrorCode.UNKNOWN or code in {ErrorCode.CERTIFICATE_ERROR, ErrorCode.UNAUTHORISED}
