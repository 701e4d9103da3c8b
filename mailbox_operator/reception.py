"""Receives sealed deliveries: verify, decide, store.

Source: wire.md ("What a delivery looks like", "Signatures", "The result of a delivery"); contract
Service v3 deliverSecure.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID, uuid4

from cryptography import x509
from lxml import etree

from contracts import message as message_v1
from contracts import message_v2, message_v3
from infra import clock, trace
from infra.errors import AccessDenied, SignatureFault
from infra.hooks import runs
from infra.identity import OrganisationNumber, recipients
from infra.message_rules import name_warnings
from infra.message_rules.limits import require_reference
from infra.pki.peer import Caller
from infra.pki.trust import current_trust
from infra.soap.messages.reading import read_message
from infra.texts import Text
from infra.xmlsig import SealedVerified, SignedName, require_signer, verify_sealed
from infra.xmlsig.names import DELIVERY_V3
from infra.xmlsig.verification.remarks import seal_remarks, sender_remarks
from mailbox_operator import announce, storing
from mailbox_operator.admission import addressees, content, rights
from mailbox_operator.models import Delivery, Mailbox, Operator

SEAL = "{http://minameddelanden.gov.se/schema/Message/v3}Seal"


@dataclass(frozen=True)
class Receipt:
    """The answer to a delivery: whether it is in the recipient's mailbox."""

    trans_id: UUID
    recipient: str
    delivered: bool


@dataclass(frozen=True)
class VerifiedDelivery:
    """A verified delivery, read from the octets that were signed."""

    delivery: message_v3.SecureDelivery
    seal: message_v1.Seal
    proof: SealedVerified
    received_xml: bytes

    @property
    def header(self) -> message_v2.SecureDeliveryHeader:
        return self.delivery.header

    @property
    def signed_digest(self) -> str:
        """A digest that recognises the identical signed delivery under any seal."""
        inner = self.proof.inner
        return hashlib.sha256(inner.signed_octets_digest + inner.signature_value).hexdigest()


def receive_delivery(operator: Operator, sealed: etree._Element, caller: Caller) -> Receipt:
    """Take in a sealed delivery for one of the operator's mailboxes, once.

    The identical signed delivery again gives the same receipt and no second copy. A recipient without a
    mailbox here, or one who does not accept the sender, gives a receipt that says "not delivered".

    Raises:
        SignatureFault: a signature does not hold, or is somebody else's (5012).
        AccessDenied: the caller is no relay, or another relay sealed the delivery (5002).
        SenderNotRegistered: 5014. DispatcherNotApproved: 6005.
        InvalidInput: a rule of the content is broken (5001). ContentTypeNotSupported: 5019.
    """
    verified = verify_delivery(sealed)
    sender, recipient = verified.header.sender.id, verified.header.recipient
    runs.adopt_label(sender=sender, recipients=[recipient])
    _require_own_seal(caller, verified)
    name = rights.require_right(operator, caller, sender)
    require_signer(verified.proof.inner, OrganisationNumber(sender))
    recipients.require_valid([recipient])
    require_reference(verified.header.reference)
    contents = [content.check_content(message) for message in verified.delivery.message]
    mailbox = addressees.accepting_mailboxes(operator, sender, [recipient]).get(recipient)
    if mailbox is not None:
        kept = _store(mailbox, verified, name, contents, caller)
        return Receipt(kept.trans_id if kept else uuid4(), recipient, delivered=kept is not None)
    # The holder does not accept it now, but the identical delivery may have come while the holder still did.
    earlier = storing.find_identical(operator, verified.signed_digest)
    return Receipt(earlier.trans_id if earlier else uuid4(), recipient, delivered=earlier is not None)


def store_own_delivery(mailbox: Mailbox, sealed: etree._Element, operator: Caller) -> None:
    """Take in the operator's own delivery to one of its customers: verified, by no right of the register's.

    Raises as `receive_delivery` where the content breaks a rule.
    """
    verified = verify_delivery(sealed)
    require_signer(verified.proof.inner, operator.organisation)
    contents = [content.check_content(message) for message in verified.delivery.message]
    _store(mailbox, verified, operator.name, contents, operator)


