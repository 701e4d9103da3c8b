"""Which certificates are trusted: those whose chain leads to the simulator's authority, or to a pinned one.

The chain is a matter of fact and is remembered; time and revocation are asked every time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.x509.oid import NameOID
from django.conf import settings

from infra.errors import ErrorCode, MinaMeddelandenError
from infra.identity import IdentityError, OrganisationNumber
from infra.pki import files, revocation

LONGEST_CHAIN = 5
REMEMBERED = 4096


class CertificateReason(Enum):
    """Why a certificate is not accepted."""

    UNTRUSTED = "untrusted"
    EXPIRED = "expired"
    NOT_YET_VALID = "not yet valid"
    REVOKED = "revoked"
    NO_ORGANISATION = "no organisation"


class CertificateProblem(MinaMeddelandenError):
    """A certificate that is not accepted, and why."""

    code = ErrorCode.CERTIFICATE_ERROR

    def __init__(self, reason: CertificateReason, swedish: str, english: str) -> None:
        super().__init__(swedish, english)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Link:
    """A certificate of a chain, with what is asked of it every time; reading it anew costs more than asking."""

    certificate: x509.Certificate
    begins: datetime
    ends: datetime
    identity: tuple[bytes, int]
    """Issuer's name in DER, and serial number."""

    @classmethod
    def of(cls, certificate: x509.Certificate) -> "Link":
        return cls(
            certificate,
            certificate.not_valid_before_utc,
            certificate.not_valid_after_utc,
            (certificate.issuer.public_bytes(), certificate.serial_number),
        )


@dataclass(frozen=True)
class TrustStore:
    """What leads to trust. `pinned` are extra authorities, or single certificates trusted as they are."""

    anchors: tuple[x509.Certificate, ...]
    intermediates: tuple[x509.Certificate, ...]
    revoked: frozenset[tuple[bytes, int]]
    """Issuer's name in DER, and serial number."""

    @classmethod
    def from_folder(cls, pki_dir: Path) -> "TrustStore":
        """The simulator's own authority and what lies in `<pki>/trusted/*.pem`."""
        root, issuing = files.read_certificates(pki_dir / "ca.pem")
        pinned = [
            certificate
            for file in sorted((pki_dir / "trusted").glob("*.pem"))
            for certificate in files.read_certificates(file)
        ]
        issuer = issuing.subject.public_bytes()
        revoked = frozenset((issuer, entry.serial_number) for entry in revocation.read(pki_dir))
        return cls((root, *pinned), (issuing,), revoked)

    def check(
        self,
        certificate: x509.Certificate,
        *,
        intermediates: Sequence[x509.Certificate] = (),
        at: datetime | None = None,
    ) -> None:
        """Return if the certificate is trusted at that time (now, when not given).

        Raises:
            CertificateProblem: it is not, and why.
        """
        chain = _chain(self.anchors, self.intermediates, certificate, tuple(intermediates))
        if chain is None:
            raise _untrusted(certificate, {one.subject for one in (*self.anchors, *self.intermediates)})
        moment = at or datetime.now(UTC)
        for link in chain:
            _require_time(link, moment)
            if link.identity in self.revoked:
                raise _revoked(link.certificate)


def current_trust() -> TrustStore:
    """The trust store as the folder stands now: read again when a file of it has changed."""
    pki_dir = Path(settings.PKI_DIR)
    watched = [pki_dir / "ca.pem", revocation.path(pki_dir), pki_dir / "trusted"]
    return _store(pki_dir, tuple(_changed_at(file) for file in watched))


def _changed_at(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


@lru_cache(maxsize=2)
def _store(pki_dir: Path, _stamps: tuple[int, ...]) -> TrustStore:
    return TrustStore.from_folder(pki_dir)


@lru_cache(maxsize=REMEMBERED)
def organisation_of(certificate: x509.Certificate) -> OrganisationNumber:
    """The number in the subject's serialNumber, whatever shape the RDNs have.

    Raises:
        CertificateProblem: there is none, or it is no organisation number.
    """
    values = [str(item.value) for item in certificate.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)]
    try:
        [number] = values
        return _in_full(number)
    except (ValueError, IdentityError) as problem:
        found = ", ".join(values) or "(-)"
        raise CertificateProblem(
            CertificateReason.NO_ORGANISATION,
            f"Certifikatet {_name(certificate)} saknar organisationsnummer: serialNumber i subject är {found}, "
            "och ska vara 16 följt av organisationsnumret.",
            f"The certificate {_name(certificate)} has no organisation number: the subject's serialNumber is "
            f"{found}, and must be 16 followed by the organisation number.",
        ) from problem


