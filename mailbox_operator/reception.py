"""A sealed delivery comes in: verify, decide, store.

Source: wire.md ("What a delivery looks like", "Signatures", "The result of a delivery"); contract
Service v3 deliverSecure.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID, uuid4

from cryptography import x509
from django.db import IntegrityError, connection, transaction
from lxml import etree

from contracts import codec, message_v2, message_v3
from contracts import message as message_v1
from infra import clock, trace
from infra.errors import (
    AccessDenied,
    DispatcherNotApproved,
    InvalidInput,
    SenderNotRegistered,
    SignatureFault,
)
from infra.identity import OrganisationNumber, RecipientId
from infra.pki.peer import Caller
from infra.pki.trust import current_trust
from infra.ready_sql import Rows, insert
from infra.write_turn import write_turn
from infra.xmlsig import SealedVerified, SignatureWarning, SignedName, Verified, require_signer, verify_sealed
from mailbox_operator import announce, content
from mailbox_operator.models import Attachment, Delivery, Mailbox, Message, Operator
from mailbox_operator.register import Actors, actor_list, whereabouts

DELIVERY = "{http://minameddelanden.gov.se/schema/Message/v3}Delivery"
SEAL = "{http://minameddelanden.gov.se/schema/Message/v3}Seal"
WARNINGS = {
    SignatureWarning.SHA1: (
        "gjord med SHA-1, som tas emot men är svag; byt till SHA-256.",
        "made with SHA-1, which is accepted but weak; change to SHA-256.",
    ),
    SignatureWarning.SHORT_KEY: (
        "nyckeln är kortare än 2 048 bitar; beställ ett certifikat med en längre.",
        "the key is shorter than 2,048 bits; order a certificate with a longer one.",
    ),
}
"""What a sender should hear about a signature that was accepted."""
_MAILBOX_COLUMNS = [field.attname for field in Mailbox._meta.concrete_fields]
_MAILBOXES = Rows(Mailbox, _MAILBOX_COLUMNS, where=["operator", "holder"])


@dataclass(frozen=True)
class Receipt:
    """The answer to a delivery: was it put in the recipient's mailbox."""

    trans_id: UUID
    recipient: str
    delivered: bool


@dataclass(frozen=True)
class Letter:
    """A delivery that has been verified: everything in it is read from what was signed."""

    delivery: message_v3.SecureDelivery
    seal: message_v1.Seal
    proof: SealedVerified
    received_xml: bytes

    @property
    def header(self) -> message_v2.SecureDeliveryHeader:
        return self.delivery.header

    @property
    def signed_digest(self) -> str:
        """Recognises the identical signed delivery, however often and by whomever it is sealed anew."""
        inner = self.proof.inner
        return hashlib.sha256(inner.signed_octets_digest + inner.signature_value).hexdigest()


def receive(operator: Operator, sealed: etree._Element, caller: Caller) -> Receipt:
    """Take in a sealed delivery for one of the operator's mailboxes, once.

    The identical signed delivery again gives the same receipt and no second copy. Not delivered, without
    an error: the recipient has no mailbox here or does not accept the sender.

    Raises:
        SignatureFault: a signature does not hold, or is somebody else's (5012).
        AccessDenied: the caller is no relay, or not the one that sealed (5002).
        SenderNotRegistered: 5014. DispatcherNotApproved: 6005.
        InvalidInput: a rule of the content is broken (5001). ContentTypeNotSupported: 5019.
    """
    letter = _verified(sealed)
    _require_right(operator, letter, caller)
    recipient = _recipient(letter)
    contents = [content.checked(message) for message in letter.delivery.message]
    mailbox = _mailbox(operator, letter, recipient)
    if mailbox is None:
        # Not today; but the identical delivery may have come while the holder still wanted it.
        return _earlier_receipt(operator, letter) or Receipt(uuid4(), recipient, delivered=False)
    return _store(operator, letter, mailbox, contents, caller)