def _store(
    mailbox: Mailbox,
    verified: VerifiedDelivery,
    sender_name: str,
    contents: list[content.CheckedContent],
    caller: Caller,
) -> Delivery | None:
    items = [storing.MessageToStore(place, mailbox, item) for place, item in enumerate(contents)]
    delivery = _delivery(mailbox.operator, verified, sender_name, contents, caller)
    return storing.store_delivery(delivery, items, announce.new_announcements)


def verify_delivery(sealed: etree._Element) -> VerifiedDelivery:
    """Verify both signatures of a sealed delivery; its root may have any name. Raises SignatureFault (5012)."""
    proof = verify_sealed(sealed, SignedName.SEALED_DELIVERY_V3, current_trust())
    seal = read_message(message_v1.Seal, _child(proof.outer.element, SEAL))
    require_signatures_ok(seal)
    delivery = read_message(message_v3.SecureDelivery, _child(proof.inner.element, DELIVERY_V3))
    return VerifiedDelivery(delivery, seal, proof, etree.tostring(sealed, encoding="UTF-8"))


def require_signatures_ok(seal: message_v1.Seal) -> None:
    """Raises SignatureFault where the relay itself says that the sender's signature did not hold (5012)."""
    if not seal.signatures_ok:
        raise SignatureFault(
            "Sigillets SignaturesOK är false: förmedlaren säger själv att avsändarens signatur inte höll.",
            "The seal's SignaturesOK is false: the relay itself says that the sender's signature did not hold.",
            slug="seal-says-signatures-not-ok",
            where="SealedDelivery/Seal/SignaturesOK",
            expected="true",
            received="false",
        )


def _child(parent: etree._Element, name: str) -> etree._Element:
    child = parent.find(name)
    assert child is not None, "the schema demands it, and what was verified is what was valid"
    return child


def _require_own_seal(caller: Caller, verified: VerifiedDelivery) -> None:
    relay, sealed_by = caller.organisation.value, verified.proof.outer.organisation.value
    if sealed_by != relay:
        raise AccessDenied(
            f"Förseglingen är signerad av {sealed_by}, men anropet görs av {relay}. Den som förseglar levererar.",
            f"The seal is signed by {sealed_by}, but the call is made by {relay}. Who seals delivers.",
            slug="sealed-by-another-than-caller",
            fix=Text(
                f"Försegla med samma certifikat som du anropar med ({relay}), eller anropa med det för "
                f"{sealed_by}.",
                f"Seal with the certificate that you call with ({relay}), or call with that of {sealed_by}.",
            ),
            where="SealedDelivery/Signature/KeyInfo",
            expected=relay,
            received=sealed_by,
        )


def _delivery(
    operator: Operator,
    verified: VerifiedDelivery,
    sender_name: str,
    contents: list[content.CheckedContent],
    caller: Caller,
) -> Delivery:
    header, outer, inner = verified.header, verified.proof.outer, verified.proof.inner
    texts = [warning for item in contents for warning in item.warnings]
    delivery = evidence_of(operator, verified, sender_name)
    delivery.dispatcher, delivery.dispatcher_name = caller.organisation.value, caller.name
    delivery.warnings = [
        *name_warnings(header.sender.name, sender_name),
        *sender_remarks(inner),
        *seal_remarks(outer),
        *texts,
    ]
    return delivery


def evidence_of(operator: Operator, verified: VerifiedDelivery, sender_name: str) -> Delivery:
    """The unsaved row that keeps a verified delivery. Its deliverer is to be told."""
    header, outer, inner = verified.header, verified.proof.outer, verified.proof.inner
    return Delivery(
        operator=operator,
        signed_digest=verified.signed_digest,
        recipient=header.recipient,
        sender=header.sender.id,
        sender_name=sender_name,
        sender_certificate=_subject(inner.certificate),
        dispatcher_certificate=_subject(outer.certificate),
        reference=header.reference or "",
        correlation_id=header.correlation_id or "",
        sealed_on=str(verified.seal.received_time),
        signature_forms=f"{inner.form.value}, {outer.form.value}",
        received_at=clock.now(),
        sealed_xml=verified.received_xml,
        trace=trace.current_trace(),
        label=trace.current_label() or "",
    )


@lru_cache(maxsize=1024)
def _subject(certificate: x509.Certificate) -> str:
    return certificate.subject.rfc4514_string()
