"""Read all parts of a certificate before any part is used for a decision."""

from functools import lru_cache
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding

from contracts import certificate_wording
from infra.pki.validation.problems import CertificateProblem, CertificateReason
from infra.validation.name_characters import CONTROL

REMEMBERED: Final = 2048
NOT_READABLE: Final = (
    ValueError,
    TypeError,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
)
"""The errors of cryptography for a part that breaks the standard. It reads each part on first use."""


@lru_cache(maxsize=REMEMBERED)
def require_readable(certificate: x509.Certificate) -> None:
    """Return if every part can be read, and its names can be repeated in answers and pages.

    Raises:
        CertificateProblem: it is too large, an extension stands twice or is broken, or a name holds control
            characters.
    """
    if len(certificate.public_bytes(Encoding.DER)) > certificate_wording.MAX_OCTETS:
        raise _too_large()
    try:
        _read_all_parts(certificate)
    except NOT_READABLE as problem:
        raise _unreadable_certificate(f"{problem}") from problem
    require_printable(certificate.subject)
    require_printable(certificate.issuer)


def require_printable(name: x509.Name) -> None:
    """Return if the name can be repeated in answers and pages.

    Raises:
        CertificateProblem: it holds control characters.
    """
    for attribute in name:
        if isinstance(attribute.value, str) and CONTROL.search(attribute.value):
            raise _control_characters(attribute)


def is_readable(certificate: x509.Certificate) -> bool:
    try:
        require_readable(certificate)
    except CertificateProblem:
        return False
    return True


def _read_all_parts(certificate: x509.Certificate) -> tuple[object, ...]:
    """Read each part once, so that a broken part raises here and not later."""
    return (
        certificate.subject,
        certificate.issuer,
        certificate.public_key(),
        certificate.signature_hash_algorithm,
        certificate.not_valid_before_utc,
        certificate.not_valid_after_utc,
        *certificate.extensions,
    )


def _too_large() -> CertificateProblem:
    swedish, english = certificate_wording.TOO_LARGE
    return CertificateProblem(
        CertificateReason.UNREADABLE,
        f"Certifikatet är {swedish}.",
        f"The certificate is {english}.",
        slug="certificate-unreadable",
    )


def _unreadable_certificate(what: str) -> CertificateProblem:
    return CertificateProblem(
        CertificateReason.UNREADABLE,
        f"Certifikatet följer inte standarden (RFC 5280) och går inte att läsa: {what}. Beställ ett nytt.",
        f"The certificate breaks the standard (RFC 5280) and cannot be read: {what}. Order a new one.",
        slug="certificate-breaks-standard",
    )


def _control_characters(attribute: x509.NameAttribute[str | bytes]) -> CertificateProblem:
    shown = ascii(attribute.value)
    where = attribute.rfc4514_attribute_name
    return CertificateProblem(
        CertificateReason.UNREADABLE,
        f"Certifikatets namn innehåller styrtecken ({where}: {shown}), som inga namn har. Beställ ett nytt.",
        f"The certificate's name holds control characters ({where}: {shown}), which no name has. Order a new one.",
        slug="certificate-name-has-control-characters",
    )
