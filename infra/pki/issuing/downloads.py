"""A certificate as files to fetch: one by one, or all of them as a ZIP."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from infra.errors import NotFound
from infra.pki import files
from infra.pki.issuing.ledger import Record

WITH_KEY: Final = ("client.key", files.PKCS1_KEY, "client.p12", files.LEGACY_P12)
TEXTS: Final = frozenset({"client.pem", files.LEAF, "chain.pem", "ca.pem", "client.key", files.PKCS1_KEY})
"""Files that are text. The others are PKCS#12, which is binary."""
CONTENT_TYPES: Final[Mapping[str, str]] = {
    ".pem": "application/x-pem-file",
    ".key": "application/x-pem-file",
    ".p12": "application/x-pkcs12",
}

ZIP_TYPE: Final = "application/zip"


def names_of(pki_dir: Path, record: Record) -> list[str]:
    """Names of the files that there are. Those with the key are missing where the key is not here."""
    public = ["client.pem", files.LEAF, "chain.pem", "ca.pem"]
    return [*public, *WITH_KEY] if record.has_key(pki_dir) else public


def file_of(pki_dir: Path, record: Record, name: str) -> bytes:
    """The content of one file.

    Raises:
        NotFound: there is no such file of this certificate (5003).
    """
    available = names_of(pki_dir, record)
    if name not in available:
        names = ", ".join(available)
        raise NotFound(
            f"Certifikatet har ingen fil {name[:60]}; det som finns är {names}.",
            f"The certificate has no file {name[:60]}; there are {names}.",
            slug="certificate-file-unknown",
        )
    if name in WITH_KEY:
        return (pki_dir / "clients" / record.folder / name).read_bytes()
    return _public_file(pki_dir, record, name)


def all_files(pki_dir: Path, record: Record) -> dict[str, bytes]:
    """Every file by its name."""
    return {name: file_of(pki_dir, record, name) for name in names_of(pki_dir, record)}


def as_zip(pki_dir: Path, record: Record) -> bytes:
    """Every file in one ZIP, in a folder with the name that the certificate has among the clients."""
    out, folder = io.BytesIO(), record.folder or record.serial
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in all_files(pki_dir, record).items():
            archive.writestr(f"{folder}/{name}", content)
    return out.getvalue()


def _public_file(pki_dir: Path, record: Record, name: str) -> bytes:
    if name == "ca.pem":
        return (pki_dir / "ca.pem").read_bytes()
    leaf, *above = record.chain
    parts = {"client.pem": [leaf, *above], files.LEAF: [leaf], "chain.pem": above}
    return files.to_pem(*parts[name])
