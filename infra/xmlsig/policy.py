"""Which signatures are accepted: data, each with its reason."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureMethod


class Transform(Enum):
    """The transforms that real senders name in their one reference."""

    ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
    EXCLUSIVE_C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"
    EMPTY = ""
    """One real stack writes an empty Algorithm beside the first transform; it does nothing."""


@dataclass(frozen=True)
class SignaturePolicy:
    """What a signature must look like before it is worth computing."""

    digests: frozenset[DigestAlgorithm] = frozenset(
        {DigestAlgorithm.SHA1, DigestAlgorithm.SHA256, DigestAlgorithm.SHA512}
    )
    """SHA-1 because the infrastructure still accepts it from senders; reported as a warning."""

    signature_methods: frozenset[SignatureMethod] = frozenset(
        {SignatureMethod.RSA_SHA1, SignatureMethod.RSA_SHA256, SignatureMethod.RSA_SHA512}
    )
    """RSA only, as at the real operators. HMAC would let anyone who can read a key also sign with it."""

    transforms: frozenset[Transform] = frozenset(Transform)
    """Nothing that computes: XSLT and XPath let a signer choose what is covered."""

    canonicalisations: frozenset[CanonicalizationMethod] = frozenset(
        {CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0, CanonicalizationMethod.CANONICAL_XML_1_0}
    )
    """Of SignedInfo. Both give the same octets on the prefix-free form; none keeps comments."""

    min_key_bits: int = 1024
    """Published test certificates of real senders have 1024 bits."""

    recommended_key_bits: int = 2048
    """Shorter keys are reported as a warning."""

    max_key_bits: int = 8192
    """A longer key only costs time: it is an attack on the verifier, not a better signature."""

    max_certificates: int = 8
    """A leaf and its chain. Each further certificate would be parsed and tried for nothing."""


DEFAULT: Final = SignaturePolicy()
