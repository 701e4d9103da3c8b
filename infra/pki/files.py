"""Keys and certificates on disk."""

import os
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import pkcs12

PASSWORD = b"mmsim"
"""Of every client.p12. Fixed by the project's interface: they are test certificates."""


def write(path: Path, content: bytes, *, secret: bool = False) -> None:
    """Write a file whole or not at all; a secret one is readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.touch(mode=0o600 if secret else 0o644)
    fresh.write_bytes(content)
    fresh.replace(path)


def write_identity(
    folder: Path, key: RSAPrivateKey, certificate: x509.Certificate, chain: list[x509.Certificate]
) -> None:
    """client.pem (certificate, then its chain), client.key and client.p12."""
    write(folder / "client.key", key_bytes(key), secret=True)
    write(folder / "client.pem", pem(certificate, *chain))
    write(folder / "client.p12", _p12(folder.name, key, certificate, chain), secret=True)


def pem(*certificates: x509.Certificate) -> bytes:
    return b"".join(item.public_bytes(serialization.Encoding.PEM) for item in certificates)


def key_bytes(key: RSAPrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def read_key(path: Path) -> RSAPrivateKey:
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    assert isinstance(key, RSAPrivateKey)
    return key


def read_certificates(path: Path) -> list[x509.Certificate]:
    return x509.load_pem_x509_certificates(path.read_bytes())


def _p12(name: str, key: RSAPrivateKey, certificate: x509.Certificate, chain: list[x509.Certificate]) -> bytes:
    # AES-256 with SHA-256: what Java from 8u301, .NET and OpenSSL read without old algorithms.
    encryption = (
        serialization.PrivateFormat.PKCS12.encryption_builder()
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(PASSWORD)
    )
    return pkcs12.serialize_key_and_certificates(name.encode(), key, certificate, chain, encryption)
