"""A text that a person has signed: what the signature covers, and which certificate made it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from infra.errors import SignatureFault
from infra.pki.validation.problems import CertificateProblem
from infra.pki.validation.reading import require_readable

MAX_BYTES: Final = 262_144
"""Of one signature with the text and the certificates in it. An agreement has some thousand characters."""
MAX_CERTIFICATES: Final = 8
"""A leaf and its chain. Further ones would be parsed without use."""
MIN_RSA_BITS, MAX_RSA_BITS = 2048, 8192
"""Longer keys cost the verifier time, which could be used for an attack."""

SignersKey = RSAPublicKey | EllipticCurvePublicKey


@dataclass(frozen=True, slots=True)
class CoveredText:
    """Octets that a signature covers, which may be a text."""

    octets: bytes
    charset: str = ""
    """As the signature itself says. Empty: it does not."""


@dataclass(frozen=True, slots=True)
class SignedText:
    """The content of a valid signature. The caller checks whether its certificate is trusted."""

    contents: tuple[CoveredText, ...]
    certificate: x509.Certificate
    intermediates: tuple[x509.Certificate, ...]
    covered: bytes
    """The octets that the signature value was computed over. They differ in each signature that was made."""
    nonce: str = ""
    """The nonce within the signature. Empty: there is none."""
    signed_at: datetime | None = None
    """The time within the signature, as the signer says."""


def require_readable_certificate(certificate: x509.Certificate) -> None:
    """Return if every part of the certificate can be read.

    Raises:
        SignatureFault: it cannot, and what is broken.
    """
    try:
        require_readable(certificate)
    except CertificateProblem as problem:
        raise SignatureFault.saying(problem.text, **problem.facts) from problem


def require_usual_key(certificate: x509.Certificate) -> SignersKey:
    """The certificate's key if it is of a kind that e-legitimations have.

    Raises:
        SignatureFault: it is another, or too short or too long, or cannot be read.
    """
    require_readable_certificate(certificate)
    key = certificate.public_key()
    if isinstance(key, EllipticCurvePublicKey):
        return key
    if not isinstance(key, RSAPublicKey):
        raise SignatureFault(
            "Certifikatets nyckel är varken en RSA-nyckel eller en nyckel på en elliptisk kurva. Signera med "
            "personens e-legitimation.",
            "The certificate's key is neither an RSA key nor one on an elliptic curve. Sign with the person's "
            "e-legitimation.",
            slug="signer-key-of-unknown-kind",
        )
    if not MIN_RSA_BITS <= key.key_size <= MAX_RSA_BITS:
        raise SignatureFault(
            f"Certifikatets nyckel har {key.key_size} bitar; {MIN_RSA_BITS}-{MAX_RSA_BITS} godtas.",
            f"The certificate's key has {key.key_size} bits; {MIN_RSA_BITS}-{MAX_RSA_BITS} are accepted.",
            slug="signer-key-length",
        )
    return key
