"""Keys and certificates on disk."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import pkcs12

PASSWORD = b"mmsim"
"""The password of every client.p12. It is fixed and public: they are test certificates."""

LEAF, PKCS1_KEY, LEGACY_P12 = "leaf.pem", "client-pkcs1.key", "client-legacy.p12"
"""The same in other forms: one certificate and a PKCS#1 key for old Python stacks, and an older store."""
MODERN: Final = (pkcs12.PBES.PBESv2SHA256AndAES256CBC, hashes.SHA256())
"""The form that Java from 8u301, .NET and OpenSSL read without old algorithms."""
LEGACY: Final = (pkcs12.PBES.PBESv1SHA1And3KeyTripleDESCBC, hashes.SHA1())  # noqa: S303 (its readers know no other)
"""The form that .NET Framework, Windows before 2019, Java 8 and mono read."""
PASSWORD_ROUNDS: Final = 2048
"""As OpenSSL's own stores have. More would protect a password that everybody knows, and take 30 milliseconds."""
_BEGINNING: Final = b"-----BEGIN CERTIFICATE-----"


def write_file(path: Path, content: bytes, *, secret: bool = False) -> None:
    """Write a file completely or not at all. Only its owner can read a secret one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.touch(mode=0o600 if secret else 0o644)
    fresh.write_bytes(content)
    fresh.replace(path)


@contextmanager
def lock_folder(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, so that one process at a time changes its files."""
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write_identity(
    folder: Path, key: RSAPrivateKey, certificate: x509.Certificate, chain: list[x509.Certificate]
) -> None:
    """client.pem (certificate, then its chain), client.key and client.p12, and each as older programs read it."""
    write_file(folder / "client.key", key_bytes(key), secret=True)
    write_file(folder / "client.pem", to_pem(certificate, *chain))
    write_file(folder / "client.p12", _p12(folder.name, key, certificate, chain, MODERN), secret=True)
    write_for_older(folder, key, certificate, chain)


def write_for_older(
    folder: Path, key: RSAPrivateKey, certificate: x509.Certificate, chain: list[x509.Certificate]
) -> None:
    """leaf.pem (the certificate alone), client-pkcs1.key and client-legacy.p12."""
    write_file(folder / LEAF, to_pem(certificate))
    write_file(folder / PKCS1_KEY, key_bytes(key, serialization.PrivateFormat.TraditionalOpenSSL), secret=True)
    write_file(folder / LEGACY_P12, _p12(folder.name, key, certificate, chain, LEGACY), secret=True)


def has_all_for_older(folder: Path) -> bool:
    """The files exist and belong to the certificate in client.pem."""
    leaf = folder / LEAF
    if not all((folder / name).is_file() for name in (LEAF, PKCS1_KEY, LEGACY_P12)):
        return False
    return (folder / "client.pem").read_bytes().startswith(leaf.read_bytes())


def to_pem(*certificates: x509.Certificate) -> bytes:
    """The certificates in PEM, one after the other."""
    return b"".join(item.public_bytes(serialization.Encoding.PEM) for item in certificates)


def key_bytes(key: RSAPrivateKey, form: serialization.PrivateFormat = serialization.PrivateFormat.PKCS8) -> bytes:
    """The private key in PEM, not encrypted; PKCS#8 unless another form is wanted."""
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())


def read_key(path: Path) -> RSAPrivateKey:
    """Read a key. The file is read each time, but the same content is checked once: that takes 30 milliseconds.

    Raises:
        OSError: the file cannot be read.
        ValueError: it holds no key.
        TypeError: the key is encrypted, or no RSA key.
    """
    key = _checked_key(path.read_bytes())
    if not isinstance(key, RSAPrivateKey):
        raise TypeError(f"{path} holds no RSA key; the infrastructure uses no others")
    return key


@lru_cache(maxsize=64)
def _checked_key(content: bytes) -> PrivateKeyTypes:
    return serialization.load_pem_private_key(content, password=None)


def read_certificates(path: Path) -> list[x509.Certificate]:
    """All certificates of a PEM file, in their order.

    Raises:
        OSError: the file cannot be read.
        ValueError: it holds no certificate, or one that is broken.
    """
    return parse_certificates(path.read_bytes())


def parse_certificates(content: bytes) -> list[x509.Certificate]:
    """All certificates in PEM, in their order.

    Raises:
        ValueError: there is none, or one is broken or cut off.
    """
    found = x509.load_pem_x509_certificates(content)
    # cryptography passes over one without an end.
    if (begun := content.count(_BEGINNING)) > len(found):
        raise ValueError(f"only {len(found)} of {begun} certificates can be read; is the file cut off?")
    return found


def _p12(
    name: str,
    key: RSAPrivateKey,
    certificate: x509.Certificate,
    chain: list[x509.Certificate],
    algorithms: tuple[pkcs12.PBES, hashes.HashAlgorithm],
) -> bytes:
    encrypted, authenticated = algorithms
    encryption = (
        serialization.PrivateFormat.PKCS12.encryption_builder()
        .key_cert_algorithm(encrypted)
        .hmac_hash(authenticated)
        .kdf_rounds(PASSWORD_ROUNDS)
        .build(PASSWORD)
    )
    return pkcs12.serialize_key_and_certificates(name.encode(), key, certificate, chain, encryption)
