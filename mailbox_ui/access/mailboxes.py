"""The mail that a person may see. Every page with mail on it finds it through `open_mailbox` and nowhere else."""

import uuid
from contextlib import suppress

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from mailbox_operator import opening
from mailbox_operator.models import Attachment, Mailbox, Message
from mailbox_ui.access.destination import destination_of
from mailbox_ui.access.rights import OpenedMailbox, Place, Right, place_of, right_to
from mailbox_ui.models import EidHolder


def mailboxes_of(holder: EidHolder) -> QuerySet[Mailbox]:
    """The holder's own mailboxes."""
    return Mailbox.objects.filter(holder=holder.number).select_related("operator").order_by("pk")


def open_mailbox(holder: EidHolder, place: str, needs: Right = Right.READ) -> OpenedMailbox:
    """The mailbox that an address names, if the holder may do there what is needed.

    Raises:
        Http404: there is no such mailbox, or the holder may not: the answer is the same.
    """
    mailbox = get_object_or_404(_mailboxes_named(holder, Place.read(place)))
    right = right_to(holder, mailbox)
    if right is None or right < needs:
        raise Http404
    return OpenedMailbox(mailbox, right, place_of(holder, mailbox))


def open_or_begin(holder: EidHolder, place: str) -> OpenedMailbox | None:
    """As open_mailbox, but None where the holder has no mailbox.

    A holder who has registered and has got no letter yet has none: it is opened now, if the register names the
    operator.
    """
    with suppress(Http404):
        return open_mailbox(holder, place)
    chosen = destination_of(holder).operator
    if chosen is None or chosen.name != place:
        return None
    opening.open_mailboxes(chosen, [holder.number], holder.name)
    return open_mailbox(holder, place)


def message_of(holder: EidHolder, place: str, public_id: uuid.UUID, needs: Right = Right.READ) -> Message:
    """The message with the evidence of its delivery.

    Raises:
        Http404: there is no such message, or the holder may not open its mailbox: the answer is the same.
    """
    mailbox = open_mailbox(holder, place, needs).mailbox
    with_evidence = mailbox.messages.select_related("delivery", "mailbox__operator", "matter_event")
    return get_object_or_404(with_evidence.defer("delivery__sealed_xml"), public_id=public_id)


def message_announced_to(holder: EidHolder, public_id: uuid.UUID) -> Message:
    """The holder's message with this id, at any operator. Raises as message_of."""
    messages = Message.objects.filter(mailbox__in=mailboxes_of(holder)).select_related("mailbox__operator")
    return get_object_or_404(messages.defer("body"), public_id=public_id)


def attachments_of(message: Message) -> QuerySet[Attachment]:
    """The attachments without their content."""
    return message.attachments.defer("content")


def attachment_of(holder: EidHolder, place: str, public_id: uuid.UUID, position: int) -> Attachment:
    """Raises as message_of."""
    message = message_of(holder, place, public_id)
    return get_object_or_404(message.attachments.all(), position=position)


def _mailboxes_named(holder: EidHolder, place: Place) -> QuerySet[Mailbox]:
    there = Mailbox.objects.filter(operator__name=place.operator).select_related("operator")
    return there.filter(key=place.key) if place.key else there.filter(holder=holder.number)