def _in_full(number: str) -> OrganisationNumber:
    """The number as certificates write it: all twelve digits. Source: wire.md, Transport."""
    organisation = OrganisationNumber.parse(number)
    if organisation.value != number:
        raise IdentityError(f"{number!r} is not {organisation.value}")
    return organisation


@lru_cache(maxsize=REMEMBERED)
def _chain(
    anchors: tuple[x509.Certificate, ...],
    own: tuple[x509.Certificate, ...],
    certificate: x509.Certificate,
    given: tuple[x509.Certificate, ...],
) -> tuple[Link, ...] | None:
    """From the certificate to an anchor, or None. A pinned certificate is its own chain."""
    chain = [certificate]
    while len(chain) <= LONGEST_CHAIN:
        if chain[-1] in anchors:
            return tuple(Link.of(one) for one in chain)
        parent = next((one for one in (*anchors, *own, *given) if _issued(one, chain[-1])), None)
        if parent is None or parent in chain:
            return None
        chain.append(parent)
    return None


def _issued(parent: x509.Certificate, child: x509.Certificate) -> bool:
    if parent.subject != child.issuer or not _is_authority(parent):
        return False
    try:
        child.verify_directly_issued_by(parent)
    except (InvalidSignature, ValueError, TypeError, UnsupportedAlgorithm):
        return False
    return True


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return constraints.ca
    return constraints.ca and usage.key_cert_sign


def _require_time(link: Link, moment: datetime) -> None:
    certificate, begins, ends = link.certificate, link.begins, link.ends
    if moment > ends:
        raise CertificateProblem(
            CertificateReason.EXPIRED,
            f"Certifikatet {_name(certificate)} gick ut {ends:%Y-%m-%d}. Beställ ett nytt.",
            f"The certificate {_name(certificate)} expired on {ends:%Y-%m-%d}. Order a new one.",
        )
    if moment < begins:
        raise CertificateProblem(
            CertificateReason.NOT_YET_VALID,
            f"Certifikatet {_name(certificate)} gäller först från {begins:%Y-%m-%d %H:%M} UTC.",
            f"The certificate {_name(certificate)} is not valid before {begins:%Y-%m-%d %H:%M} UTC.",
        )


def _revoked(certificate: x509.Certificate) -> CertificateProblem:
    return CertificateProblem(
        CertificateReason.REVOKED,
        f"Certifikatet {_name(certificate)} med serienummer {certificate.serial_number:x} är spärrat. "
        "Använd ett annat.",
        f"The certificate {_name(certificate)} with serial number {certificate.serial_number:x} is revoked. "
        "Use another one.",
    )


def _untrusted(certificate: x509.Certificate, authorities: set[x509.Name]) -> CertificateProblem:
    swedish, english = _whose(certificate, authorities)
    return CertificateProblem(
        CertificateReason.UNTRUSTED,
        f"Certifikatet {_name(certificate)} {swedish}. Använd ett av certifikaten i var/pki/clients, eller "
        "lägg utfärdarens certifikat i var/pki/trusted.",
        f"The certificate {_name(certificate)} {english}. Use one of the certificates in var/pki/clients, or "
        "put the issuer's certificate into var/pki/trusted.",
    )


def _whose(certificate: x509.Certificate, authorities: set[x509.Name]) -> tuple[str, str]:
    issuer = certificate.issuer.rfc4514_string({NameOID.SERIAL_NUMBER: "serialNumber"})
    if certificate.issuer == certificate.subject:
        return "är signerat av sig självt", "is signed by itself"
    if certificate.issuer in authorities:
        return (
            f"är utfärdat i simulatorns namn ({issuer}) men med en annan nyckel, troligen före en make reset",
            f"is issued in the simulator's name ({issuer}) but by another key, probably before a make reset",
        )
    return (
        f"är utfärdat av {issuer}, som simulatorn inte litar på",
        f"is issued by {issuer}, which the simulator does not trust",
    )


def _name(certificate: x509.Certificate) -> str:
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else certificate.subject.rfc4514_string()
