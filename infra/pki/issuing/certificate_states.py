"""The state of an issued certificate: valid, not yet, expired or revoked."""

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from infra.pki import files, revocation
from infra.pki.issuing.ledger import Record


class CertificateState(StrEnum):
    """Whether a certificate is valid."""

    VALID = "valid"
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    REVOKED = "revoked"


class States:
    """The states of certificates at one moment."""

    def __init__(self, pki_dir: Path) -> None:
        self._now = datetime.now(UTC)
        try:
            issuing = files.read_certificates(pki_dir / "ca.pem")[1]
            self._revoked = {serial for _, serial in revocation.revoked_by(pki_dir, issuing)}
        except revocation.NoList:
            # The list is made again at the next start. Until then no certificate is accepted at all.
            self._revoked = set()

    def of(self, record: Record) -> CertificateState:
        certificate = record.certificate
        if certificate.serial_number in self._revoked:
            return CertificateState.REVOKED
        if self._now > certificate.not_valid_after_utc:
            return CertificateState.EXPIRED
        if self._now < certificate.not_valid_before_utc:
            return CertificateState.NOT_YET_VALID
        return CertificateState.VALID
