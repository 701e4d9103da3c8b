"""Sends announcements that are due: to the simulated phone, or as real e-mail. At most once each."""

from collections.abc import Sequence

from django.db.models import QuerySet

from infra.outbox import send_due, states
from infra.outbox.mail_server import Letter, MailServer
from mailbox_operator.models import Announcement


def send_for(deliveries: Sequence[int]) -> int:
    """Send what is due for these deliveries (primary keys). Returns how many announcements went out."""
    return _send(send_due.due(Announcement).filter(message__delivery_id__in=deliveries))


def sweep() -> int:
    """Send everything that is due, and give up what was being sent when its sender died."""
    send_due.give_up_interrupted(Announcement)
    return _send(send_due.due(Announcement))


def _send(due: QuerySet[Announcement]) -> int:
    # The phone first: it never makes anyone wait.
    kept = send_due.keep(due.exclude(states.leaves()))
    server = MailServer()
    leaving = due.filter(states.leaves())
    return kept + send_due.mail(leaving, server, lambda announcement: server.send(_letter(announcement)))


def _letter(announcement: Announcement) -> Letter:
    return Letter(
        message_id=str(announcement.message.public_id),
        to=announcement.address,
        subject=announcement.subject,
        text=announcement.text,
        sender_name=announcement.sender_name,
        reply_to=announcement.sender_address,
    )
