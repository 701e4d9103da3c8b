"""Receives letters that holders at other operators hand on: deliverForward.

The original letter is the evidence: both its signatures must hold, and only its addressee may hand it on. The
register is asked whether the caller is the operator of that holder.

Source: contract Service v3 deliverForward.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from lxml import etree

from contracts import message as message_v1
from contracts import message_v3
from infra.errors import AccessDenied, InvalidInput, NotFound
from infra.hooks import runs
from infra.identity import OrganisationNumber, recipients
from infra.outbox.notification_texts import as_plain_text, decode_body
from infra.pki.peer import Caller
from infra.soap.messages.reading import read_message
from infra.xmlsig import require_signer
from mailbox_operator import announce, register, storing
from mailbox_operator.admission import addressees, content
from mailbox_operator.models import Delivery, Forwarding, Message, Operator
from mailbox_operator.reception import VerifiedDelivery, evidence_of, require_signatures_ok, verify_delivery

SERVICE = "{http://minameddelanden.gov.se/schema/Service/v3}"
MAX_SUBJECT = 255


@dataclass(frozen=True)
class ForwardedOutcome:
    """Whether a forwarded letter is in the recipient's mailbox."""

    recipient: str
    delivered: bool


@dataclass(frozen=True)
class ForwardReceipt:
    """The answer to a forwarded letter: an outcome for each recipient, in the order of the request."""

    trans_id: UUID
    outcomes: Sequence[ForwardedOutcome]


@dataclass(frozen=True)
class _Forwarded:
    """The content of a deliverForward, read and verified."""

    header: message_v1.DeliveryHeader
    subject: str
    note: str
    message_id: str
    original: VerifiedDelivery

    @property
    def digest(self) -> str:
        """Recognises the identical forwarding: the same letter, to the same recipients, with the same words."""
        parts = [self.original.signed_digest, *self.header.recipient, self.subject, self.note, self.message_id]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def receive_forwarded(operator: Operator, request: etree._Element, caller: Caller) -> ForwardReceipt:
    """Take in a letter that a holder elsewhere hands on, once, for the recipients who have a mailbox here.

    `request` is the contract's `deliverForward`. A recipient without a mailbox here, or who does not accept the
    letter's sender, is answered with "not delivered".

    Raises:
        SignatureFault: a signature of the original does not hold (5012).
        AccessDenied: the caller is not the operator of the letter's addressee (5002).
        InvalidInput: the forwarder is another, or a rule of the content is broken (5001).
        NotFound: the letter has no message with the id (5003).
    """
    forwarded = _read(request)
    original, header = forwarded.original, forwarded.header
    runs.adopt_label(sender=original.header.sender.id, recipients=header.recipient)
    recipients.require_valid(header.recipient)
    _require_own_letter(header.sender.id, original.header.recipient)
    _require_operator_of(operator, caller, original.header.recipient)
    found = addressees.accepting_mailboxes(operator, original.header.sender.id, header.recipient)
    contents = [content.check_content(message) for message in _chosen_messages(forwarded)]
    targets = [found[recipient] for recipient in header.recipient if recipient in found]
    items = [
        storing.MessageToStore(place, mailbox, item, is_addressed=False)
        for place, (mailbox, item) in enumerate((mailbox, item) for mailbox in targets for item in contents)
    ]
    delivery = _delivery(operator, forwarded, caller)
    kept = storing.find_identical(operator, forwarded.digest)
    if kept is None and items:
        kept = storing.store_delivery(delivery, items, announce.new_announcements, _forwarding(forwarded, caller))
    return ForwardReceipt(kept.trans_id if kept else uuid4(), list(_outcomes(kept, header.recipient)))


