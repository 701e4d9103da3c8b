"""The rules for accepted signatures as data, each with its reason."""

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
    """The conditions on a signature that are checked before it is computed."""

    digests: frozenset[DigestAlgorithm] = frozenset(
        {DigestAlgorithm.SHA1, DigestAlgorithm.SHA256, DigestAlgorithm.SHA512}
    )
    """With SHA-1, which the infrastructure still accepts from senders. It gives a warning."""

    signature_methods: frozenset[SignatureMethod] = frozenset(
        {SignatureMethod.RSA_SHA1, SignatureMethod.RSA_SHA256, SignatureMethod.RSA_SHA512}
    )
    """RSA only, as at the real operators. With HMAC each reader of the key could also sign with it."""

    transforms: frozenset[Transform] = frozenset(Transform)
    """No XSLT and no XPath, with which a signer could choose what the signature covers."""

    canonicalisations: frozenset[CanonicalizationMethod] = frozenset(
        {CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0, CanonicalizationMethod.CANONICAL_XML_1_0}
    )
    """For SignedInfo. Both give the same octets for the prefix-free form, without comments."""

    min_key_bits: int = 1024
    """Published test certificates of real senders have 1024 bits."""

    recommended_key_bits: int = 2048
    """Shorter keys are reported as a warning."""

    max_key_bits: int = 8192
    """A longer key costs the verifier time, which could be used for an attack."""

    max_certificates: int = 8
    """A leaf and its chain. Further certificates would be parsed without use."""

    always_asks_signxml: bool = False
    """Also about signatures of the usual form, which are verified without it to the same result, but faster."""


DEFAULT: Final = SignaturePolicy()
