"""Stores a delivery once, in one transaction with its messages, attachments and announcements."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from infra.database.prepared_sql import insert_all, insert_row
from infra.database.write_transaction import write_transaction
from infra.html.sanitise import RULES_VERSION
from infra.versions import data_version
from mailbox_operator import announce
from mailbox_operator.admission.content import CheckedContent
from mailbox_operator.answers.storing import read_request
from mailbox_operator.mailbox.due_dates import due_date
from mailbox_operator.matters.facts import read_event
from mailbox_operator.models import Announcement, Attachment, Delivery, Forwarding, Mailbox, Message, Operator
from mailbox_operator.original_xml import cut_files

AnnouncementsFor = Callable[[Message, Mailbox, datetime], Sequence[Announcement]]
"""Builds, unsaved, the announcements of a message in a mailbox."""


@dataclass(frozen=True)
class MessageToStore:
    """A message that is to be stored in a mailbox, and its position in the delivery."""

    place: int
    mailbox: Mailbox
    content: CheckedContent
    is_addressed: bool = True
    """False: the addressee hands the letter on to another holder."""


def store_delivery(
    delivery: Delivery,
    items: Sequence[MessageToStore],
    announcements_for: AnnouncementsFor,
    forwarding: Forwarding | None = None,
) -> Delivery | None:
    """Store an unsaved delivery with its messages, unless the identical one is stored already.

    `forwarding`: the person that handed it on, of a letter to somebody else.

    Returns the delivery that the database holds. None: a mailbox was removed meanwhile, and nothing is stored.
    """
    if len(items) == 1:
        # The attachments of several messages may be removed one by one, and the original would go with the first.
        files = [file.content for file in items[0].content.files]
        delivery.sealed_xml, delivery.gaps = cut_files(bytes(delivery.sealed_xml), files)
    try:
        with write_transaction():
            insert_row(delivery)
            if forwarding is not None:
                forwarding.delivery = delivery
                forwarding.save(force_insert=True)
            due = [each for item in items for each in _store_message(delivery, item, announcements_for)]
            insert_all(due)
            data_version.advance_on_commit()
            if due:
                transaction.on_commit(lambda: announce.wake_sender(delivery.pk))
    except IntegrityError:
        kept = find_identical(delivery.operator, delivery.signed_digest)
        if kept is None and _all_exist(items):
            raise
        return kept
    return delivery


def _all_exist(items: Sequence[MessageToStore]) -> bool:
    mailboxes = {item.mailbox.pk for item in items}
    return Mailbox.objects.filter(pk__in=mailboxes).count() == len(mailboxes)


def find_identical(operator: Operator, digest: str) -> Delivery | None:
    """The identical delivery, if it was stored before."""
    found = Delivery.objects.filter(operator=operator, signed_digest=digest)
    return found.defer("sealed_xml").first()


def _store_message(
    delivery: Delivery, item: MessageToStore, announcements_for: AnnouncementsFor
) -> Sequence[Announcement]:
    """Store a message with its attachments. Returns its announcements, which are not stored yet."""
    message = _message(delivery, item)
    insert_row(message)
    insert_all(_attachments(message, item.content))
    _store_facts(message, item)
    return announcements_for(message, item.mailbox, delivery.received_at)


def _store_facts(message: Message, item: MessageToStore) -> None:
    """Store what few letters have: an event in an official matter, and a request for an answer.

    Only the addressee of the letter is asked for an answer, not another holder who gets the letter.
    """
    event = read_event(item.content.header)
    answer_request = read_request(item.content.header) if item.is_addressed else None
    if event is not None:
        event.message, event.mailbox = message, item.mailbox
        insert_all([event])
    if answer_request is not None:
        answer_request.message = message
        insert_all([answer_request])


def _message(delivery: Delivery, item: MessageToStore) -> Message:
    header, support, body = item.content.header, item.content.header.supportinfo, item.content.body
    return Message(
        delivery=delivery,
        mailbox=item.mailbox,
        position=item.place,
        sender_message_id=header.id,
        sender_name=delivery.sender_name,
        subject=header.subject,
        language=header.language,
        body_type=body.type,
        body=body.text,
        shown_html=body.shown_html,
        shown_by_rules=RULES_VERSION if body.type == "text/html" else 0,
        support_text=support.text,
        support_url=support.url or "",
        support_phone=support.phone_number or "",
        support_email=support.email_adress or "",
        attachment_count=len(item.content.files),
        received_at=delivery.received_at,
        due_on=due_date(header.metadata),
    )


def _attachments(message: Message, content: CheckedContent) -> list[Attachment]:
    return [
        Attachment(
            message=message,
            position=place,
            filename=file.filename,
            content_type=file.content_type,
            size=len(file.content),
            content=file.content,
        )
        for place, file in enumerate(content.files)
    ]
