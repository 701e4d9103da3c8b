"""The octets that the signatures of a letter are verified over, in each form that is tried.

A signer that compares them with what it hashed itself sees where the two differ.

Source: wire.md, "Signatures: the rule that decides everything".
"""

import base64
import copy
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lxml import etree

from infra.errors import MinaMeddelandenError, NotFound
from infra.soap.messages.parser import MustUnderstand, VersionMismatch, parse_envelope
from infra.xmlsig import SignedName
from infra.xmlsig.names import child_elements
from infra.xmlsig.normalise import (
    canonicalise_element,
    normalise_element,
    own_signatures,
    signed_info,
    without_signature,
)
from infra.xmlsig.signature_element import SignatureElement, read_signature
from infra.xmlsig.verification.policy import DEFAULT

_SEALED_REQUEST: Final = "{http://minameddelanden.gov.se/schema/Service/v3}deliverSecure"
_SIGNED_REQUEST: Final = "{http://minameddelanden.gov.se/schema/Message/v3}distributeSecure"


class Signature(StrEnum):
    """The signatures of a letter, by their maker."""

    SEAL = "seal"
    """The relay's, over SealedDelivery."""
    SENDER = "sender"
    """The sender's, over SignedDelivery."""


class HashedForm(StrEnum):
    """The form of what is hashed."""

    NORMALISED = "normalised"
    """Under its contract name, without prefixes: as all real signers sign it."""
    ALONE = "as-received-alone"
    """As it came, as a document of its own."""
    IN_ENVELOPE = "as-received"
    """As it came, with the envelope's declarations in scope."""
    SIGNED_INFO = "signed-info"
    """SignedInfo without prefixes, which SignatureValue is made over."""


@dataclass(frozen=True, slots=True)
class HashedOctets:
    """What was hashed in one form."""

    signature: Signature
    form: HashedForm
    octets: bytes
    method: str
    """SHA256 for instance; empty where the signature itself cannot be read."""
    signed_digest: str
    """Base64 of what DigestValue holds; empty for SignedInfo, which has none."""

    @property
    def digest(self) -> str:
        """Base64 of these octets' digest."""
        return digest_of(self.octets, self.method)

    @property
    def is_signed(self) -> bool:
        """These are the octets that the signer hashed."""
        return bool(self.method) and self.digest == self.signed_digest

    @property
    def size(self) -> int:
        return len(self.octets)


def digest_of(octets: bytes, method: str) -> str:
    """Base64 of the digest; empty where no method is known."""
    return base64.b64encode(hashlib.new(method, octets).digest()).decode() if method else ""


def hashed_octets(data: bytes) -> list[HashedOctets]:
    """Of a deliverSecure both signatures', of a distributeSecure the sender's.

    Raises:
        NotFound: the request is another, or no signature stands where one belongs (5003).
    """
    found = [one for element, name in _signed_elements(data) for one in _forms_of(element, name)]
    if not found:
        raise NotFound(
            "Anropet har ingen signatur som räknas över oktetter: det har deliverSecure och distributeSecure.",
            "The request has no signature over octets: deliverSecure and distributeSecure have.",
            slug="request-without-signature",
        )
    return found


def _signed_elements(data: bytes) -> Iterator[tuple[etree._Element, SignedName]]:
    try:
        body = parse_envelope(data).body
    except (MinaMeddelandenError, MustUnderstand, VersionMismatch):
        return
    argument = next(iter(child_elements(body)), None)
    if argument is None:
        return
    if body.tag == _SIGNED_REQUEST:
        yield argument, SignedName.SIGNED_DELIVERY_V3
    if body.tag == _SEALED_REQUEST:
        yield argument, SignedName.SEALED_DELIVERY_V3
        for signed in argument.findall(SignedName.SIGNED_DELIVERY_V3.value)[:1]:
            yield signed, SignedName.SIGNED_DELIVERY_V3


def _forms_of(element: etree._Element, name: SignedName) -> Iterator[HashedOctets]:
    normalised = normalise_element(element, name)
    signatures = own_signatures(normalised)
    if not signatures:
        return
    signature = Signature.SEAL if name.is_seal else Signature.SENDER
    read = _read(signatures[0])
    method = read.digest_method.name if read else ""
    digest = base64.b64encode(read.digest).decode() if read else ""
    exclusive = bool(read and read.is_exclusive)
    alone = etree.fromstring(etree.tostring(element, with_tail=False))
    trees = {
        HashedForm.NORMALISED: copy.deepcopy(normalised),
        HashedForm.ALONE: alone,
        HashedForm.IN_ENVELOPE: copy.deepcopy(element),
    }
    for form, tree in trees.items():
        octets = canonicalise_element(without_signature(tree), exclusive=exclusive)
        yield HashedOctets(signature, form, octets, method, digest)
    if child_elements(signatures[0]):
        info = canonicalise_element(signed_info(signatures[0]), exclusive=True)
        yield HashedOctets(signature, HashedForm.SIGNED_INFO, info, method, "")


def _read(signature: etree._Element) -> SignatureElement | None:
    try:
        return read_signature(signature, DEFAULT)
    except MinaMeddelandenError:
        return None
