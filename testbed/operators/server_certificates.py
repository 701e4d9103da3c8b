"""The server certificates that a caller must refuse, in `<pki>/server/<behaviour>.pem` and `.key`."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from django.conf import settings

from infra.pki import files, revocation, store
from infra.pki.issuing import issue
from infra.pki.issuing.issue import Authority
from testbed.operators.behaviours import CERTIFICATES, Behaviour

A_WEEK: Final = timedelta(days=7)
ANOTHER_HOST: Final = "annan-operator.example"

Make = Callable[[Authority, RSAPrivateKey], tuple[x509.Certificate, Authority]]
"""Makes a certificate; returns it with the authority that issued it."""


def files_of(pki_dir: Path, behaviour: Behaviour) -> tuple[Path, Path]:
    """Certificate with chain, and key, of operators with the behaviour."""
    folder = pki_dir / "server"
    return folder / f"{behaviour}.pem", folder / f"{behaviour}.key"


def ensure_certificates(pki_dir: Path) -> None:
    """Make those that are missing, and those that have lapsed and should not have."""
    authority = store.load_issuing_authority(pki_dir)
    with files.lock_folder(pki_dir):
        for behaviour in CERTIFICATES:
            if not _is_current(files_of(pki_dir, behaviour)[0], behaviour):
                _make(pki_dir, behaviour, authority)


def _is_current(file: Path, behaviour: Behaviour) -> bool:
    if not file.is_file():
        return False
    certificate = files.read_certificates(file)[0]
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    is_for_us = behaviour is Behaviour.WRONG_HOST or settings.HOSTS[0] in {str(name.value) for name in names}
    is_valid = certificate.not_valid_after_utc > datetime.now(UTC) + store.RENEW_BEFORE
    return is_for_us and (is_valid or behaviour is Behaviour.EXPIRED_CERTIFICATE)


def _make(pki_dir: Path, behaviour: Behaviour, authority: Authority) -> None:
    key = issue.new_key()
    certificate, issuer = MAKERS[behaviour](authority, key)
    if behaviour is Behaviour.REVOKED_CERTIFICATE:
        revocation.add_to_list(pki_dir, authority, certificate.serial_number)
    chain, secret = files_of(pki_dir, behaviour)
    files.write_file(secret, files.key_bytes(key), secret=True)
    files.write_file(chain, files.to_pem(certificate, issuer.certificate))


def _sound(issuer: Authority, key: RSAPrivateKey) -> tuple[x509.Certificate, Authority]:
    return issue.server_certificate(issuer, key, settings.HOSTS, crl_url=revocation.list_url()), issuer


def _expired(issuer: Authority, key: RSAPrivateKey) -> tuple[x509.Certificate, Authority]:
    begins = datetime.now(UTC) - issue.TWO_YEARS - A_WEEK
    return issue.server_certificate(
        issuer, key, settings.HOSTS, crl_url=revocation.list_url(), begins=begins
    ), issuer


def _for_another_host(issuer: Authority, key: RSAPrivateKey) -> tuple[x509.Certificate, Authority]:
    return issue.server_certificate(issuer, key, [ANOTHER_HOST], crl_url=revocation.list_url()), issuer


def _by_a_stranger(_: Authority, key: RSAPrivateKey) -> tuple[x509.Certificate, Authority]:
    # Its key is forgotten: nobody else will have a certificate of it.
    return _sound(issue.root_authority(issue.new_key(), "Untrusted Test CA"), key)


MAKERS: Final[Mapping[Behaviour, Make]] = {
    Behaviour.EXPIRED_CERTIFICATE: _expired,
    Behaviour.WRONG_HOST: _for_another_host,
    Behaviour.UNTRUSTED_CERTIFICATE: _by_a_stranger,
    Behaviour.REVOKED_CERTIFICATE: _sound,
}
