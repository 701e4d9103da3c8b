"""The mail that a person may see. Every page with mail on it finds it through `open_mailbox` and nowhere else."""

import logging
import uuid
from contextlib import suppress

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from infra.errors import InternalError
from mailbox_operator.mailbox import mailbox_log, opening, reading
from mailbox_operator.mailbox.mailbox_log import Event
from mailbox_operator.models import Attachment, Mailbox, Message
from mailbox_ui.access.destination import destination_of
from mailbox_ui.access.refusals import NotOpened, NotOpenedReason, RightsUnknown
from mailbox_ui.access.rights import OpenedMailbox, Place, Right, place_of, right_to
from mailbox_ui.models import EidHolder

logger = logging.getLogger(__name__)


def mailboxes_of(holder: EidHolder) -> QuerySet[Mailbox]:
    """The holder's own mailboxes."""
    return Mailbox.objects.filter(holder=holder.number).select_related("operator").order_by("pk")


def open_mailbox(holder: EidHolder, place: str, needs: Right = Right.READ) -> OpenedMailbox:
    """The mailbox that an address names, if the holder may do there what is needed.

    Another holder's is opened only after the register has been asked. That it was opened, or refused, is noted in
    its log.

    Raises:
        Http404: there is no such mailbox of one's own. NotOpened: another's is not opened, and why.
    """
    named = Place.read(place)
    found = _mailboxes_named(holder, named)
    if not named.key:
        return OpenedMailbox(get_object_or_404(found), Right.OWN, place)
    mailbox = found.first()
    if mailbox is None:
        raise NotOpened(NotOpenedReason.NO_RIGHT, place)
    return _open_by_right(holder, mailbox, place, needs)


def _open_by_right(holder: EidHolder, mailbox: Mailbox, place: str, needs: Right) -> OpenedMailbox:
    try:
        right, role = right_to(holder, mailbox)
    except InternalError as problem:
        raise RightsUnknown(place, problem) from problem
    if right is None or right < needs:
        logger.warning("%s may not open mailbox %s", holder, mailbox.pk)
        event = Event.REFUSED if right is None else Event.CHANGE_REFUSED
        mailbox_log.note_event_once(mailbox, event, holder.number, holder.name)
        raise NotOpened(NotOpenedReason.NO_RIGHT if right is None else NotOpenedReason.RIGHT_TOO_SMALL, place)
    if mailbox.holder != holder.number:
        mailbox_log.note_event_once(mailbox, Event.LOOKED, holder.number, holder.name)
    return OpenedMailbox(mailbox, right, place_of(holder, mailbox), role)


def open_or_begin(holder: EidHolder, place: str) -> OpenedMailbox | None:
    """As open_mailbox, but None where the holder has no mailbox.

    A holder who has registered and has got no letter yet has none: it is opened now, if the register names the
    operator.
    """
    if Place.read(place).key:
        return open_mailbox(holder, place)
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
    visible = open_mailbox(holder, place, needs).messages
    with_evidence = visible.select_related(
        "delivery__forwarding", "mailbox__operator", "matter_event", "answer_request"
    )
    found = with_evidence.defer("delivery__sealed_xml").filter(public_id=public_id).first()
    if found is None:
        _note_guess(holder, public_id)
        raise Http404
    return found


def note_opened(holder: EidHolder, message: Message) -> None:
    """The holder has opened the message: it stands in the log of the mailbox, and counts as read.

    Opened by somebody who may only read it stays unread: the owner still has to see it.
    """
    mailbox_log.note_event_once(message.mailbox, Event.READ, holder.number, holder.name, message=message)
    right, _ = right_to(holder, message.mailbox)
    if right is not None and right >= Right.MANAGE:
        reading.mark_read(message)


def note_saved(holder: EidHolder, message: Message, name: str) -> None:
    """The holder has saved a file of the message: it stands in the log of the mailbox."""
    mailbox_log.note_event_once(message.mailbox, Event.SAVED_FILE, holder.number, holder.name, about=name)


def message_announced_to(holder: EidHolder, public_id: uuid.UUID) -> Message:
    """The message with this id in any mailbox that the holder may open.

    Raises:
        Http404: there is none, or the holder may not open its mailbox: the answer is the same.
    """
    messages = Message.objects.select_related("mailbox__operator").defer("body")
    found = get_object_or_404(messages, public_id=public_id)
    opened = open_mailbox(holder, place_of(holder, found.mailbox))
    return get_object_or_404(opened.messages.select_related("mailbox__operator").defer("body"), pk=found.pk)


def attachments_of(message: Message) -> QuerySet[Attachment]:
    """The attachments without their content."""
    return message.attachments.defer("content")


def attachment_of(holder: EidHolder, place: str, public_id: uuid.UUID, position: int) -> Attachment:
    """Raises as message_of."""
    message = message_of(holder, place, public_id)
    return get_object_or_404(message.attachments.all(), position=position)


def _note_guess(holder: EidHolder, public_id: uuid.UUID) -> None:
    """Note in the log of the mailbox where the message lies that this person has asked for it in another place."""
    mailbox = Mailbox.objects.filter(messages__public_id=public_id).exclude(holder=holder.number).first()
    if mailbox is not None:
        logger.warning("%s asked for a message of mailbox %s", holder, mailbox.pk)
        mailbox_log.note_event_once(mailbox, Event.REFUSED, holder.number, holder.name)


def _mailboxes_named(holder: EidHolder, place: Place) -> QuerySet[Mailbox]:
    there = Mailbox.objects.filter(operator__name=place.operator).select_related("operator")
    return there.filter(key=place.key) if place.key else there.filter(holder=holder.number)
