"""The simulator's certificates on disk: made on first start, kept, renewed before they expire.

Layout and names are fixed by the project's interface: `<pki>/ca.pem`, `<pki>/clients/<name>/`.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.x509.oid import NameOID
from django.conf import settings

from infra.identity import OrganisationNumber
from infra.pki import files, personal, pinned, revocation
from infra.pki.issuing import authority_files, issue, ledger
from infra.pki.issuing.issue import Authority
from infra.pki.validation.reading import NOT_READABLE

ROOT_NAME = "Simulator Root CA"
ISSUING_NAME = "Simulator Issuing CA"
RENEW_BEFORE = timedelta(days=30)
EXPIRED, REVOKED = "utgangen", "aterkallad"


@dataclass(frozen=True)
class Organisation:
    """An organisation that has a certificate from the start."""

    name: str
    """Name of the folder."""
    title: str
    number: str
    is_internal: bool = False
    """A role of the simulator that calls the others. Testers do not use its certificate."""


ORGANISATIONS = (
    Organisation("kommun-a", "Kommun A", "162021004748"),
    Organisation("kommun-b", "Kommun B", "162021003898"),
    Organisation("formedlaren", "Simulatorns förmedlare", "165569999047"),
    Organisation("obehorig", "Obehörig AB", "165569999054"),
    Organisation("exempelbanken", "Exempelbanken AB", "165569999161"),
    Organisation(REVOKED, "Kommun B", "162021003898"),
    Organisation(EXPIRED, "Kommun B", "162021003898"),
    Organisation("minmyndighetspost", "Min myndighetspost (simulerad)", "162021009002"),
    Organisation("kivra", "Kivra (simulerad)", "165569999062"),
    Organisation("digimail", "Digimail (simulerad)", "165569999070"),
    Organisation("minmyndighetspost.se", "Min myndighetspost (simulerad)", "162021009002", is_internal=True),
    Organisation("kivra.com", "Kivra (simulerad)", "165569999062", is_internal=True),
    Organisation("digimail.se", "Digimail (simulerad)", "165569999070", is_internal=True),
    Organisation("kvicknar.example", "Brevlådan som kvicknar till (simulerad)", "165569999104", is_internal=True),
    Organisation("strang.example", "Den stränga brevlådan (simulerad)", "165569999112", is_internal=True),
    Organisation("post.norrverken.example", "Norrverken AB", "165560000084", is_internal=True),
    Organisation("far", "FaR (simulerat)", "162021009010", is_internal=True),
)
_BY_NAME = {organisation.name: organisation for organisation in ORGANISATIONS}


@dataclass(frozen=True)
class Identity:
    """The key and certificate with which an organisation calls."""

    name: str
    title: str
    organisation: OrganisationNumber
    key: RSAPrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    folder: str


def organisation_number(name: str) -> str:
    """The twelve digits of a seeded organisation."""
    return _BY_NAME[name].number


def load_identity(name: str) -> Identity:
    """The seeded or issued identity with this folder name.

    Raises:
        LookupError: there is no such folder.
    """
    for kind in ("clients", "internal"):
        folder = f"{settings.PKI_DIR}/{kind}/{name}"
        with suppress(OSError):
            # A test run takes its folders away, and another one may make them again.
            return _read_once(folder, os.stat(f"{folder}/client.pem").st_mtime_ns)
    raise LookupError(f"no certificate folder {name!r} in {settings.PKI_DIR}/clients")


@lru_cache(maxsize=128)
def _read_once(folder: str, _changed: int) -> Identity:
    return read_identity(Path(folder))


def read_identity(folder: Path) -> Identity:
    """Read the identity in a folder."""
    certificate, *chain = files.read_certificates(folder / "client.pem")
    number = certificate.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)[0].value
    title = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)[0].value
    return Identity(
        name=folder.name,
        title=str(title),
        organisation=OrganisationNumber.parse(str(number)),
        key=files.read_key(folder / "client.key"),
        certificate=certificate,
        chain=tuple(chain),
        folder=str(folder),
    )


def ensure_identities(pki_dir: Path) -> None:
    """Make what is missing and renew what is about to expire. Safe when several processes start at once."""
    pki_dir.mkdir(parents=True, exist_ok=True)
    with files.lock_folder(pki_dir):
        if _all_is_current(pki_dir):
            revocation.renew_list(pki_dir, load_issuing_authority(pki_dir))
        else:
            _make_missing(pki_dir)
        _add_files_for_older(pki_dir)
        ledger.adopt_folders(pki_dir)
        personal.ensure_authority(pki_dir)
        for folder in (pki_dir, personal.authority_folder(pki_dir)):
            pinned.make_folder(folder)


def load_issuing_authority(pki_dir: Path) -> Authority:
    """The issuing authority, created on first use together with its root."""
    return authority_files.read_or_make(pki_dir, pki_dir / "ca", ROOT_NAME, ISSUING_NAME)


def server_files(pki_dir: Path) -> tuple[Path, Path]:
    """Certificate with chain, and key, of the listener."""
    return pki_dir / "server" / "server.pem", pki_dir / "server" / "server.key"


def _identity_folders(pki_dir: Path) -> dict[Path, Organisation]:
    return {
        pki_dir / ("internal" if organisation.is_internal else "clients") / organisation.name: organisation
        for organisation in ORGANISATIONS
    }


def _all_is_current(pki_dir: Path) -> bool:
    return (
        all(_is_current(folder) for folder in _identity_folders(pki_dir))
        and _server_is_current(pki_dir)
        and revocation.is_believable(pki_dir, load_issuing_authority(pki_dir))
    )


def _is_current(folder: Path) -> bool:
    file = folder / "client.pem"
    if not file.is_file():
        return False
    if folder.name == EXPIRED:
        return True
    return files.read_certificates(file)[0].not_valid_after_utc > datetime.now(UTC) + RENEW_BEFORE


def _server_is_current(pki_dir: Path) -> bool:
    file = server_files(pki_dir)[0]
    if not file.is_file():
        return False
    certificate = files.read_certificates(file)[0]
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    covered = {str(name.value) for name in names}
    fresh = certificate.not_valid_after_utc > datetime.now(UTC) + RENEW_BEFORE
    return fresh and covered >= set(_server_hosts())


def _server_hosts() -> list[str]:
    return list(dict.fromkeys([*settings.HOSTS, "localhost", "127.0.0.1", "::1"]))


def _make_missing(pki_dir: Path) -> None:
    authority = load_issuing_authority(pki_dir)
    missing = {folder: who for folder, who in _identity_folders(pki_dir).items() if not _is_current(folder)}
    # Keys are made in C without the interpreter's lock: two cores make them twice as fast.
    with ThreadPoolExecutor() as pool:
        keys = list(pool.map(lambda _: issue.new_key(), range(len(missing) + 1)))
    if not _server_is_current(pki_dir):
        _make_server(pki_dir, authority, keys.pop())
    for (folder, organisation), key in zip(missing.items(), keys, strict=False):
        _make_client(folder, organisation, authority, key)
    revoked = pki_dir / "clients" / REVOKED
    revocation.add_to_list(pki_dir, authority, files.read_certificates(revoked / "client.pem")[0].serial_number)


def _add_files_for_older(pki_dir: Path) -> None:
    """Write the other forms where they are missing, as in folders of earlier versions."""
    for file in sorted((pki_dir / "clients").glob("*/client.pem")):
        # Files that somebody else has put there must not stop the start.
        with suppress(OSError, *NOT_READABLE):
            if not files.has_all_for_older(file.parent):
                certificate, *chain = files.read_certificates(file)
                files.write_for_older(file.parent, files.read_key(file.parent / "client.key"), certificate, chain)


def _make_client(folder: Path, organisation: Organisation, authority: Authority, key: RSAPrivateKey) -> None:
    number = OrganisationNumber.parse(organisation.number)
    name = issue.subject_name(number, organisation.title, common_name(organisation.name))
    begins = datetime.now(UTC) - issue.TWO_YEARS - timedelta(days=7) if folder.name == EXPIRED else None
    certificate = issue.client_certificate(authority, key, name, crl_url=revocation.list_url(), begins=begins)
    files.write_identity(folder, key, certificate, [authority.certificate])


def _make_server(pki_dir: Path, authority: Authority, key: RSAPrivateKey) -> None:
    certificate = issue.server_certificate(authority, key, _server_hosts(), crl_url=revocation.list_url())
    chain, secret = server_files(pki_dir)
    files.write_file(secret, files.key_bytes(key), secret=True)
    files.write_file(chain, files.to_pem(certificate, authority.certificate))


def common_name(name: str) -> str:
    """The host in the certificate of a folder with this name."""
    return f"notarealhost.{name}" if "." in name else f"notarealhost.{name}.se"
