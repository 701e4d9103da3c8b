"""Authorities of others that are trusted: shown, added and removed while the simulator runs.

They are the files of `<pki>/trusted`, whether somebody dropped them there or uploaded them. An upload must hold
authorities only; a single certificate is trusted by dropping its file.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from infra.errors import NotFound
from infra.pki import files, pinned
from infra.pki.validation.path import is_authority
from infra.pki.validation.problems import CertificateProblem, name_of
from infra.pki.validation.reading import NOT_READABLE, require_readable
from infra.pki.validation.refusals import VERSION_1
from infra.texts import Text
from infra.validation import InvalidValue, InvalidValues

MAX_BYTES: Final = 100_000
MAX_NAME: Final = 40
TOO_LARGE: Final = Text(f"får vara högst {MAX_BYTES} byte", f"may be at most {MAX_BYTES} bytes")
WITH_KEY: Final = Text(
    "innehåller en privat nyckel. Den är inte sparad; ladda upp certifikatet utan den, och byt nyckeln om den är "
    "på riktigt",
    "holds a private key. It was not stored; upload the certificate without it, and replace the key if it is real",
)
UNREADABLE: Final = Text(
    "går inte att läsa som certifikat; skicka PEM, som börjar med -----BEGIN CERTIFICATE-----, eller DER",
    "cannot be read as certificates; send PEM, which begins with -----BEGIN CERTIFICATE-----, or DER",
)
NO_AUTHORITY: Final = Text(
    "{name} är ingen utfärdare (basicConstraints CA:TRUE och keyCertSign saknas). Ladda upp certifikatet för den "
    "som har utfärdat det; ett enstaka certifikat görs betrott genom att läggas i var/pki/trusted",
    "{name} is no authority (basicConstraints CA:TRUE and keyCertSign are missing). Upload the certificate of its "
    "issuer; a single certificate is trusted when it is put into var/pki/trusted",
)
EXPIRED: Final = Text(
    "{name} gick ut {day}; skicka en som gäller", "{name} expired on {day}; send one that is valid"
)


@dataclass(frozen=True)
class TrustedFile:
    """A file of trusted certificates, or one that cannot be read."""

    name: str
    certificates: tuple[x509.Certificate, ...]
    problem: str = ""
    """Why none of it is trusted. Empty: it can be read."""


@dataclass(frozen=True)
class AddedFile:
    """The file of an upload, and whether it is new."""

    file: TrustedFile
    is_new: bool


def trusted_files(pki_dir: Path) -> list[TrustedFile]:
    """Every file, by name."""
    return [_read(file) for file in map(Path, pinned.list_paths(pki_dir))]


def add_authorities(pki_dir: Path, content: bytes) -> AddedFile:
    """Trust the authorities at once. The same upload twice is one file.

    Raises:
        InvalidValues: something else than valid authorities, and what to send instead (5001).
    """
    certificates = _read_authorities(content)
    name = _file_name(certificates[0])
    place = pinned.trusted_folder(pki_dir) / name
    is_new = not place.exists()
    files.write_file(place, files.to_pem(*certificates))
    return AddedFile(TrustedFile(name, tuple(certificates)), is_new)


def remove_file(pki_dir: Path, name: str) -> None:
    """Trust the certificates of a file no longer, at once.

    Raises:
        NotFound: there is no such file (5003).
    """
    found = next((file for file in map(Path, pinned.list_paths(pki_dir)) if file.name == name), None)
    if found is None:
        raise NotFound(
            f"Det finns ingen fil {name[:60]} i var/pki/trusted.",
            f"There is no file {name[:60]} in var/pki/trusted.",
            slug="trusted-file-unknown",
        )
    found.unlink(missing_ok=True)


def remove_files(pki_dir: Path, names: Collection[str]) -> None:
    """Trust the certificates of these files no longer, at once. Those that are gone already are no mistake."""
    for file in map(Path, pinned.list_paths(pki_dir)):
        if file.name in names:
            file.unlink(missing_ok=True)


def fingerprint_of(certificate: x509.Certificate) -> str:
    """SHA-256 of the certificate, hexadecimal."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def _read(file: Path) -> TrustedFile:
    try:
        certificates = files.read_certificates(file)
        for certificate in certificates:
            require_readable(certificate)
    except (OSError, *NOT_READABLE) as problem:
        return TrustedFile(file.name, (), str(problem))
    except CertificateProblem as problem:
        return TrustedFile(file.name, (), problem.text.english)
    return TrustedFile(file.name, tuple(certificates))


def _read_authorities(content: bytes) -> list[x509.Certificate]:
    if len(content) > MAX_BYTES:
        raise _refusal(TOO_LARGE)
    if b"PRIVATE KEY-----" in content:
        raise _refusal(WITH_KEY)
    try:
        is_pem = b"-----BEGIN" in content
        found = files.parse_certificates(content) if is_pem else [x509.load_der_x509_certificate(content)]
        for certificate in found:
            require_readable(certificate)
    except NOT_READABLE as problem:
        raise _refusal(UNREADABLE) from problem
    except CertificateProblem as problem:
        raise _refusal(problem.text) from problem
    if wrong := list(_wrong_with(found)):
        raise InvalidValues([InvalidValue(("certificate",), text) for text in wrong])
    return found


def _wrong_with(certificates: list[x509.Certificate]) -> Iterator[Text]:
    for certificate in certificates:
        if certificate.version is x509.Version.v1:
            yield Text.same(f"{name_of(certificate)} ") + VERSION_1
        elif not is_authority(certificate):
            yield NO_AUTHORITY.format(name=name_of(certificate))
        elif certificate.not_valid_after_utc < datetime.now(UTC):
            yield EXPIRED.format(name=name_of(certificate), day=f"{certificate.not_valid_after_utc:%Y-%m-%d}")


def _file_name(certificate: x509.Certificate) -> str:
    """The authority's name, as far as it can be a file's, and the beginning of its fingerprint."""
    readable = re.sub(r"[^A-Za-z0-9åäöÅÄÖ]+", "-", name_of(certificate)).strip("-")[:MAX_NAME].strip("-").lower()
    return f"{readable or 'ca'}-{fingerprint_of(certificate)[:12]}.pem"


def _refusal(text: Text) -> InvalidValues:
    return InvalidValues([InvalidValue(("certificate",), text)])