def _read(request: etree._Element) -> _Forwarded:
    body = next(child for child in request if isinstance(child.tag, str))
    header = read_message(message_v1.DeliveryHeader, _part(body, "Header"))
    words = read_message(message_v1.ForwardMessage, _part(body, "Message"))
    original = verify_delivery(_part(body, "OrginalDelivery"))
    require_signatures_ok(original.seal)
    require_signer(original.proof.inner, OrganisationNumber(original.header.sender.id))
    note = as_plain_text(words.body.content_type, decode_body(words.body.body)[0])
    subject = " ".join(words.subject.split())[:MAX_SUBJECT]
    message_id = body.findtext(f"{SERVICE}MessageIdToForward") or ""
    return _Forwarded(header, subject, note, message_id, original)


def _part(body: etree._Element, name: str) -> etree._Element:
    found = body.find(f"{SERVICE}{name}")
    assert found is not None, "the schema demands it"
    return found


def _require_own_letter(forwarder: str, addressee: str) -> None:
    if forwarder != addressee:
        raise InvalidInput(
            "Header/Sender/Id är inte den som brevet var adresserat till. Bara den får vidarebefordra det.",
            "Header/Sender/Id is not the one to whom the letter was addressed. Only its recipient can forward it.",
            slug="forwarder-is-not-addressee",
            where="Header/Sender/Id",
            expected=addressee,
            received=forwarder,
        )


def _require_operator_of(operator: Operator, caller: Caller, holder: str) -> None:
    """An operator that the holder has left keeps the old letters, so one that is known here may forward them."""
    organisation = caller.organisation.value
    if Operator.objects.filter(organisation=organisation).exists():
        return
    chosen = register.organisation_chosen_by(operator.name, holder)
    if chosen != organisation:
        raise AccessDenied(
            f"{organisation} är inte brevlådeoperatör för den som brevet var adresserat till. Anropa med "
            "certifikatet för den operatör som isRegistered ger.",
            f"{organisation} is not the mailbox operator of the one to whom the letter was addressed. Call with "
            "the certificate of the operator that isRegistered gives.",
            slug="caller-is-not-the-holders-operator",
            where="certificate/serialNumber",
            expected=chosen,
            received=organisation,
        )


def _chosen_messages(forwarded: _Forwarded) -> list[message_v3.SecureMessage]:
    wanted, messages = forwarded.message_id, forwarded.original.delivery.message
    chosen = [message for message in messages if wanted in ("", message.header.id)]
    if not chosen:
        raise NotFound(
            f"Brevet har inget meddelande med Id {wanted}.",
            f"The letter has no message with the id {wanted}.",
            slug="message-to-forward-unknown",
            where="MessageIdToForward",
            received=wanted,
        )
    return chosen


def _delivery(operator: Operator, forwarded: _Forwarded, caller: Caller) -> Delivery:
    """The evidence of the original letter. Its relay sealed it; the caller only carried it on."""
    original, recipients_here = forwarded.original, forwarded.header.recipient
    sender = original.header.sender
    name = register.list_actors(operator.name).senders.get(sender.id) or sender.name
    delivery = evidence_of(operator, original, name)
    delivery.signed_digest = forwarded.digest
    delivery.recipient = recipients_here[0] if len(recipients_here) == 1 else ""
    delivery.dispatcher, delivery.dispatcher_name = caller.organisation.value, caller.name
    return delivery


def _forwarding(forwarded: _Forwarded, caller: Caller) -> Forwarding:
    return Forwarding(
        holder=forwarded.header.sender.id,
        holder_name=forwarded.header.sender.name,
        operator_organisation=caller.organisation.value,
        subject=forwarded.subject,
        note=forwarded.note,
    )


def _outcomes(kept: Delivery | None, addressed: Sequence[str]) -> Iterator[ForwardedOutcome]:
    messages = Message.objects.filter(delivery_id=kept.pk) if kept else Message.objects.none()
    stored = set(messages.values_list("mailbox__holder", flat=True))
    for recipient in addressed:
        yield ForwardedOutcome(recipient, recipient in stored)
