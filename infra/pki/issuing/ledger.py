"""The record of the certificates that the simulator has issued to organisations: `<pki>/issued/*.json`.

One file for each certificate, written once. Its name begins with the time of issue, so the names alone give the
order and the pages. The certificate itself names its organisation and says how long it is valid; the revocation
list says whether it is revoked. The key, where the simulator made it, lies in `<pki>/clients/<folder>/`.
"""

import json
import os
import re
import time
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from cryptography.x509.oid import NameOID

from infra.authorship import Author, Origin
from infra.identity import OrganisationNumber
from infra.pki import files
from infra.pki.validation.reading import NOT_READABLE

FOLDER: Final = "issued"
_NAME: Final = re.compile(r"\d{19}-\d{12}-[0-9a-f]+\.json")
"""Key, organisation and serial number."""


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
        return (place / "client.pem").read_bytes().startswith(files.to_pem(self.certificate))


def serial_of(certificate: x509.Certificate) -> str:
    return f"{certificate.serial_number:x}"


def add_record(
    pki_dir: Path, organisation: str, folder: str, chain: list[x509.Certificate], author: Author
) -> Record:
    """Write down that the certificate, the first of the chain, was issued. The caller holds the folder."""
    made = Record(
        serial=serial_of(chain[0]),
        organisation=organisation,
        folder=folder,
        issued_at=datetime.now(UTC).isoformat(),
        origin=author.origin,
        by=author.name,
        pem=files.to_pem(*chain).decode(),
        key=time.time_ns(),
    )
    content = json.dumps(asdict(made), ensure_ascii=False, indent=1).encode()
    files.write_file(pki_dir / FOLDER / f"{made.key}-{organisation}-{made.serial}.json", content)
    return made


def find_record(pki_dir: Path, serial: str) -> Record | None:
    """The certificate with this serial number, hexadecimal, in either case."""
    wanted = f"-{serial.lower().lstrip('0')}.json"
    name = next((name for name in _names(pki_dir) if name.endswith(wanted)), None)
    return _read(pki_dir, name) if name else None


def remove_records(pki_dir: Path, serials: Collection[str]) -> list[Record]:
    """Remove the certificates' files from the record. Returns what they said."""
    names = [name for name in _names(pki_dir) if _serial_in(name) in serials]
    forgotten = [_read(pki_dir, name) for name in names]
    for name in names:
        (pki_dir / FOLDER / name).unlink(missing_ok=True)
    return forgotten


def page_of_records(
    pki_dir: Path,
    limit: int,
    *,
    organisation: str | None = None,
    before: int | None = None,
    without: Collection[str] = (),
) -> tuple[list[Record], int | None]:
    """Some certificates, those issued last first, and the key before which the next page begins.

    `without`: serial numbers that the asker does not see.
    """
    names = _names(pki_dir)
    if without:
        names = [name for name in names if _serial_in(name) not in without]
    if organisation is not None:
        names = [name for name in names if f"-{organisation}-" in name]
    if before is not None:
        names = [name for name in names if _key_of(name) < before]
    shown = names[:limit]
    return [_read(pki_dir, name) for name in shown], _key_of(shown[-1]) if len(names) > limit else None


def adopt_folders(pki_dir: Path) -> None:
    """Write down the certificates of client folders that no record tells of: the seeded ones, and older ones."""
    known = {_serial_in(name) for name in _names(pki_dir)}
    for file in sorted((pki_dir / "clients").glob("*/client.pem")):
        # Files that somebody else has put there must not stop the start.
        with suppress(OSError, IndexError, *NOT_READABLE):
            chain = files.read_certificates(file)
            if serial_of(chain[0]) not in known:
                [number] = chain[0].subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)
                organisation = OrganisationNumber.parse(str(number.value)).value
                add_record(pki_dir, organisation, file.parent.name, chain, Author(Origin.START))


def _names(pki_dir: Path) -> list[str]:
    """The names of the files, those issued last first. Others may have put files there, which are passed over."""
    try:
        found = os.listdir(pki_dir / FOLDER)
    except FileNotFoundError:
        return []
    # The keys have as many digits as each other, so the order of the names is theirs.
    return sorted(filter(_NAME.fullmatch, found), reverse=True)


def _key_of(name: str) -> int:
    return int(name.partition("-")[0])


def _serial_in(name: str) -> str:
    return name.rpartition("-")[2].removesuffix(".json")


def _read(pki_dir: Path, name: str) -> Record:
    values: Mapping[str, Any] = json.loads((pki_dir / FOLDER / name).read_bytes())
    return Record(**values)
