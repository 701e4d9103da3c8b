"""The record of the certificates that the simulator has issued to organisations: `<pki>/issued/*.json`.

One file for each certificate, written once. Its name begins with the time of issue, so the names alone give the
order and the pages. The certificate itself says whose it is and how long it is valid; the revocation list says
whether it is revoked. The key, where the simulator made it, lies in `<pki>/clients/<folder>/`.
"""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from cryptography.x509.oid import NameOID

from infra.authorship import Author, Origin
from infra.pki import files
from infra.pki.reading import NOT_READABLE

FOLDER: Final = "issued"


@dataclass(frozen=True)
class Record:
    """A certificate that was issued."""

    serial: str
    """Serial number, hexadecimal in lower case, without leading zeros."""
    organisation: str
    folder: str
    """Folder of <pki>/clients that it was written to; empty: none."""
    issued_at: str
    """ISO 8601, in UTC."""
    origin: str
    by: str
    pem: str
    """The certificate and its chain."""
    key: int
    """Place in the order of issue: nanoseconds since 1970."""

    @cached_property
    def chain(self) -> list[x509.Certificate]:
        """The certificate, and those above it but for the root."""
        return x509.load_pem_x509_certificates(self.pem.encode())

    @property
    def issued(self) -> datetime:
        return datetime.fromisoformat(self.issued_at)

    @property
    def certificate(self) -> x509.Certificate:
        return self.chain[0]

    @property
    def title(self) -> str:
        """The organisation's name in the subject; its number if the subject has no name."""
        names = self.certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
        return str(names[0].value) if names else self.organisation

    def has_key(self, pki_dir: Path) -> bool:
        """The simulator has the certificate's key."""
        place = pki_dir / "clients" / self.folder
        if not self.folder or not (place / "client.key").is_file():
            return False
        return (place / "client.pem").read_bytes().startswith(files.pem(self.certificate))


def serial_of(certificate: x509.Certificate) -> str:
    return f"{certificate.serial_number:x}"


def record(pki_dir: Path, organisation: str, folder: str, chain: list[x509.Certificate], author: Author) -> Record:
    """Write down that the certificate, the first of the chain, was issued. The caller holds the folder."""
    made = Record(
        serial=serial_of(chain[0]),
        organisation=organisation,
        folder=folder,
        issued_at=datetime.now(UTC).isoformat(),
        origin=author.origin,
        by=author.name,
        pem=files.pem(*chain).decode(),
        key=time.time_ns(),
    )
    content = json.dumps(asdict(made), ensure_ascii=False, indent=1).encode()
    files.write(pki_dir / FOLDER / f"{made.key}-{organisation}-{made.serial}.json", content)
    return made


def find(pki_dir: Path, serial: str) -> Record | None:
    """The certificate with this serial number, hexadecimal, in either case."""
    wanted = serial.lower().lstrip("0")
    name = next((name for name in _names(pki_dir) if name.serial == wanted), None)
    return _read(name.file) if name else None


def page(
    pki_dir: Path, limit: int, *, organisation: str | None = None, before: int | None = None
) -> tuple[list[Record], int | None]:
    """Some certificates, those issued last first, and the key before which the next page begins."""
    wanted = [
        name
        for name in _names(pki_dir)
        if (organisation is None or name.organisation == organisation) and (before is None or name.key < before)
    ]
    shown = wanted[:limit]
    return [_read(name.file) for name in shown], shown[-1].key if len(wanted) > limit else None


def adopt_folders(pki_dir: Path) -> None:
    """Write down the certificates of client folders that no record tells of: the seeded ones, and older ones."""
    known = {name.serial for name in _names(pki_dir)}
    for file in sorted((pki_dir / "clients").glob("*/client.pem")):
        # Files that somebody else has put there must not stop the start.
        with suppress(OSError, IndexError, *NOT_READABLE):
            chain = files.read_certificates(file)
            if serial_of(chain[0]) not in known:
                [number] = chain[0].subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)
                record(pki_dir, str(number.value), file.parent.name, chain, Author(Origin.START))


@dataclass(frozen=True)
class _Name:
    """The name of a record's file."""

    key: int
    organisation: str
    serial: str
    file: Path


def _names(pki_dir: Path) -> list[_Name]:
    return sorted(_parsed_names(pki_dir), key=lambda name: name.key, reverse=True)


def _parsed_names(pki_dir: Path) -> Iterator[_Name]:
    for file in (pki_dir / FOLDER).glob("*.json"):
        with suppress(ValueError):
            key, organisation, serial = file.stem.split("-")
            yield _Name(int(key), organisation, serial, file)


def _read(file: Path) -> Record:
    values: Mapping[str, Any] = json.loads(file.read_bytes())
    return Record(**values)
