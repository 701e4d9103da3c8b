"""The revocation list of the issuing authority: `<pki>/issuing.crl`, in DER, served at /pki/crl."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings

from infra.pki import files
from infra.pki.issuing.issue import Authority

VALID_FOR = timedelta(days=30)
RENEW_BEFORE = timedelta(days=7)


class NoList(Exception):
    """The revocation list cannot be used: the file, and the reason."""

    def __init__(self, file: Path, problem: str) -> None:
        super().__init__(file, problem)


def list_url() -> str:
    """The address of the list in certificates."""
    return f"{settings.PLAIN_BASE_URL}pki/crl"


def personal_list_url() -> str:
    """The same for persons' certificates."""
    return f"{settings.PLAIN_BASE_URL}pki/eid/crl"


def list_path(pki_dir: Path) -> Path:
    return pki_dir / "issuing.crl"


def read_list(pki_dir: Path) -> x509.CertificateRevocationList:
    return x509.load_der_x509_crl(list_path(pki_dir).read_bytes())


def revoked_by(pki_dir: Path, issuer: x509.Certificate) -> frozenset[tuple[bytes, int]]:
    """The issuer's name in DER and the serial number of each certificate on the list.

    Raises:
        NoList: it is missing, cannot be read, or the issuer has not signed it.
    """
    try:
        found = read_list(pki_dir)
        is_signed = found.is_signature_valid(issuer.public_key())  # type: ignore[arg-type]  # an RSA key of ours
        serial_numbers = [entry.serial_number for entry in found]
    except (OSError, ValueError, TypeError) as problem:
        raise NoList(list_path(pki_dir), str(problem)) from problem
    if not is_signed:
        raise NoList(list_path(pki_dir), "the list is not signed by the simulator's issuing authority")
    name = issuer.subject.public_bytes()
    return frozenset((name, number) for number in serial_numbers)


def make_list(pki_dir: Path, authority: Authority) -> None:
    """Write a list; what is on the one there stays on it."""
    _write_list(pki_dir, authority, _revocation_dates(pki_dir))


def add_to_list(pki_dir: Path, authority: Authority, serial_number: int) -> None:
    """Put one more certificate on the list. Revoking twice changes nothing."""
    revoked = _revocation_dates(pki_dir)
    revoked.setdefault(serial_number, datetime.now(UTC))
    _write_list(pki_dir, authority, revoked)


def renew_list(pki_dir: Path, authority: Authority) -> None:
    """Sign the list anew when it is about to lapse."""
    lapses = read_list(pki_dir).next_update_utc
    if lapses is None or lapses < datetime.now(UTC) + RENEW_BEFORE:
        _write_list(pki_dir, authority, _revocation_dates(pki_dir))


def is_believable(pki_dir: Path, authority: Authority) -> bool:
    try:
        revoked_by(pki_dir, authority.certificate)
    except NoList:
        return False
    return True


def _revocation_dates(pki_dir: Path) -> dict[int, datetime]:
    try:
        found = read_list(pki_dir)
    except (OSError, ValueError):
        return {}
    return {entry.serial_number: entry.revocation_date_utc for entry in found}


def _write_list(pki_dir: Path, authority: Authority, revoked: dict[int, datetime]) -> None:
    now = datetime.now(UTC)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority.certificate.subject)
        .last_update(now)
        .next_update(now + VALID_FOR)
    )
    for serial_number, when in revoked.items():
        entry = x509.RevokedCertificateBuilder().serial_number(serial_number).revocation_date(when).build()
        builder = builder.add_revoked_certificate(entry)
    signed = builder.sign(authority.key, hashes.SHA256())
    files.write_file(list_path(pki_dir), signed.public_bytes(Encoding.DER))
