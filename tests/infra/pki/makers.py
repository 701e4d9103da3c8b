"""Certificates of every profile, right and wrong, for tests of who is trusted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from infra.pki.issuing import issue

Extensions = Sequence[tuple[x509.ExtensionType, bool]]
"""Each with whether it is critical."""
SUBJECT = "serialNumber=162021004748+CN=kommun-a.example,O=Kommun A,C=SE"
NAMES = {"serialNumber": x509.NameOID.SERIAL_NUMBER}
UNKNOWN = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4.5"), b"\x05\x00")


@cache
def key(number: int) -> RSAPrivateKey:
    return issue.new_key()


@dataclass(frozen=True)
class Made:
    """A certificate and the key that it is for."""

    certificate: x509.Certificate
    key: RSAPrivateKey


def name(text: str) -> x509.Name:
    return x509.Name.from_rfc4514_string(text, NAMES)


def authority(
    common_name: str, issuer: Made | None = None, extensions: Extensions = (), *, length: int | None = None
) -> Made:
    """An authority of its own, or below another."""
    constraints = (x509.BasicConstraints(ca=True, path_length=length), True)
    return made(f"CN={common_name},O=Test,C=SE", issuer, (constraints, *extensions), number=hash(common_name))


def made(
    subject: str | x509.Name,
    issuer: Made | None,
    extensions: Extensions = (),
    *,
    number: int = 0,
    days: tuple[int, int] = (-1, 30),
) -> Made:
    """A certificate of exactly these extensions; without an issuer, it signs itself."""
    own = key(number % 5)
    whole = name(subject) if isinstance(subject, str) else subject
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(whole)
        .issuer_name(issuer.certificate.subject if issuer else whole)
        .public_key(own.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    signer = issuer.key if issuer else own
    return Made(builder.sign(signer, hashes.SHA256()), own)


def usage(**wanted: bool) -> x509.KeyUsage:
    """Of a key: only what is wanted."""
    every = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{one: wanted.get(one, False) for one in every})


def of_version_1(subject: str, issuer: Made | None = None, *, number: int = 0) -> Made:
    """As OpenSSL 3.0 makes it without -extfile: no extensions, and no version, which means the first."""
    newer = made(subject, issuer, [(x509.BasicConstraints(ca=False, path_length=None), False)], number=number)
    parts = _parts_of(_content_of(newer.certificate.tbs_certificate_bytes))
    _version, *middle, _extensions = parts
    to_sign = _der(0x30, b"".join(middle))
    signer = issuer.key if issuer else newer.key
    signature = signer.sign(to_sign, padding.PKCS1v15(), hashes.SHA256())
    algorithm = middle[1]
    whole = _der(0x30, to_sign + algorithm + _der(0x03, b"\0" + signature))
    return Made(x509.load_der_x509_certificate(whole), newer.key)


def _der(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    octets = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes([tag, 0x80 | len(octets)]) + octets + content


def _header_of(der: bytes) -> tuple[int, int]:
    """Where the content of the first value begins, and where it ends."""
    size, begins = der[1], 2
    if size >= 0x80:
        begins += size & 0x7F
        size = int.from_bytes(der[2:begins])
    return begins, begins + size


def _content_of(der: bytes) -> bytes:
    begins, ends = _header_of(der)
    return der[begins:ends]


def _parts_of(content: bytes) -> list[bytes]:
    parts = []
    while content:
        _, ends = _header_of(content)
        parts.append(content[:ends])
        content = content[ends:]
    return parts
