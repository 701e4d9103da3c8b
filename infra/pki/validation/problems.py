"""The reason why a certificate is not accepted: an enum for programs, a text for people."""

from enum import Enum
from typing import Unpack

from cryptography import x509
from cryptography.x509.oid import NameOID

from infra.errors import MinaMeddelandenError
from infra.errors.codes import ErrorCode
from infra.errors.explanation import Check, Details


class CertificateReason(Enum):
    """A reason why a certificate is not accepted."""

    UNTRUSTED = "untrusted"
    EXPIRED = "expired"
    NOT_YET_VALID = "not yet valid"
    REVOKED = "revoked"
    NO_ORGANISATION = "no organisation"
    NO_PERSON = "no person"
    UNREADABLE = "unreadable"
    CRITICAL_EXTENSION = "critical extension"
    PATH_LENGTH = "path length"
    NAME_CONSTRAINTS = "name constraints"
    KEY_USAGE = "key usage"
    EXTENDED_KEY_USAGE = "extended key usage"
    PATH = "path"
    VERSION = "version"
    NO_REVOCATION_LIST = "no revocation list"


class CertificateProblem(MinaMeddelandenError):
    """A certificate is not accepted. The error has the reason."""

    code = ErrorCode.CERTIFICATE_ERROR
    slug = "certificate-not-accepted"
    check = Check.CERTIFICATE

    def __init__(self, reason: CertificateReason, swedish: str, english: str, **details: Unpack[Details]) -> None:
        super().__init__(swedish, english, **details)
        self.reason = reason

    @property
    def is_ours(self) -> bool:
        """The simulator cannot decide now. The certificate may be right and be accepted later."""
        return self.reason is CertificateReason.NO_REVOCATION_LIST


def name_of(certificate: x509.Certificate) -> str:
    """The subject's common name, or the whole subject if it has none."""
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else certificate.subject.rfc4514_string()
