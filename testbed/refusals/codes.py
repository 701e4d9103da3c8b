"""The meaning of each code of a fault, and what to do about it in general.

Source: wire.md, "Error codes that the reference implementation knows"; api-6.3.md, Faults.
"""

from collections.abc import Mapping
from typing import Final

from infra.errors.codes import ErrorCode
from infra.texts import Text

SOAP_ITSELF: Final = 0
"""A fault without detail: SOAP 1.1 demands it for what is wrong outside the body."""

MEANINGS: Final[Mapping[int, Text]] = {
    SOAP_ITSELF: Text(
        "Kuvertet är inte SOAP 1.1 som tjänsten förstår",
        "The envelope is not SOAP 1.1 as the service understands it",
    ),
    ErrorCode.SYSTEM_INVALID_INPUT: Text("Felaktiga uppgifter till ett system", "Invalid input to a system"),
    ErrorCode.CERTIFICATE_ERROR: Text("Certifikatet godtas inte", "The certificate is not accepted"),
    ErrorCode.UNAUTHORISED: Text("Otillåten åtkomst", "Unauthorised access"),
    ErrorCode.INTERNAL_ERROR: Text("Systemet kunde inte svara", "The system could not answer"),
    ErrorCode.UNKNOWN: Text("Anropet nekas", "The request is refused"),
    ErrorCode.INVALID_INPUT: Text("Felaktiga uppgifter i anropet", "Invalid input in the request"),
    ErrorCode.ACCESS_DENIED: Text("Anroparen får inte göra detta", "The caller may not do this"),
    ErrorCode.NOT_FOUND: Text("Det som anropet gäller finns inte", "What the request is about does not exist"),
    ErrorCode.JOB_NOT_COMPLETE: Text("Arbetet är inte klart", "The job is not complete"),
    ErrorCode.MAXIMUM_EXCEEDED: Text("För mycket på en gång", "Too much at once"),
    ErrorCode.ACCOUNT_REFERENCED: Text("Kontot används av något annat", "The account is referenced"),
    ErrorCode.ALREADY_EXISTS: Text("Det finns redan", "It exists already"),
    ErrorCode.REGISTER_ERROR: Text("Registreringen går inte att göra", "The registration cannot be made"),
    ErrorCode.REGISTER_SIGNATURE_ERROR: Text(
        "Registreringen är inte rätt underskriven", "The registration is not signed as it must be"
    ),
    ErrorCode.ILLEGAL_STATE: Text("Det går inte i nuvarande läge", "It is not possible in the present state"),
    ErrorCode.SIGNATURE_ERROR: Text("Signaturen håller inte", "The signature does not hold"),
    ErrorCode.SENDING_FAILED: Text("Det gick inte att skicka", "It could not be sent"),
    ErrorCode.SENDER_NOT_REGISTERED: Text(
        "Avsändaren är inte registrerad", "The sender is not a registered sender"
    ),
    ErrorCode.POPULATION_REGISTER_ERROR: Text(
        "Folkbokföringsregistret svarade inte", "The population register did not answer"
    ),
    ErrorCode.BOLAGSVERKET_ERROR: Text("Bolagsregistret svarade inte", "The company register did not answer"),
    ErrorCode.CONTENT_TYPE_NOT_SUPPORTED: Text(
        "Innehållstypen tas inte emot", "The content type is not supported"
    ),
    ErrorCode.COMPANY_FORM_NOT_SUPPORTED: Text(
        "Företagsformen kan inte ha brevlåda", "The company form can have no mailbox"
    ),
    ErrorCode.DISPATCHER_NOT_APPROVED: Text("Förmedlaren är inte godkänd", "The relay is not approved"),
    ErrorCode.PROTECTED_IDENTITY: Text("Skyddade personuppgifter", "Protected identity"),
    ErrorCode.IDENTITY_DOES_NOT_EXIST: Text("Personen finns inte", "The identity does not exist"),
    ErrorCode.ACCOUNT_DOES_NOT_EXIST: Text("Kontot finns inte", "The account does not exist"),
    ErrorCode.USER_NOT_AUTHORISED: Text("Personen får inte göra detta", "The user is not authorised"),
    ErrorCode.SERVICE_PROVIDER_DOES_NOT_EXIST: Text(
        "Brevlådeoperatören finns inte", "The mailbox operator does not exist"
    ),
}
