"""Sends announcements and forwarded letters that are due, to the simulated phone or as real e-mail.

Each is sent at most once.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db.models import QuerySet

from infra.outbox import send_due, states
from infra.outbox.mail_server import Email, MailServer
from infra.outbox.models import OutgoingMessage
from infra.versions import data_version
from mailbox_operator.forwarding.email_forwarding import written_email
from mailbox_operator.models import Announcement, ForwardedEmail

Item = TypeVar("Item", bound=OutgoingMessage)


def send_announcements_of(deliveries: Sequence[int]) -> int:
    """Send what is due of these deliveries (primary keys). Returns how many were sent."""
    announced = send_due.due_messages(Announcement).filter(message__delivery_id__in=deliveries)
    forwarded = send_due.due_messages(ForwardedEmail).filter(message__delivery_id__in=deliveries)
    return _send_announcements(announced) + _send_forwarded(forwarded)


def send_all_due() -> int:
    """Send all that is due, and give up what its sender died with while it was sending."""
    send_due.fail_interrupted(Announcement)
    send_due.fail_interrupted(ForwardedEmail)
    announced, forwarded = send_due.due_messages(Announcement), send_due.due_messages(ForwardedEmail)
    return _send_announcements(announced) + _send_forwarded(forwarded)


def _send_announcements(due: QuerySet[Announcement]) -> int:
    return _send_messages(due, lambda server, item: server.send(_email(item)))


def _send_forwarded(due: QuerySet[ForwardedEmail]) -> int:
    return _send_messages(due, lambda server, item: server.send_message(written_email(item)))


def _send_messages(due: QuerySet[Item], hand_over: Callable[[MailServer, Item], None]) -> int:
    # The phone first: it is never slow.
    shown = send_due.show_on_phone(due.exclude(states.may_leave_simulator()))
    server = MailServer()
    leaving = due.filter(states.may_leave_simulator())
    sent = shown + send_due.send_by_email(leaving, server, lambda item: hand_over(server, item))
    if sent:
        data_version.advance()
    return sent


def _email(announcement: Announcement) -> Email:
    return Email(
        message_id=str(announcement.message.public_id),
        to=announcement.address,
        subject=announcement.subject,
        text=announcement.text,
        sender_name=announcement.sender_name,
        reply_to=announcement.sender_address,
    )