def _verified(sealed: etree._Element) -> Letter:
    proof = verify_sealed(sealed, SignedName.SEALED_DELIVERY_V3, current_trust())
    seal = codec.from_element(message_v1.Seal, _child(proof.outer.element, SEAL))
    if not seal.signatures_ok:
        raise SignatureFault(
            "Sigillets SignaturesOK är false: förmedlaren säger själv att avsändarens signatur inte höll.",
            "The seal's SignaturesOK is false: the relay itself says that the sender's signature did not hold.",
        )
    delivery = codec.from_element(message_v3.SecureDelivery, _child(proof.inner.element, DELIVERY))
    return Letter(delivery, seal, proof, etree.tostring(sealed, encoding="UTF-8"))


def _child(parent: etree._Element, name: str) -> etree._Element:
    child = parent.find(name)
    assert child is not None, "the schema demands it, and what was verified is what was valid"
    return child


def _require_right(operator: Operator, letter: Letter, caller: Caller) -> None:
    actors = actor_list.get(operator.name)
    relay, sender = caller.organisation.value, letter.header.sender.id
    _require_relay(actors, relay)
    _require_own_seal(relay, letter.proof.outer.organisation.value)
    _require_sender(actors, sender)
    _require_approval(actors, relay, sender)
    require_signer(letter.proof.inner, OrganisationNumber(sender))


def _require_relay(actors: Actors, relay: str) -> None:
    if relay not in actors.dispatchers:
        raise AccessDenied(
            f"{relay} är ingen förmedlare i FaR och får inte leverera. Anropa med certifikatet för en "
            "förmedlare som getDispatchers ger.",
            f"{relay} is no relay in FaR and may not deliver. Call with the certificate of a relay that "
            "getDispatchers gives.",
        )


def _require_own_seal(relay: str, sealed_by: str) -> None:
    if sealed_by != relay:
        raise AccessDenied(
            f"Förseglingen är signerad av {sealed_by}, men anropet görs av {relay}. Den som förseglar levererar.",
            f"The seal is signed by {sealed_by}, but the call is made by {relay}. Who seals delivers.",
        )


def _require_sender(actors: Actors, sender: str) -> None:
    if sender not in actors.senders:
        raise SenderNotRegistered(
            f"Avsändaren {sender} (Header/Sender/Id) är inte registrerad i FaR. getSenders ger dem som är det.",
            f"The sender {sender} (Header/Sender/Id) is not registered in FaR. getSenders gives those that are.",
        )


def _require_approval(actors: Actors, relay: str, sender: str) -> None:
    _name, senders = actors.dispatchers[relay]
    if sender not in senders:
        raise DispatcherNotApproved(
            f"{relay} är inte godkänd förmedlare för avsändaren {sender}. getDispatchers ger dem som är det.",
            f"{relay} is not an approved relay of the sender {sender}. getDispatchers gives those that are.",
        )


def _recipient(letter: Letter) -> str:
    number = letter.header.recipient
    recipient = RecipientId.from_contract(number)
    if not recipient.has_valid_check_digit:
        raise InvalidInput(
            f"Mottagaren {recipient} har fel kontrollsiffra. Rätta Header/Recipient.",
            f"The recipient {recipient} has a wrong check digit. Correct Header/Recipient.",
        )
    return number


def _mailbox(operator: Operator, letter: Letter, recipient: str) -> Mailbox | None:
    """The recipient's mailbox, if it is here that the recipient wants this sender's mail."""
    found = whereabouts(operator.name, letter.header.sender.id, recipient)
    if found.supplier != operator.name or found.pending or not found.sender_accepted:
        return None
    for row in _MAILBOXES.find(operator.pk, recipient):
        mailbox = Mailbox.from_db(connection.alias, _MAILBOX_COLUMNS, row)
        # Known already: saves a query when the announcement names the operator.
        mailbox.operator = operator
        return mailbox
    return None


