"""The certificate that a pre-flight is about: the caller's own, or one that the simulator has issued."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from django.conf import settings

from infra.errors import NotFound
from infra.pki import store
from infra.pki.issuing import ledger
from infra.pki.store import Identity


@dataclass(frozen=True)
class CheckedCertificate:
    """A certificate, what was sent along with it, and its key, where the simulator keeps that."""

    certificate: x509.Certificate
    chain: Sequence[x509.Certificate]
    identity: Identity | None = None


def named_certificate(name: str) -> CheckedCertificate:
    """The certificate in a folder of var/pki/clients, or with a serial number of the simulator's ledger.

    Raises:
        NotFound: there is none (5003).
    """
    try:
        return of_identity(store.load_identity(Path(name).name))
    except LookupError:
        return _issued(name)


def of_identity(identity: Identity) -> CheckedCertificate:
    return CheckedCertificate(identity.certificate, identity.chain, identity)


def _issued(serial: str) -> CheckedCertificate:
    record = ledger.find_record(Path(settings.PKI_DIR), serial)
    if record is None:
        raise NotFound(
            f"Inget certifikat heter {serial[:60]!r}. Ange en mapp i var/pki/clients, till exempel kommun-a, "
            "eller ett serienummer från GET /api/v1/certificates.",
            f"No certificate is named {serial[:60]!r}. Give a folder of var/pki/clients, for instance kommun-a, "
            "or a serial number from GET /api/v1/certificates.",
            slug="preflight-certificate-unknown",
        )
    return CheckedCertificate(record.certificate, record.chain[1:], _key_of(record))


def _key_of(record: ledger.Record) -> Identity | None:
    """The identity in the record's folder, if the folder still has this certificate."""
    try:
        identity = store.load_identity(record.folder)
    except LookupError:
        return None
    return identity if identity.certificate == record.certificate else None
