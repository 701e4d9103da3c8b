"""Sends announcements that are due: to the simulated phone, or as real e-mail. At most once each."""

from collections.abc import Sequence

from django.db.models import QuerySet

from infra.outbox import send_due, states
from infra.outbox.mail_server import Email, MailServer
from mailbox_operator.models import Announcement


def send_for(deliveries: Sequence[int]) -> int:
    """Send what is due for these deliveries (primary keys). Returns how many announcements went out."""
    return _send(send_due.due_messages(Announcement).filter(message__delivery_id__in=deliveries))


def sweep() -> int:
    """Send everything that is due, and give up what was being sent when its sender died."""
    send_due.fail_interrupted(Announcement)
    return _send(send_due.due_messages(Announcement))


def _send(due: QuerySet[Announcement]) -> int:
    # The phone first: it is never slow.
    shown = send_due.show_on_phone(due.exclude(states.may_leave_simulator()))
    server = MailServer()
    leaving = due.filter(states.may_leave_simulator())
    return shown + send_due.send_by_email(leaving, server, lambda announcement: server.send(_email(announcement)))


def _email(announcement: Announcement) -> Email:
    return Email(
        message_id=str(announcement.message.public_id),
        to=announcement.address,
        subject=announcement.subject,
        text=announcement.text,
        sender_name=announcement.sender_name,
        reply_to=announcement.sender_address,
    )
