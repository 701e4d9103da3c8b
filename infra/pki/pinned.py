"""The files in `<pki>/trusted`: authorities, or single certificates, that are trusted besides our own."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography import x509

from infra.pki import files
from infra.pki.validation.problems import CertificateProblem
from infra.pki.validation.reading import NOT_READABLE, require_readable

FOLDER: Final = "trusted"
Stamp = tuple[str, int, int, int]
"""Name, time of change in nanoseconds, size and inode, which differ when the file or its content differs."""


@dataclass(frozen=True, slots=True)
class UnreadableFile:
    """A file that is skipped, and the reason."""

    path: Path
    problem: str


def trusted_folder(pki_dir: Path) -> Path:
    return pki_dir / FOLDER


def make_folder(pki_dir: Path) -> None:
    """Make the folder, so that a file can be dropped there as the documentation says."""
    trusted_folder(pki_dir).mkdir(parents=True, exist_ok=True)


def list_paths(pki_dir: Path) -> list[str]:
    """The paths of the files. Texts, because each call asks for them: a Path takes ten times as long."""
    place = f"{pki_dir}/{FOLDER}"
    try:
        names = os.listdir(place)
    except FileNotFoundError:
        return []
    return sorted(f"{place}/{name}" for name in names if name.endswith(".pem"))


def stamp_of(file: str) -> Stamp:
    try:
        found = os.stat(file)
    except OSError:
        return file, 0, 0, 0
    return file, found.st_mtime_ns, found.st_size, found.st_ino


def read_trusted(pki_dir: Path) -> tuple[tuple[x509.Certificate, ...], tuple[UnreadableFile, ...]]:
    """The certificates of all files that can be read, and the files that cannot."""
    certificates: list[x509.Certificate] = []
    unreadable: list[UnreadableFile] = []
    for file in map(Path, list_paths(pki_dir)):
        try:
            certificates += _read_certificates(file)
        except (OSError, *NOT_READABLE) as problem:
            unreadable.append(UnreadableFile(file, str(problem)))
        except CertificateProblem as problem:
            unreadable.append(UnreadableFile(file, problem.text.english))
    return tuple(certificates), tuple(unreadable)


def _read_certificates(file: Path) -> list[x509.Certificate]:
    certificates = files.read_certificates(file)
    for certificate in certificates:
        require_readable(certificate)
    return certificates
