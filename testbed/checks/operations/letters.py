"""Check what a letter says: its sender and recipients by the registers, and each message and attachment."""

from collections.abc import Sequence
from contextlib import suppress

from lxml import etree

from contracts import codec, message_v3
from infra.far_client import Reachability
from infra.identity import IdentityError, RecipientId, recipients
from infra.message_rules import check_attachment, name_warnings
from infra.message_rules.limits import require_reference
from infra.texts import Text
from mailbox_operator import register
from mailbox_operator.admission import content, rights
from testbed.checks.findings import Findings

NOT_DELIVERED = Text(
    "{recipient} får det inte: ingen aktiv brevlåda tar emot avsändaren. Operatören svarar Delivered=false.",
    "{recipient} does not get it: no active mailbox accepts the sender. The operator answers Delivered=false.",
)


def read_delivery(signed: etree._Element, name: str) -> message_v3.SecureDelivery | None:
    """The Delivery of a signed element; None where it is missing, or cannot be read because of its schema."""
    child = signed.find(name)
    try:
        return None if child is None else codec.from_element(message_v3.SecureDelivery, child)
    except codec.NotReadable:
        return None


def require_registered(sender: str, findings: Findings) -> None:
    """Note that the sender of a question is not registered."""
    actors = findings.result_of(lambda: register.list_actors(register.ORGANISATION_CALLER), "FaR")
    if actors is not None:
        with findings.noted("senderOrgNr"):
            rights.require_sender(actors, sender)


def check_sender(claimed_id: str, claimed_name: str, relay: str, findings: Findings) -> None:
    """Note that the sender is not registered, or has not approved the relay. `relay` empty: none is known."""
    actors = findings.result_of(lambda: register.list_actors(register.ORGANISATION_CALLER), "FaR")
    if actors is None:
        return
    where = "Header/Sender/Id"
    if relay:
        with findings.noted("SealedDelivery/Signature"):
            rights.require_relay(actors, relay)
    with findings.noted(where):
        rights.require_sender(actors, claimed_id)
        findings.warn(name_warnings(claimed_name, actors.senders[claimed_id] or claimed_id))
        if relay:
            rights.require_approval(actors, relay, claimed_id)


def check_recipients(sender: str, numbers: Sequence[str], findings: Findings) -> None:
    """Note impossible numbers, and warn of recipients that would not get it."""
    known = [recipient.value for recipient in well_formed(numbers)]
    with findings.noted("Header/Recipient"):
        recipients.require_valid(known)
        found = register.reachability_of(register.ORGANISATION_CALLER, sender, known)
        findings.warn([_not_delivered(answer) for answer in found if not _takes_mail(answer)])


def well_formed(numbers: Sequence[str]) -> list[RecipientId]:
    """Those of the form that the contract demands: the schema tells of the others."""
    found = []
    for number in numbers:
        with suppress(IdentityError):
            found.append(RecipientId.from_contract(number))
    return found


def _takes_mail(answer: Reachability) -> bool:
    return bool(answer.supplier) and not answer.pending and answer.sender_accepted


def _not_delivered(answer: Reachability) -> Text:
    return NOT_DELIVERED.format(recipient=RecipientId(answer.recipient))


def check_reference(reference: str | None, findings: Findings) -> None:
    with findings.noted("Header/Reference"):
        require_reference(reference)


def check_messages(messages: Sequence[message_v3.SecureMessage], findings: Findings) -> None:
    """Note each message's body and each of its attachments that a mailbox does not take."""
    for place, message in enumerate(messages, start=1):
        with findings.noted(f"Message[{place}]/Body", is_exact=True):
            shown = content.check_shown_body(message.body, has_attachments=bool(message.attachment))
            findings.warn(shown[1])
        for number, attachment in enumerate(message.attachment, start=1):
            with findings.noted(f"Message[{place}]/Attachment[{number}]", is_exact=True):
                findings.warn(check_attachment(attachment))
