"""Keys and certificates of test persons, made on first use and kept in `<pki>/eid/persons/<number>`."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from django.conf import settings

from infra.identity import RecipientId
from infra.pki import files, issue, personal
from infra.pki.personal import Subject
from infra.pki.store import RENEW_BEFORE

KEY, CERTIFICATE, REVOKED = "client.key", "client.pem", "revoked.pem"


@dataclass(frozen=True, slots=True)
class Legitimation:
    """A key, the certificate for it, and the certificates of its issuer."""

    key: RSAPrivateKey
    certificate: x509.Certificate
    issuers: tuple[x509.Certificate, ...]

    @property
    def chain(self) -> tuple[x509.Certificate, ...]:
        """The person's certificate first."""
        return (self.certificate, *self.issuers)


def legitimation_of(subject: Subject) -> Legitimation:
    """The person's e-legitimation, valid now."""
    folder = _folder(subject.number)
    authority = personal.issuing(_pki())
    key = _key(folder)
    certificate = _kept_certificate(folder / CERTIFICATE)
    if certificate is None or certificate.not_valid_after_utc < datetime.now(UTC) + RENEW_BEFORE:
        certificate = personal.issue_certificate(authority, key, subject)
        files.write(folder / CERTIFICATE, files.pem(certificate, authority.certificate))
    return Legitimation(key, certificate, (authority.certificate,))


def expired(subject: Subject) -> Legitimation:
    """The same key with a certificate that was valid until last week."""
    own = legitimation_of(subject)
    begins = datetime.now(UTC) - issue.TWO_YEARS - (RENEW_BEFORE / 4)
    certificate = personal.issue_certificate(personal.issuing(_pki()), own.key, subject, begins=begins)
    return Legitimation(own.key, certificate, own.issuers)


def revoked(subject: Subject) -> Legitimation:
    """The same key with a certificate that is on the revocation list."""
    own = legitimation_of(subject)
    file = _folder(subject.number) / REVOKED
    certificate = _kept_certificate(file)
    if certificate is None:
        certificate = personal.issue_certificate(personal.issuing(_pki()), own.key, subject)
        personal.revoke(_pki(), certificate)
        files.write(file, files.pem(certificate))
    return Legitimation(own.key, certificate, own.issuers)


def untrusted(subject: Subject) -> Legitimation:
    """From an authority that nobody trusts."""
    key = issue.new_key()
    authority = issue.root_authority(key, "Unknown Personal CA")
    certificate = personal.issue_certificate(authority, key, subject)
    return Legitimation(key, certificate, (authority.certificate,))


def revoke(number: RecipientId) -> bool:
    """Revoke the person's certificate: signatures made with it no longer hold. The next signing makes a new one.

    False: the person has none.
    """
    file = _folder(number.value) / CERTIFICATE
    certificate = _kept_certificate(file)
    if certificate is None:
        return False
    personal.revoke(_pki(), certificate)
    file.unlink(missing_ok=True)
    return True


def _kept_certificate(file: Path) -> x509.Certificate | None:
    return files.read_certificates(file)[0] if file.is_file() else None


def _key(folder: Path) -> RSAPrivateKey:
    file = folder / KEY
    if not file.is_file():
        files.write(file, files.key_bytes(issue.new_key()), secret=True)
    return files.read_key(file)


def _folder(number: str) -> Path:
    return personal.folder(_pki()) / "persons" / number


def _pki() -> Path:
    return Path(settings.PKI_DIR)
