"""Certificates on demand: for any organisation, right or wrong on purpose, with a new key or from a request.

Keys that the simulator makes are kept in `<pki>/clients/<folder>/`: they are test keys, the simulator signs print
files and mail with them, and they can be fetched in every form for as long as the folder exists. The key behind a
request never comes here.
"""

import secrets
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

from infra.authorship import Author
from infra.errors import NotFound
from infra.hooks import runs
from infra.pki import files, revocation, store
from infra.pki.issuing import issue, ledger, signing_requests
from infra.pki.issuing.certificate_order import CertificateCondition, CertificateOrder, require_possible_order
from infra.pki.issuing.hosts import hosts_in
from infra.pki.issuing.ledger import Record
from infra.pki.trust import TrustStore
from infra.pki.validation.problems import CertificateProblem
from infra.texts import Text
from infra.validation import InvalidValue, InvalidValues

FORGOTTEN: Final = "forgotten"
"""The folder of what is to be deleted."""
NEWEST: Final = 20
"""Certificates of an organisation among which one to use again is looked for."""
A_DAY: Final = timedelta(days=1)

TAKEN_FOLDER: Final = Text(
    "är en mapp i var/pki/clients som redan finns; välj ett annat namn",
    "is a folder of var/pki/clients that exists already; choose another name",
)


@dataclass(frozen=True)
class MadeCertificate:
    """A certificate that is made and not yet written."""

    order: CertificateOrder
    chain: list[x509.Certificate]
    key: RSAPrivateKey | None
    """None: it belongs to a request."""


def issue_certificate(pki_dir: Path, order: CertificateOrder, author: Author) -> Record:
    """Make the certificate, write it and its key, and write down that it was issued.

    Raises:
        InvalidValues: the order cannot be met, and what to change (5001).
    """
    return write_certificate(pki_dir, make_certificate(pki_dir, order), author)


def make_certificate(pki_dir: Path, order: CertificateOrder, key: RSAPrivateKey | None = None) -> MadeCertificate:
    """Make the certificate without writing anything. `key`: one that was made before, to be used for it.

    Raises:
        InvalidValues: the order cannot be met, and what to change (5001).
    """
    require_possible_order(order)
    request = signing_requests.read_request(order.csr) if order.csr is not None else None
    with files.lock_folder(pki_dir):
        authority = store.load_issuing_authority(pki_dir)
    key = None if request else key or issue.new_key()
    begins, lasts = _validity(order, datetime.now(UTC))
    certificate = issue.client_certificate(
        authority,
        key or _key_of(request),
        _subject(order, request),
        crl_url=revocation.list_url(),
        begins=begins,
        lasts=lasts,
        hosts=order.hosts,
    )
    return MadeCertificate(order, [certificate, authority.certificate], key)


def write_certificate(
    pki_dir: Path, made: MadeCertificate, author: Author, *, folder: Path | None = None
) -> Record:
    """Write the certificate, with its key, to a folder: the one of the order, or `folder`, which may be anywhere.

    Raises:
        InvalidValues: the order's folder exists already (5001). MaximumExceeded: the run owns as much as it may
            (5005).
    """
    runs.note_creation(runs.ItemKind.CERTIFICATE, ledger.serial_of(made.chain[0]))
    with files.lock_folder(pki_dir):
        name = _free_name(pki_dir, made.order) if folder is None and made.key else ""
        if place := folder or (pki_dir / "clients" / name if name else None):
            _write_files(place, made)
        record = ledger.add_record(pki_dir, made.order.organisation.value, name, made.chain, author)
        if made.order.condition is CertificateCondition.REVOKED:
            revocation.add_to_list(pki_dir, store.load_issuing_authority(pki_dir), made.chain[0].serial_number)
    return record


def find_reusable(pki_dir: Path, order: CertificateOrder) -> Record | None:
    """A certificate that meets the order already: the newest of the organisation that has its key here.

    It must be valid for another day, and for all hosts of the order. An order that says how the certificate is to
    be besides is met by a new one only.
    """
    if order != CertificateOrder(order.organisation, order.title, hosts=order.hosts):
        return None
    found, _ = ledger.page_of_records(pki_dir, NEWEST, organisation=order.organisation.value)
    trust = TrustStore.from_folder(pki_dir)
    for record in found:
        is_for_all = hosts_in(record.certificate).issuperset(order.hosts)
        if is_for_all and record.has_key(pki_dir) and _is_accepted(trust, record):
            return record
    return None


