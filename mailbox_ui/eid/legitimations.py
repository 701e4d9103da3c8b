"""Keys and certificates of test persons, made on first use and kept in `<pki>/eid/persons/<number>`."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from django.conf import settings

from infra.pki import files, personal
from infra.pki.issuing import issue
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
    folder.mkdir(parents=True, exist_ok=True)
    with files.lock_folder(folder):
        key, kept = _key(folder), _kept_certificates(folder / CERTIFICATE)
        if not kept or kept[0].not_valid_after_utc < datetime.now(UTC) + RENEW_BEFORE:
            authority = personal.load_issuing_authority(_pki())
            kept = [personal.issue_certificate(authority, key, subject), authority.certificate]
            files.write_file(folder / CERTIFICATE, files.to_pem(*kept))
    return Legitimation(key, kept[0], tuple(kept[1:]))


def make_expired(subject: Subject) -> Legitimation:
    """The same key with a certificate that was valid until last week."""
    own = legitimation_of(subject)
    begins = datetime.now(UTC) - issue.TWO_YEARS - (RENEW_BEFORE / 4)
    certificate = personal.issue_certificate(
        personal.load_issuing_authority(_pki()), own.key, subject, begins=begins
    )
    return Legitimation(own.key, certificate, own.issuers)


def make_revoked(subject: Subject) -> Legitimation:
    """The same key with a certificate that is on the revocation list."""
    own, folder = legitimation_of(subject), _folder(subject.number)
    with files.lock_folder(folder):
        kept = _kept_certificates(folder / REVOKED)
        if not kept:
            kept = [personal.issue_certificate(personal.load_issuing_authority(_pki()), own.key, subject)]
            personal.revoke_certificate(_pki(), kept[0])
            files.write_file(folder / REVOKED, files.to_pem(*kept))
    return Legitimation(own.key, kept[0], own.issuers)


def make_untrusted(subject: Subject) -> Legitimation:
    """From an authority that nobody trusts."""
    key = issue.new_key()
    authority = issue.root_authority(key, "Unknown Personal CA")
    certificate = personal.issue_certificate(authority, key, subject)
    return Legitimation(key, certificate, (authority.certificate,))


def revoke_legitimation(number: str) -> bool:
    """Revoke the person's certificate: signatures made with it no longer hold. The next signing makes a new one.

    False: the person has none.
    """
    file = _folder(number) / CERTIFICATE
    kept = _kept_certificates(file)
    if not kept:
        return False
    personal.revoke_certificate(_pki(), kept[0])
    file.unlink(missing_ok=True)
    return True


def _kept_certificates(file: Path) -> list[x509.Certificate]:
    return files.read_certificates(file) if file.is_file() else []


def _key(folder: Path) -> RSAPrivateKey:
    file = folder / KEY
    if not file.is_file():
        files.write_file(file, files.key_bytes(issue.new_key()), secret=True)
    return _read_key(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _read_key(file: Path, _changed_at: int) -> RSAPrivateKey:
    # Reading a key checks it, which takes longer than signing with it.
    return files.read_key(file)


def _folder(number: str) -> Path:
    return personal.authority_folder(_pki()) / "persons" / number


def _pki() -> Path:
    return Path(settings.PKI_DIR)
