"""Refusals: each has a code, and a text in both languages for the person who must act."""

from typing import ClassVar, Self, Unpack

from infra.errors.codes import ErrorCode, is_permanent
from infra.errors.explanation import GENERAL_FIXES, AtFault, Check, Details, Explanation, text_of
from infra.texts import EMPTY, Text


class MinaMeddelandenError(Exception):
    """The base of all errors that people read: a code, and one or two sentences in each language.

    `slug`, `check`, `at_fault` and `retry` are those of the class, where the call does not say otherwise.
    """

    code: ErrorCode = ErrorCode.UNKNOWN
    slug: ClassVar[str] = "refused"
    check: ClassVar[Check] = Check.STATE
    at_fault: ClassVar[AtFault | None] = None
    """The side that must act. None: it follows from the code."""
    retry: ClassVar[bool | None] = None
    """None: the code says whether another attempt may succeed."""

    def __init__(self, swedish: str, english: str, **details: Unpack[Details]) -> None:
        super().__init__(english)
        self.text = Text(swedish, english)
        self.details = details

    @classmethod
    def saying(cls, text: Text, **details: Unpack[Details]) -> Self:
        """The error with a text that exists already."""
        return cls(*text, **details)

    @property
    def facts(self) -> Details:
        """Details for the error that is raised in this one's place: the same reason, and what is known of it."""
        return {"slug": self.slug, "check": self.check, **self.details}

    @property
    def explanation(self) -> Explanation:
        """The reason of the refusal, as values."""
        given, permanent = self.details, is_permanent(self.code)
        check = given.get("check", self.check)
        usual = AtFault.YOU if permanent else AtFault.INFRASTRUCTURE
        return Explanation(
            reason=given.get("slug", self.slug),
            check=check,
            at_fault=given.get("at_fault", self.at_fault or usual),
            retry=given.get("retry", not permanent if self.retry is None else self.retry),
            where=given.get("where", ""),
            expected=text_of(given.get("expected", EMPTY)),
            received=text_of(given.get("received", EMPTY)),
            fix=given.get("fix") or GENERAL_FIXES[check],
        )


class SystemFault(MinaMeddelandenError):
    """The system's own trouble: the same request may succeed later (4999)."""

    code = ErrorCode.INTERNAL_ERROR
    slug = "system-trouble"
    check = Check.SYSTEM


class InternalError(SystemFault):
    """Something in the simulator, or a role it asks, failed."""

    code = ErrorCode.INTERNAL_ERROR
    slug = "internal-error"
    check = Check.SYSTEM


class ApplicationError(MinaMeddelandenError):
    """The request is at fault: sending it again unchanged gives the same answer (codes from 5000, and 3)."""

    slug = "request-refused"
    check = Check.STATE


class CertificateError(ApplicationError):
    """The caller's certificate is missing, untrusted, expired or revoked: another is needed."""

    code = ErrorCode.CERTIFICATE_ERROR
    slug = "certificate-refused"
    check = Check.CERTIFICATE


class InvalidInput(ApplicationError):
    """The request breaks the contract or a rule of its content."""

    code = ErrorCode.INVALID_INPUT
    slug = "invalid-input"
    check = Check.SCHEMA


class AccessDenied(ApplicationError):
    """The caller may not do this."""

    code = ErrorCode.ACCESS_DENIED
    slug = "access-denied"
    check = Check.RIGHTS


class NotFound(ApplicationError):
    """The request names something that does not exist."""

    code = ErrorCode.NOT_FOUND
    slug = "not-found"
    check = Check.STATE


class MaximumExceeded(ApplicationError):
    """Too much in one request."""

    code = ErrorCode.MAXIMUM_EXCEEDED
    slug = "maximum-exceeded"
    check = Check.CONTENT


class SignatureFault(ApplicationError):
    """A signature does not hold, or is not the right organisation's."""

    code = ErrorCode.SIGNATURE_ERROR
    slug = "signature-refused"
    check = Check.SIGNATURE


class SenderNotRegistered(ApplicationError):
    """The sender is no registered sender."""

    code = ErrorCode.SENDER_NOT_REGISTERED
    slug = "sender-not-registered"
    check = Check.RIGHTS


class ContentTypeNotSupported(ApplicationError):
    """A body or attachment type that no mailbox takes."""

    code = ErrorCode.CONTENT_TYPE_NOT_SUPPORTED
    slug = "content-type-not-supported"
    check = Check.CONTENT


class DispatcherNotApproved(ApplicationError):
    """The relay may not act for the sender."""

    code = ErrorCode.DISPATCHER_NOT_APPROVED
    slug = "relay-not-approved"
    check = Check.RIGHTS


class AlreadyExists(ApplicationError):
    """The request would make something that exists already."""

    code = ErrorCode.ALREADY_EXISTS
    slug = "already-exists"
    check = Check.STATE


class RegistrationFailed(ApplicationError):
    """The registration or change cannot be made as things stand."""

    code = ErrorCode.REGISTER_ERROR
    slug = "registration-failed"
    check = Check.REGISTER


class RegistrationNotSigned(ApplicationError):
    """The signatures of a registration are not those that it needs."""

    code = ErrorCode.REGISTER_SIGNATURE_ERROR
    slug = "registration-not-signed"
    check = Check.SIGNATURE


class IllegalState(ApplicationError):
    """The account is in a state that does not allow this."""

    code = ErrorCode.ILLEGAL_STATE
    slug = "illegal-state"
    check = Check.STATE


class PopulationRegisterFailed(ApplicationError):
    """The population register gave no usable answer."""

    code = ErrorCode.POPULATION_REGISTER_ERROR
    slug = "population-register-failed"
    check = Check.REGISTER
    at_fault = AtFault.INFRASTRUCTURE
    retry = True


class CompanyRegisterFailed(ApplicationError):
    """The company register gave no usable answer."""

    code = ErrorCode.BOLAGSVERKET_ERROR
    slug = "company-register-failed"
    check = Check.REGISTER
    at_fault = AtFault.INFRASTRUCTURE
    retry = True


class CompanyFormNotSupported(ApplicationError):
    """An organisation of this form can have no mailbox."""

    code = ErrorCode.COMPANY_FORM_NOT_SUPPORTED
    slug = "company-form-not-supported"
    check = Check.REGISTER


class ProtectedIdentity(ApplicationError):
    """The person has protected personal data."""

    code = ErrorCode.PROTECTED_IDENTITY
    slug = "protected-identity"
    check = Check.REGISTER


class IdentityDoesNotExist(ApplicationError):
    """The population register knows nobody with this number."""

    code = ErrorCode.IDENTITY_DOES_NOT_EXIST
    slug = "identity-does-not-exist"
    check = Check.REGISTER


class AccountDoesNotExist(ApplicationError):
    """There is no account."""

    code = ErrorCode.ACCOUNT_DOES_NOT_EXIST
    slug = "account-does-not-exist"
    check = Check.STATE


class UserNotAuthorised(ApplicationError):
    """The person may not do this for the account."""

    code = ErrorCode.USER_NOT_AUTHORISED
    slug = "user-not-authorised"
    check = Check.RIGHTS


class ServiceProviderDoesNotExist(ApplicationError):
    """No mailbox operator has this name."""

    code = ErrorCode.SERVICE_PROVIDER_DOES_NOT_EXIST
    slug = "operator-does-not-exist"
    check = Check.REGISTER
