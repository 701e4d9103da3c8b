"""Send a letter on by e-mail, out of the safe place: what is sent, how much, and to which address.

Source: founding document 5.3 (the decision that is forwarded to the employer); 1.1 (sensitive content never leaves
the mailbox by itself: only its holder sends it on).
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext

from infra import clock
from infra.database.write_transaction import write_transaction
from infra.outbox.mail_server import sender_header
from infra.outbox.notification_texts import as_plain_text
from infra.versions import data_version
from mailbox_operator import announce
from mailbox_operator.filled_forms import key_of_filled
from mailbox_operator.forwarding.file_names import MEDIA_TYPE, UNKNOWN_TYPE, unique_names
from mailbox_operator.mailbox import mailbox_log
from mailbox_operator.mailbox.mailbox_log import Event
from mailbox_operator.models import Attachment, ForwardedEmail, Mailbox, Message

MAX_PER_DAY: Final = 50
"""E-mails that leave a mailbox within 24 hours: what somebody who has taken it over could spread."""
MAX_NOTE: Final = 2_000
MAX_SUBJECT: Final = 255


class TooManyForwarded(Exception):
    """The mailbox has sent on as much as it may within a day."""


@dataclass(frozen=True, slots=True)
class ForwardingOrder:
    """A person's order to send a letter on by e-mail."""

    key: uuid.UUID
    """Of the form that was filled in."""
    address: str
    note: str
    includes_letter: bool
    attachments: Sequence[Attachment]
    by: str
    by_name: str


def forward_by_email(message: Message, order: ForwardingOrder) -> ForwardedEmail:
    """Store the e-mail, which is sent at once, and note it in the mailbox's log. The same form sent twice is one.

    Raises:
        TooManyForwarded
    """
    key = _key_of(message, order)
    with write_transaction():
        # Those that are sent at the same moment all count.
        Mailbox.objects.select_for_update().only("pk").get(pk=message.mailbox_id)
        earlier = ForwardedEmail.objects.filter(key=key).first()
        if earlier is not None:
            return earlier
        _require_few(message)
        made = _email(message, order, key)
        made.save()
        made.attachments.set(order.attachments)
        mailbox_log.note_event(message.mailbox, Event.FORWARDED, order.by, order.by_name, order.address, message)
        data_version.advance_on_commit()
        transaction.on_commit(lambda: announce.wake_sender(message.delivery_id))
    return made


def written_email(forwarded: ForwardedEmail) -> EmailMessage:
    """The e-mail as a mail server gets it."""
    domain = settings.EMAIL_FROM.rpartition("@")[2]
    email = EmailMessage(
        subject=forwarded.subject,
        body=forwarded.text,
        from_email=sender_header(forwarded.sender_name),
        to=[forwarded.address],
        reply_to=[forwarded.sender_address] if forwarded.sender_address else None,
        headers={"Message-ID": f"<{forwarded.key}@{domain}>"},
    )
    for file, name in unique_names(forwarded.attachments.all()):
        known = MEDIA_TYPE.fullmatch(file.content_type)
        email.attach(name, bytes(file.content), file.content_type if known else UNKNOWN_TYPE)
    return email


def _require_few(message: Message) -> None:
    since = clock.now() - timedelta(days=1)
    if ForwardedEmail.objects.filter(message__mailbox=message.mailbox_id, at__gt=since).count() >= MAX_PER_DAY:
        raise TooManyForwarded


def _key_of(message: Message, order: ForwardingOrder) -> uuid.UUID:
    files = [file.position for file in order.attachments]
    return key_of_filled(order.key, message.pk, order.address, order.note, order.includes_letter, files)


def _email(message: Message, order: ForwardingOrder, key: uuid.UUID) -> ForwardedEmail:
    now, operator = clock.now(), message.mailbox.operator.display_name
    subject = _one_line(message.subject)
    return ForwardedEmail(
        key=key,
        message=message,
        by=order.by,
        by_name=order.by_name,
        at=now,
        due_at=now,
        channel=ForwardedEmail.Channel.EMAIL,
        address=order.address,
        sender_name=_one_line(
            gettext("%(name)s via %(operator)s") % {"name": order.by_name, "operator": operator}
        ),
        sender_address=message.mailbox.email if message.mailbox.holder == order.by else "",
        subject=(gettext("Vb: %(subject)s") % {"subject": subject})[:MAX_SUBJECT],
        text=_text(message, order, operator),
    )


def _text(message: Message, order: ForwardingOrder, operator: str) -> str:
    """The text: what the person writes, then the holder that the letter was sent to, then the letter."""
    told = gettext(
        "%(name)s har vidarebefordrat ett brev från %(sender)s från sin digitala brevlåda hos %(operator)s."
    ) % {"name": order.by_name, "sender": message.sender_name, "operator": operator}
    heads = [
        gettext("Från: %(sender)s") % {"sender": message.sender_name},
        gettext("Ämne: %(subject)s") % {"subject": _one_line(message.subject)},
        gettext("Mottaget: %(at)s") % {"at": f"{localtime(message.received_at):%Y-%m-%d %H:%M}"},
    ]
    letter = [as_plain_text(message.body_type, message.body)] if order.includes_letter else []
    parts = [order.note.strip(), told, "\n".join(heads), *letter]
    return "\n\n".join(filter(None, parts))


def _one_line(text: str) -> str:
    """Without line breaks, which would end a header."""
    return " ".join(text.split())
