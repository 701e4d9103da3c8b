"""Persons of every kind of key who sign, with certificates of an authority of the tests' own."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa

TEXT = "Jag godkänner villkoren.\nAlla – från början."
NAMES = {"serialNumber": x509.NameOID.SERIAL_NUMBER}
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | dsa.DSAPrivateKey


@dataclass(frozen=True)
class Signer:
    """A key, and the certificates for it: the person's and the authority's."""

    key: Key
    chain: tuple[x509.Certificate, ...]


@cache
def rsa_signer(bits: int = 2048) -> Signer:
    return certified(rsa.generate_private_key(65537, bits))


@cache
def curve_signer() -> Signer:
    return certified(ec.generate_private_key(ec.SECP256R1()))


@cache
def dsa_signer() -> Signer:
    return certified(dsa.generate_private_key(2048))


def certified(key: Key) -> Signer:
    authority = _authority()
    name = "serialNumber=198101052382,CN=Maria Ek,C=SE"
    return Signer(key, (_certificate(name, key, authority), authority.chain[0]))


@cache
def _authority() -> Signer:
    key = rsa.generate_private_key(65537, 2048)
    return Signer(key, (_certificate("CN=Test CA,C=SE", key, None),))


def _certificate(subject: str, key: Key, issuer: Signer | None) -> x509.Certificate:
    name, now = x509.Name.from_rfc4514_string(subject, NAMES), datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer.chain[0].subject if issuer else name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return builder.sign((issuer or Signer(key, ())).key, hashes.SHA256())
