"""A delivery's evidence, read and verified anew: both signatures as a tree, and the XML as it came."""

from collections.abc import Sequence
from dataclasses import dataclass

from infra.errors import MinaMeddelandenError
from infra.pki.trust import current_trust
from infra.soap.messages.parser import parse_document
from infra.texts import EMPTY, Text
from infra.xmlsig import SignedName, verify_sealed
from infra.xmlsig.signature_tree import ClaimedSignature, outline_xml, signatures_of
from mailbox_operator.models import Delivery
from mailbox_operator.original_xml import original_of


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the signatures say, and whether they hold now with the certificates that are trusted now."""

    signatures: Sequence[ClaimedSignature]
    """Normally one, the seal, with the sender's inside what it covers."""
    holds: bool
    why_not: Text
    xml: str


def read_evidence(delivery: Delivery) -> Evidence:
    """Verify what was stored when the delivery came. A notification has no signatures, and nothing to verify."""
    stored = original_of(delivery)
    try:
        root = parse_document(stored)
    except MinaMeddelandenError as refusal:
        return Evidence([], False, refusal.text, outline_xml(stored))
    signatures = signatures_of(root)
    try:
        verify_sealed(root, SignedName.SEALED_DELIVERY_V3, current_trust())
    except MinaMeddelandenError as refusal:
        return Evidence(signatures, False, refusal.text, outline_xml(stored))
    return Evidence(signatures, True, EMPTY, outline_xml(stored))
