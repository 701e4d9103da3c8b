"""The results of verification: what a signature covers, its signer, the form in which it holds, and warnings."""

from dataclasses import dataclass
from enum import Enum

from cryptography import x509
from lxml import etree

from infra.identity import OrganisationNumber
from infra.xmlsig.names import SignedName


class SignedForm(Enum):
    """The form of the element in which its signature holds."""

    NORMALISED = "normalised"
    """Under its contract name, without prefixes, as all real signers sign it."""
    AS_RECEIVED = "as received"
    """With the name, prefixes and declarations as received, for a signer that sends the octets it signed."""


class SignatureWarning(Enum):
    """A weakness of a signature that is accepted."""

    SHA1 = "sha1"
    SHORT_KEY = "short key"
    SHA512 = "sha512"
    EXCLUSIVE_C14N = "exclusive c14n"
    """Of the reference, beside enveloped-signature."""
    CARRIAGE_RETURN = "carriage return"
    """In the text that was signed."""


@dataclass(frozen=True, slots=True)
class Verified:
    """The content that one signature covers, and the organisation that signed."""

    signed_as: SignedName
    element: etree._Element
    """Parsed from the octets that were digested; without the signature; contract name; no prefixes."""
    whole: etree._Element
    """With the signature, in the normalised form: what can be sealed if that is the form that holds."""
    certificate: x509.Certificate
    organisation: OrganisationNumber
    form: SignedForm
    warnings: tuple[SignatureWarning, ...]
    signature_value: bytes
    digest: bytes
    """As it stands in the signature, with the signer's choice of algorithm."""
    octets: bytes
    """The octets that were signed."""
    signed_octets_digest: bytes
    """SHA-256 of the octets that were signed. It recognises the identical delivery."""


@dataclass(frozen=True, slots=True)
class SealedVerified:
    """A delivery with a seal and a sender's signature that both hold."""

    outer: Verified
    """The relay's seal. Read `Seal` here."""
    inner: Verified
    """The sender's delivery, taken from the tree that the seal covers. Read `Delivery` here."""
