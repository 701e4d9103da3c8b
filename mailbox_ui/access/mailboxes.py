"""The mail that a person may see. Every page with mail on it finds it through `mailboxes_of` and nowhere else."""

import uuid

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from mailbox_operator import opening
from mailbox_operator.models import Attachment, Mailbox, Message
from mailbox_ui.access.destination import destination_of
from mailbox_ui.models import EidHolder


def mailboxes_of(holder: EidHolder) -> QuerySet[Mailbox]:
    """The mailboxes that the holder may open."""
    return Mailbox.objects.filter(holder=holder.number).select_related("operator").order_by("pk")


def opened_mailbox(holder: EidHolder, operator: str) -> Mailbox | None:
    """The holder's mailbox at the operator, or None.

    A holder who has registered and has got no letter yet has none: it is opened now, if the register names the
    operator.
    """
    mine = mailboxes_of(holder).filter(operator__name=operator)
    if found := mine.first():
        return found
    chosen = destination_of(holder).operator
    if chosen is None or chosen.name != operator:
        return None
    opening.open_mailboxes(chosen, [holder.number], holder.name)
    return mine.first()


def mailbox_at(holder: EidHolder, operator: str) -> Mailbox:
    return get_object_or_404(mailboxes_of(holder), operator__name=operator)


def message_of(holder: EidHolder, operator: str, public_id: uuid.UUID) -> Message:
    """The message with the evidence of its delivery.

    Raises:
        Http404: there is no such message, or it is another person's: the answer is the same.
    """
    messages = Message.objects.filter(mailbox__in=mailboxes_of(holder), mailbox__operator__name=operator)
    with_evidence = messages.select_related("delivery", "mailbox__operator").defer("delivery__sealed_xml")
    return get_object_or_404(with_evidence, public_id=public_id)


def message_announced_to(holder: EidHolder, public_id: uuid.UUID) -> Message:
    """The holder's message with this id, at any operator. Raises as message_of."""
    messages = Message.objects.filter(mailbox__in=mailboxes_of(holder)).select_related("mailbox__operator")
    return get_object_or_404(messages.defer("body"), public_id=public_id)


def attachments_of(message: Message) -> QuerySet[Attachment]:
    """The attachments without their content."""
    return message.attachments.defer("content")


def attachment_of(holder: EidHolder, operator: str, public_id: uuid.UUID, position: int) -> Attachment:
    message = message_of(holder, operator, public_id)
    return get_object_or_404(message.attachments.all(), position=position)
