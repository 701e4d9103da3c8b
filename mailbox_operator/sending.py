"""Sends announcements that are due to the simulated phone, or as real e-mail. Each is sent at most once."""

from collections.abc import Sequence

from django.db.models import QuerySet

from infra import happenings
from infra.outbox import send_due, states
from infra.outbox.mail_server import Email, MailServer
from mailbox_operator.models import Announcement


def send_announcements_of(deliveries: Sequence[int]) -> int:
    """Send the due announcements of these deliveries (primary keys). Returns how many were sent."""
    return _send_messages(send_due.due_messages(Announcement).filter(message__delivery_id__in=deliveries))


def send_all_due() -> int:
    """Send all due announcements, and give up those whose sender died while it was sending them."""
    send_due.fail_interrupted(Announcement)
    return _send_messages(send_due.due_messages(Announcement))


def _send_messages(due: QuerySet[Announcement]) -> int:
    # The phone first: it is never slow.
    shown = send_due.show_on_phone(due.exclude(states.may_leave_simulator()))
    server = MailServer()
    leaving = due.filter(states.may_leave_simulator())
    sent = shown + send_due.send_by_email(leaving, server, lambda announcement: server.send(_email(announcement)))
    if sent:
        happenings.tell()
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
