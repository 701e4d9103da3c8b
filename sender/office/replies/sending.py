"""Sends what goes back: by the mail server of EMAIL_URL to allowed addresses; else it is kept, to be looked at."""

from collections.abc import Sequence
from typing import Any

from django.core import mail
from django.core.mail.backends import smtp
from django.db.models import QuerySet

from infra.outbox import send_due, states
from infra.outbox.mail_server import MailServer
from sender.office.models import OfficeReply
from sender.office.replies import report


def send_for(mails: Sequence[int]) -> int:
    """Send the replies to these mails (primary keys). Returns how many are done with."""
    return _send(send_due.due_messages(OfficeReply).filter(mail__in=mails))


def sweep() -> int:
    """Send everything that is due, and give up what was being sent when its sender died."""
    send_due.fail_interrupted(OfficeReply)
    return _send(send_due.due_messages(OfficeReply))


def _send(due: QuerySet[OfficeReply]) -> int:
    # Mail that a program wrote is never answered by e-mail: two programs could go on for ever.
    leaving = due.filter(states.may_leave_simulator(), mail__automatic=False)
    kept = send_due.show_on_phone(due.exclude(pk__in=leaving.values("pk")))
    postman = Postman()
    return kept + send_due.send_by_email(leaving, postman, lambda reply: postman.send_message(Report(reply)))


class Report(mail.EmailMessage):
    """A reply in the form in which mail backends take it."""

    def __init__(self, reply: OfficeReply) -> None:
        super().__init__(to=[reply.address])
        self.octets = report.written(reply)


class FromNobody(smtp.EmailBackend):
    """Hands reports over with an empty sender, so that nobody answers them. Source: RFC 3464, 2."""

    def _send(self, email_message: Any) -> bool:
        assert self.connection is not None, "it has been opened"
        self.connection.sendmail("", email_message.recipients(), email_message.octets)
        return True


class Postman(MailServer):
    """A conversation with the mail server, for reports."""

    def __init__(self) -> None:
        super().__init__()
        self._connection = FromNobody()
