"""A delivery comes in: check everything, store it with one leg per recipient, and only then answer.

Source: wire.md ("Signatures"); contracts Message v3 distributeSecure, Notification v3 distribute.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from lxml import etree

from contracts import message_v3, notification_v3
from formedlare.lanes import timing
from formedlare.models import Content, Distribution, Leg, PassedOver, SenderPlan
from formedlare.models.channel import LOOKUP_LANE
from formedlare.rights import require_rights
from infra import clock, trace
from infra.database.prepared_sql import Rows, insert_row
from infra.database.write_transaction import write_transaction
from infra.errors import SignatureFault
from infra.hooks import runs
from infra.identity import OrganisationNumber, recipients
from infra.message_rules import body_warnings, check_messages, name_warnings
from infra.message_rules.limits import require_reference
from infra.pki.peer import Caller
from infra.pki.trust import current_trust
from infra.queue.wakeups import WakeupSender
from infra.soap.messages.reading import read_message
from infra.texts import EMPTY, Text
from infra.versions import data_version
from infra.xmlsig import SignedForm, SignedName, Verified, require_signer, verify_signature
from infra.xmlsig.names import DELIVERY_V3
from infra.xmlsig.verification.remarks import sender_remarks

RECEIVED_TASK = "formedlare.look_up"
MAX_SUBJECT = 255
"""Characters that are kept of it, to name the letter in lists."""
DEFAULT_DEADLINE = timedelta(days=1)

_PLANS = Rows(SenderPlan, ["label", "deadline_minutes"], where=["sender", "label"])
_wakeups = WakeupSender(RECEIVED_TASK, queue=settings.RELAY_QUEUE)


@dataclass(frozen=True)
class Draft:
    """A delivery that has been checked, ready to be stored."""

    kind: Distribution.Kind
    origin: Distribution.Origin
    sender: str
    sender_name: str
    caller: str
    content: bytes
    content_digest: str
    recipients: Sequence[str]
    protection_class: int
    subject: str = ""
    """Of the first message."""
    reference: str = ""
    correlation_id: str = ""
    warnings: list[Text] = field(default_factory=list)
    passed_over: list[PassedOver] = field(default_factory=list)
    """Channels that are known not to carry it, before it is looked up."""
    trace: str = ""
    """Empty: the current trace."""


def accept_secure(signed_delivery: etree._Element, caller: Caller) -> Distribution:
    """Take in a signed delivery; the identical one again gives the same row.

    Raises:
        SignatureFault: the sender's signature does not hold, or is another organisation's (5012).
        SenderNotRegistered: 5014. DispatcherNotApproved: the relay or the caller may not send for the
            sender (6005). InvalidInput: the recipient's number is wrong, or a message says nothing (5001).
        ContentTypeNotSupported: an attachment is not what it is said to be (5019).
        InternalError: the register did not answer; nothing is stored (4999).
    """
    proof = verify_signature(signed_delivery, SignedName.SIGNED_DELIVERY_V3, current_trust())
    require_form(proof)
    child = proof.element.find(DELIVERY_V3)
    assert child is not None, "the schema demands it, and what was verified is what was valid"
    delivery = read_message(message_v3.SecureDelivery, child)
    remarks = _judge_secure(proof, delivery, caller)
    return store_delivery(_secure_draft(proof, delivery, caller, remarks))


def _judge_secure(proof: Verified, delivery: message_v3.SecureDelivery, caller: Caller) -> list[Text]:
    """What is to be remarked on about a delivery that can be taken in. Raises as `accept_secure`."""
    header = delivery.header
    runs.adopt_label(sender=header.sender.id, recipients=[header.recipient])
    registered_name = require_rights(header.sender.id, caller)
    require_signer(proof, OrganisationNumber(header.sender.id))
    recipients.require_valid([header.recipient])
    require_reference(header.reference)
    return [
        *name_warnings(header.sender.name, registered_name),
        *sender_remarks(proof),
        *check_messages(delivery.message),
    ]


def _secure_draft(
    proof: Verified, delivery: message_v3.SecureDelivery, caller: Caller, remarks: list[Text]
) -> Draft:
    header = delivery.header
    return Draft(
        kind=Distribution.Kind.SECURE,
        origin=Distribution.Origin.SOAP,
        sender=header.sender.id,
        sender_name=header.sender.name,
        caller=caller.organisation.value,
        content=etree.tostring(proof.whole, encoding="UTF-8"),
        content_digest=hashlib.sha256(proof.signed_octets_digest + proof.signature_value).hexdigest(),
        recipients=[header.recipient],
        protection_class=2,
        subject=delivery.message[0].header.subject,
        reference=header.reference or "",
        correlation_id=header.correlation_id or "",
        warnings=remarks,
    )


def accept_notification(notification_delivery: etree._Element, caller: Caller) -> Distribution:
    """Take in a notification, which nobody signs; the identical one again gives the same row.

    Raises:
        SenderNotRegistered: 5014. DispatcherNotApproved: 6005. InvalidInput: a recipient's number is wrong,
            or stands twice (5001). InternalError: the register did not answer (4999).
    """
    delivery = read_message(notification_v3.NotificationDelivery, notification_delivery)
    header = delivery.header
    runs.adopt_label(sender=header.sender.id, recipients=header.recipient)
    registered_name = require_rights(header.sender.id, caller)
    recipients.require_valid(header.recipient)
    require_reference(header.reference)
    octets = etree.tostring(notification_delivery, method="c14n", exclusive=True, with_comments=False)
    draft = Draft(
        kind=Distribution.Kind.NOTIFICATION,
        origin=Distribution.Origin.SOAP,
        sender=header.sender.id,
        sender_name=header.sender.name,
        caller=caller.organisation.value,
        content=octets,
        content_digest=hashlib.sha256(octets).hexdigest(),
        recipients=header.recipient,
        protection_class=1,
        subject=delivery.message.header.subject,
        reference=header.reference or "",
        correlation_id=header.correlation_id or "",
        warnings=[
            *name_warnings(header.sender.name, registered_name),
            *body_warnings(delivery.message.body.body),
        ],
    )
    return store_delivery(draft)


def store_delivery(draft: Draft) -> Distribution:
    """One transaction: the delivery, its content, and a leg per recipient. From here on it cannot be lost."""
    try:
        with write_transaction():
            return _insert(draft)
    except IntegrityError:
        earlier = Distribution.objects.filter(sender=draft.sender, content_digest=draft.content_digest).first()
        if earlier is None:
            raise
        return earlier


def store_deliveries(drafts: Sequence[Draft]) -> list[Leg]:
    """Store letters of one sender, each to one recipient, by a few statements; the legs in the order given.

    Called within the caller's transaction. The caller has made sure that none of them has been stored before, and
    sends the legs on itself: no wakeup is sent for their lookup.
    """
    now, labels = clock.now(), [_label_of(draft) for draft in drafts]
    allowed = {label: _time_allowed(drafts[0].sender, label) for label in set(labels)}
    rows = [_row(draft, label, now, now + allowed[label]) for draft, label in zip(drafts, labels, strict=True)]
    Distribution.objects.bulk_create(rows)
    Content.objects.bulk_create(
        Content(distribution_id=row.pk, xml=draft.content) for row, draft in zip(rows, drafts, strict=True)
    )
    return Leg.objects.bulk_create(
        _leg(row, draft, draft.recipients[0]) for row, draft in zip(rows, drafts, strict=True)
    )


def _insert(draft: Draft) -> Distribution:
    now, label = clock.now(), _label_of(draft)
    distribution = _row(draft, label, now, now + _time_allowed(draft.sender, label))
    insert_row(distribution)
    insert_row(Content(distribution_id=distribution.pk, xml=draft.content))
    entry = timing.entry_of(LOOKUP_LANE, distribution.label)
    legs = [_leg(distribution, draft, recipient, entry) for recipient in draft.recipients]
    if len(legs) == 1:
        insert_row(legs[0])
    else:
        Leg.objects.bulk_create(legs)
    transaction.on_commit(lambda: _wakeups.add(distribution.pk))
    data_version.advance_on_commit()
    return distribution


def _label_of(draft: Draft) -> str:
    return runs.label_of(sender=draft.sender, recipients=draft.recipients) or ""


def _row(draft: Draft, label: str, now: datetime, deadline: datetime) -> Distribution:
    return Distribution(
        kind=draft.kind,
        origin=draft.origin,
        sender=draft.sender,
        sender_name=draft.sender_name,
        caller=draft.caller,
        content_digest=draft.content_digest,
        subject=draft.subject[:MAX_SUBJECT],
        reference=draft.reference,
        correlation_id=draft.correlation_id,
        protection_class=draft.protection_class,
        size=len(draft.content),
        warnings=draft.warnings,
        received_at=now,
        deadline=deadline,
        trace=draft.trace or trace.current_trace(),
        label=label,
    )


def _leg(
    distribution: Distribution, draft: Draft, recipient: str, entry: timing.LaneEntry = timing.AT_ONCE
) -> Leg:
    return Leg(
        distribution=distribution,
        recipient=recipient,
        lane=entry.lane(LOOKUP_LANE),
        reason=timing.HELD_BY_TESTER if entry.is_held else EMPTY,
        order_key=order_key(draft.sender, recipient, draft.correlation_id),
        passed_over=draft.passed_over,
        due_at=distribution.received_at + entry.pause,
        deadline=distribution.deadline,
        received_at=distribution.received_at,
    )


def order_key(sender: str, recipient: str, correlation_id: str) -> str:
    """The same for letters that must arrive in the order in which they were received."""
    return hashlib.sha256(f"{sender} {recipient} {correlation_id}".encode()).hexdigest()[:32]


def _time_allowed(sender: str, label: str) -> timedelta:
    """By the plan that the run has set for the sender, else by the sender's own."""
    plans = dict(_PLANS.find(sender, {label, ""}))
    minutes = plans.get(label, plans.get(""))
    return DEFAULT_DEADLINE if minutes is None else timedelta(minutes=minutes)


def require_form(proof: Verified) -> None:
    """The sender's signature must hold at the operator too, after the relay has written the letter anew (5012)."""
    if proof.form is not SignedForm.NORMALISED:
        raise SignatureFault(
            "Avsändarens signatur håller bara i precis den form som försändelsen kom i. En förmedlare skriver om "
            "prefix och namnrymdsdeklarationer när den förseglar, så signaturen skulle inte hålla hos "
            "brevlådeoperatören. Ta bort alla prefix innan SignedDelivery signeras.",
            "The sender's signature holds only in exactly the form that the delivery came in. A relay rewrites "
            "prefixes and namespace declarations when it seals, so the signature would not hold at the mailbox "
            "operator. Remove all prefixes before SignedDelivery is signed.",
            slug="signature-holds-as-received-only",
            where="SignedDelivery/Signature",
            expected=Text("en signatur över formen utan prefix", "a signature over the form without prefixes"),
            received=Text("en signatur över formen med prefix", "a signature over the form with prefixes"),
        )
