"""Check deliverSecure: the seal, the sender's signature within it, and the letter."""

from lxml import etree

from contracts import codec
from contracts import message as message_v1
from infra.identity import OrganisationNumber
from infra.xmlsig import SignedName, Verified, require_signer
from infra.xmlsig.names import DELIVERY_V3
from infra.xmlsig.verification.remarks import seal_remarks, sender_remarks
from infra.xmlsig.verification.structure import require_only_signed_delivery
from infra.xmlsig.verification.verify import require_organisation
from mailbox_operator.reception import SEAL, require_signatures_ok
from testbed.checks.findings import Findings
from testbed.checks.operations import letters, signatures

SEALED = SignedName.SEALED_DELIVERY_V3


def check_request(request: etree._Element, findings: Findings) -> None:
    """Note all that is wrong in a deliverSecure."""
    sealed = next((child for child in request if isinstance(child.tag, str)), None)
    if sealed is not None:
        check_delivery(sealed, findings)


def check_delivery(sealed: etree._Element, findings: Findings) -> None:
    """Note all that is wrong in a sealed letter."""
    relay = _check_seal(sealed, findings)
    signed = findings.result_of(lambda: require_only_signed_delivery(sealed, SEALED), "SealedDelivery")
    if signed is not None:
        check_signed_delivery(signed, relay, findings)


def _check_seal(sealed: etree._Element, findings: Findings) -> str:
    """The relay that has sealed it; empty where that cannot be seen."""
    proof = signatures.check_signature(sealed, SEALED, findings)
    if proof is not None:
        findings.warn(seal_remarks(proof))
    with findings.noted("SealedDelivery/Seal/SignaturesOK"):
        _require_seal(sealed)
    organisation = signatures.signer_of(sealed)
    return organisation.value if organisation else ""


def _require_seal(sealed: etree._Element) -> None:
    seal = sealed.find(SEAL)
    if seal is None:
        return
    try:
        require_signatures_ok(codec.from_element(message_v1.Seal, seal))
    except codec.NotReadable:
        return


def check_signed_delivery(signed: etree._Element, relay: str, findings: Findings) -> Verified | None:
    """Note all that is wrong with a sender's signed letter. `relay`: the deliverer, empty where not known."""
    proof = signatures.check_signature(signed, SEALED.inner, findings)
    if proof is not None:
        findings.warn(sender_remarks(proof))
    delivery = letters.read_delivery(signed, DELIVERY_V3)
    if delivery is None:
        return proof
    header = delivery.header
    letters.check_sender(header.sender.id, header.sender.name, relay, findings)
    with findings.noted("SignedDelivery/Signature"):
        _require_sender_signs(signed, header.sender.id, proof)
    letters.check_recipients(header.sender.id, [header.recipient], findings)
    letters.check_reference(header.reference, findings)
    letters.check_messages(delivery.message, findings)
    return proof


def _require_sender_signs(signed: etree._Element, sender: str, proof: Verified | None) -> None:
    if proof is not None:
        require_signer(proof, OrganisationNumber(sender))
        return
    signer = signatures.signer_of(signed)
    if signer is not None:
        require_organisation(SEALED.inner, signer, OrganisationNumber(sender))
