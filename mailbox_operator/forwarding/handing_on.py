"""Deliver a letter to somebody else's mailbox, signatures and all: deliverForward at that person's operator.

Source: contract Service v3 deliverForward; facts.md 1.2 ("Forward a received message operator→operator").
"""

import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lxml import etree

from contracts import message as message_v1
from contracts import sender, service_v3
from contracts.codec import to_element
from infra import clock
from infra.database.write_transaction import write_transaction
from infra.errors import InternalError
from infra.far_client import Reachability
from infra.pki import store
from infra.soap import call_failures, client
from infra.soap.messages import envelope, faults
from infra.soap.messages.parser import parse_document
from infra.texts import EMPTY, Text
from mailbox_operator import register
from mailbox_operator.filled_forms import key_of_filled
from mailbox_operator.mailbox import mailbox_log
from mailbox_operator.mailbox.mailbox_log import Event
from mailbox_operator.models import Delivery, HandedOnLetter, Message
from mailbox_operator.original_xml import original_of

SERVICE: Final = "{http://minameddelanden.gov.se/schema/Service/v3}"
MAX_SUBJECT: Final = 255


class HandOnObstacle(StrEnum):
    """The reasons that a letter cannot be handed on."""

    UNSIGNED = "unsigned"
    """A notification: there is no signed letter to deliver."""
    SELF = "self"
    NO_MAILBOX = "no mailbox"
    REFUSES_SENDER = "refuses sender"
    NOT_TAKEN = "not taken"
    """The operator answered that it was not delivered."""
    REFUSED = "refused"
    """The operator answered with a fault; the page shows its words."""
    NO_ANSWER = "no answer"


class CannotHandOn(Exception):
    """The letter was not delivered."""

    def __init__(self, obstacle: HandOnObstacle, text: Text = EMPTY) -> None:
        super().__init__(obstacle.value)
        self.obstacle = obstacle
        self.text = text
        """What the operator said, in both languages."""


@dataclass(frozen=True, slots=True)
class HandOnOrder:
    """The recipient that somebody wants to hand a letter on to, and the words to go with it."""

    key: uuid.UUID
    """Of the form that was filled in."""
    recipient: str
    note: str
    by: str
    by_name: str


def hand_on(message: Message, order: HandOnOrder) -> HandedOnLetter:
    """Deliver the letter, and note it in the mailbox's log. The same form sent twice delivers once.

    Raises:
        CannotHandOn
    """
    earlier = HandedOnLetter.objects.filter(key=_key_of(message, order)).first()
    if earlier is not None:
        return earlier
    if message.delivery.kind != Delivery.Kind.SECURE:
        raise CannotHandOn(HandOnObstacle.UNSIGNED)
    if order.recipient == message.mailbox.holder:
        raise CannotHandOn(HandOnObstacle.SELF)
    found = _place_of(message, order.recipient)
    trans_id = _deliver(message, order, found)
    return _remember(message, order, found, trans_id)


def _key_of(message: Message, order: HandOnOrder) -> uuid.UUID:
    return key_of_filled(order.key, message.pk, order.recipient, order.note)


def _place_of(message: Message, recipient: str) -> Reachability:
    operator, sender_id = message.mailbox.operator.name, message.delivery.sender
    try:
        [found] = register.reachability_of(operator, sender_id, [recipient])
    except InternalError as problem:
        raise CannotHandOn(HandOnObstacle.NO_ANSWER, problem.text) from problem
    if not found.supplier or found.pending or not found.address:
        raise CannotHandOn(HandOnObstacle.NO_MAILBOX)
    if not found.sender_accepted:
        raise CannotHandOn(HandOnObstacle.REFUSES_SENDER)
    return found


def _deliver(message: Message, order: HandOnOrder, to: Reachability) -> str:
    """Returns the receipt's number."""
    body = envelope.wrap_element(_request(message, order))
    identity = store.load_identity(message.mailbox.operator.name)
    try:
        answer = client.send_message(to.address, body, service_v3.DeliverForwardResponse, identity=identity)
    except faults.FaultReceived as refusal:
        raise CannotHandOn(HandOnObstacle.REFUSED, refusal.fault.text) from refusal
    except call_failures.CallFailed as problem:
        raise CannotHandOn(HandOnObstacle.NO_ANSWER, problem.text) from problem
    if not all(status.delivered for status in answer.return_value.status):
        raise CannotHandOn(HandOnObstacle.NOT_TAKEN)
    return answer.return_value.trans_id


def _request(message: Message, order: HandOnOrder) -> etree._Element:
    """The sealed letter goes as it came; its root alone gets the name that the contract has here."""
    original = parse_document(original_of(message.delivery))
    original.tag = f"{SERVICE}OrginalDelivery"
    request = etree.Element(f"{SERVICE}deliverForward", nsmap={"s": SERVICE[1:-1]})
    forwarded = etree.SubElement(request, f"{SERVICE}forwardMessage")
    forwarded.append(to_element(_header(message, order), name=f"{SERVICE}Header"))
    forwarded.append(to_element(_words(message, order), name=f"{SERVICE}Message"))
    forwarded.append(original)
    etree.SubElement(forwarded, f"{SERVICE}MessageIdToForward").text = message.sender_message_id
    return request


def _header(message: Message, order: HandOnOrder) -> message_v1.DeliveryHeader:
    mailbox = message.mailbox
    name = mailbox.holder_name if len(mailbox.holder_name) > 1 else mailbox.holder
    return message_v1.DeliveryHeader(
        sender=sender.Sender(id=mailbox.holder, name=name), recipient=[order.recipient]
    )


def _words(message: Message, order: HandOnOrder) -> message_v1.ForwardMessage:
    body = message_v1.MessageBody(content_type="text/plain", body=order.note.encode())
    return message_v1.ForwardMessage(subject=message.subject[:MAX_SUBJECT], body=body)


def _remember(message: Message, order: HandOnOrder, to: Reachability, trans_id: str) -> HandedOnLetter:
    with write_transaction():
        made, is_new = HandedOnLetter.objects.get_or_create(
            key=_key_of(message, order),
            defaults={
                "message": message,
                "recipient": order.recipient,
                "supplier": to.supplier or "",
                "note": order.note,
                "trans_id": trans_id,
                "by": order.by,
                "by_name": order.by_name,
                "at": clock.now(),
            },
        )
        if is_new:
            mailbox_log.note_event(
                message.mailbox, Event.HANDED_ON, order.by, order.by_name, order.recipient, message
            )
    return made