def revoke_certificate(pki_dir: Path, serial: str) -> Record:
    """Put a certificate of the simulator on the revocation list. Revoking twice changes nothing.

    Raises:
        NotFound: the simulator has issued none with this serial number (5003).
    """
    record = require_record(pki_dir, serial)
    with files.lock_folder(pki_dir):
        revocation.add_to_list(pki_dir, store.load_issuing_authority(pki_dir), record.certificate.serial_number)
    return record


def remove_certificates(pki_dir: Path, serials: Collection[str]) -> None:
    """Remove the certificates as if they had never been issued, with the folders of their keys.

    The folders are moved aside, since deleting many files takes long: `delete_forgotten` deletes them.
    """
    aside = pki_dir / FORGOTTEN / secrets.token_hex(8)
    with files.lock_folder(pki_dir):
        aside.mkdir(parents=True)
        for record in ledger.remove_records(pki_dir, serials):
            if record.has_key(pki_dir):
                (pki_dir / "clients" / record.folder).rename(aside / record.folder)


def delete_forgotten(pki_dir: Path) -> None:
    """Delete the files of certificates that have been forgotten."""
    # A folder that another process is filling must stay until it is done.
    with files.lock_folder(pki_dir):
        folders = list((pki_dir / FORGOTTEN).glob("*"))
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def require_record(pki_dir: Path, serial: str) -> Record:
    """The certificate with this serial number.

    Raises:
        NotFound: the simulator has issued none (5003).
    """
    record = ledger.find_record(pki_dir, serial)
    if record is None:
        raise NotFound(
            f"Simulatorn har inte utfärdat något certifikat med serienummer {serial[:60]}.",
            f"The simulator has issued no certificate with the serial number {serial[:60]}.",
            slug="certificate-unknown",
        )
    return record


def _is_accepted(trust: TrustStore, record: Record) -> bool:
    now = datetime.now(UTC)
    try:
        for moment in (now, now + A_DAY):
            trust.check(record.certificate, intermediates=record.chain[1:], at=moment, to_call=True)
    except CertificateProblem:
        return False
    return True


def _key_of(request: x509.CertificateSigningRequest | None) -> RSAPublicKey:
    key = request.public_key() if request else None
    if not isinstance(key, RSAPublicKey):
        raise TypeError("a signing request that was checked has an RSA key")
    return key


def _subject(order: CertificateOrder, request: x509.CertificateSigningRequest | None) -> x509.Name:
    if request is not None and order.keeps_subject:
        signing_requests.require_number(request, order.organisation)
        return request.subject
    return issue.subject_name(
        order.organisation,
        order.title,
        store.common_name(order.folder or order.organisation.value),
        is_multi_valued=order.is_multi_valued,
    )


def _validity(order: CertificateOrder, now: datetime) -> tuple[datetime, timedelta]:
    """The moments when it begins and ends. A valid one begins an hour ago, for slow clocks."""
    lasts = timedelta(minutes=order.minutes)
    if order.condition is CertificateCondition.EXPIRED:
        return now - A_DAY - lasts, lasts
    if order.condition is CertificateCondition.NOT_YET_VALID:
        return now + A_DAY, lasts
    hour = timedelta(hours=1)
    return now - hour, hour + lasts


def _free_name(pki_dir: Path, order: CertificateOrder) -> str:
    clients = pki_dir / "clients"
    if order.folder:
        if (clients / order.folder).exists():
            raise InvalidValues([InvalidValue(("folder",), TAKEN_FOLDER)])
        return order.folder
    number = order.organisation.value
    place = 1
    while (clients / _numbered(number, place)).exists():
        place += 1
    return _numbered(number, place)


def _numbered(number: str, place: int) -> str:
    return number if place == 1 else f"{number}-{place}"


def _write_files(folder: Path, made: MadeCertificate) -> None:
    certificate, *above = made.chain
    if made.key:
        files.write_identity(folder, made.key, certificate, above)
        return
    files.write_file(folder / "client.pem", files.to_pem(certificate, *above))
    files.write_file(folder / files.LEAF, files.to_pem(certificate))