def _earlier_receipt(operator: Operator, letter: Letter) -> Receipt | None:
    earlier = Delivery.objects.filter(operator=operator, signed_digest=letter.signed_digest).first()
    return Receipt(earlier.trans_id, earlier.recipient, delivered=True) if earlier else None


def _store(
    operator: Operator, letter: Letter, mailbox: Mailbox, contents: list[content.Content], caller: Caller
) -> Receipt:
    """One transaction: the delivery, its messages and attachments, and the announcements that are due."""
    try:
        with write_turn(), transaction.atomic():
            delivery = _delivery(operator, letter, contents, caller)
            insert(delivery)
            if _store_messages(delivery, mailbox, contents):
                transaction.on_commit(lambda: announce.hint(delivery.pk))
    except IntegrityError:
        earlier = _earlier_receipt(operator, letter)
        if earlier is None:
            raise
        return earlier
    return Receipt(delivery.trans_id, delivery.recipient, delivered=True)


def _delivery(operator: Operator, letter: Letter, contents: list[content.Content], caller: Caller) -> Delivery:
    header, outer, inner = letter.header, letter.proof.outer, letter.proof.inner
    texts = [warning for item in contents for warning in item.body.warnings]
    return Delivery(
        operator=operator,
        signed_digest=letter.signed_digest,
        recipient=header.recipient,
        sender=header.sender.id,
        sender_name=header.sender.name,
        sender_certificate=_subject(inner.certificate),
        dispatcher=caller.organisation.value,
        dispatcher_name=caller.name,
        dispatcher_certificate=_subject(outer.certificate),
        reference=header.reference or "",
        correlation_id=header.correlation_id or "",
        sealed_on=str(letter.seal.received_time),
        signature_forms=f"{inner.form.value}, {outer.form.value}",
        warnings=[
            *_remarks("Avsändarens", "The sender's", inner),
            *_remarks("Förseglingens", "The seal's", outer),
            *texts,
        ],
        received_at=clock.now(),
        sealed_xml=letter.received_xml,
        trace=trace.current_trace(),
        label=trace.current_label() or "",
    )


@lru_cache(maxsize=1024)
def _subject(certificate: x509.Certificate) -> str:
    return certificate.subject.rfc4514_string()


def _remarks(whose: str, whose_in_english: str, signature: Verified) -> list[str]:
    return [
        f"{whose} signatur: {swedish} | {whose_in_english} signature: {english}"
        for swedish, english in (WARNINGS[warning] for warning in signature.warnings)
    ]


def _store_messages(delivery: Delivery, mailbox: Mailbox, contents: list[content.Content]) -> int:
    """Store the messages and what belongs to them. Returns how many announcements are due."""
    due = 0
    for place, item in enumerate(contents):
        message = _message(delivery, mailbox, place, item)
        insert(message)
        for attachment in _attachments(message, item):
            insert(attachment)
        for announcement in announce.due_for(message, mailbox, delivery.received_at):
            insert(announcement)
            due += 1
    return due


def _message(delivery: Delivery, mailbox: Mailbox, place: int, item: content.Content) -> Message:
    header, support = item.header, item.header.supportinfo
    return Message(
        delivery=delivery,
        mailbox=mailbox,
        position=place,
        sender_message_id=header.id,
        sender_name=delivery.sender_name,
        subject=header.subject,
        language=header.language,
        body_type=item.body.type,
        body=item.body.text,
        support_text=support.text,
        support_url=support.url or "",
        support_phone=support.phone_number or "",
        support_email=support.email_adress or "",
        attachment_count=len(item.files),
        received_at=delivery.received_at,
    )


def _attachments(message: Message, item: content.Content) -> list[Attachment]:
    return [
        Attachment(
            message=message,
            position=place,
            filename=file.filename,
            content_type=file.content_type,
            size=len(file.content),
            content=file.content,
        )
        for place, file in enumerate(item.files)
    ]
