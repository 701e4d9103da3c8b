"""A signature that does not hold, with the facts that explanations use."""

import copy
import hashlib
from dataclasses import dataclass
from functools import cached_property

from cryptography import x509
from lxml import etree

from infra.texts import EMPTY, Text
from infra.xmlsig.names import SignedName
from infra.xmlsig.normalise import canonicalise_element, own_signatures, without_signature
from infra.xmlsig.signature_element import SignatureElement


@dataclass(frozen=True)
class FailedSignature:
    """The signed element in both forms, what its signature says, and its signer."""

    normalised: etree._Element
    """With its signature. Do not change it: use `copy()`."""
    received: etree._Element
    """The element in the document as received."""
    signed_as: SignedName
    signature_element: SignatureElement
    certificate: x509.Certificate
    sealed_by: x509.Certificate | None = None
    """The relay, when this is the sender's signature and the seal around it holds."""

    def copy(self) -> etree._Element:
        return copy.deepcopy(self.normalised)

    @cached_property
    def octets(self) -> bytes:
        """The octets that the signer should have digested."""
        return canonicalise_element(without_signature(self.copy()))

    @property
    def signature(self) -> etree._Element:
        return own_signatures(self.normalised)[0]

    @property
    def hash_name(self) -> str:
        return self.signature_element.digest_method.name

    @property
    def digest_holds(self) -> bool:
        return self.is_signed(self.octets)

    @property
    def digest(self) -> bytes:
        """The digest of the octets that the signer should have digested."""
        return hashlib.new(self.hash_name, self.octets).digest()

    def is_signed(self, octets: bytes) -> bool:
        """The octets have the digest that is in the signature."""
        return hashlib.new(self.hash_name, octets).digest() == self.signature_element.digest


@dataclass(frozen=True, slots=True)
class Finding:
    """The signer's mistake: the slug of the refusal, and the explanation in both languages."""

    slug: str
    swedish: str
    english: str
    fix: Text = EMPTY
    """What to do, where that can be said better than for all signatures."""

    @property
    def text(self) -> Text:
        return Text(self.swedish, self.english)


@dataclass(frozen=True, slots=True)
class PossibleMistake:
    """The octets that a signer with this mistake digests, and the explanation if they have the signed digest."""

    octets: bytes
    explanation: Finding
