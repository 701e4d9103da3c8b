"""Sends replies by the mail server of EMAIL_URL to allowed addresses. Others are stored, to be read here."""

from collections.abc import Sequence
from typing import Any

from django.core import mail
from django.core.mail.backends import smtp
from django.db.models import QuerySet

from infra.outbox import send_due, states
from infra.outbox.mail_server import EmailNotSent, MailServer
from sender.office.models import OfficeReply
from sender.office.replies import report


def send_replies_to(mails: Sequence[int]) -> int:
    """Send the replies to these mails (primary keys). Returns how many were sent or kept."""
    return _send_replies(send_due.due_messages(OfficeReply).filter(mail__in=mails))


def send_due_replies() -> int:
    """Send all replies that are due, and give up those that were being sent when their sender died."""
    send_due.fail_interrupted(OfficeReply)
    return _send_replies(send_due.due_messages(OfficeReply))


def _send_replies(due: QuerySet[OfficeReply]) -> int:
    # Mail that a program wrote is never answered by e-mail: two programs could answer each other without end.
    leaving = due.filter(states.may_leave_simulator(), mail__automatic=False)
    kept = send_due.show_on_phone(due.exclude(pk__in=leaving.values("pk")))
    server = ReportServer()
    return kept + send_due.send_by_email(leaving, server, server.send_reply)


class ReportMessage(mail.EmailMessage):
    """A reply in the form in which mail backends take it."""

    def __init__(self, reply: OfficeReply) -> None:
        super().__init__(to=[reply.address])
        self.octets = report.write_report(reply)


class EmptySenderBackend(smtp.EmailBackend):
    """Hands reports over with an empty sender, so that no program answers them. Source: RFC 3464, 2."""

    def _send(self, email_message: Any) -> bool:
        assert self.connection is not None, "it has been opened"
        self.connection.sendmail("", email_message.recipients(), email_message.octets)
        return True


class ReportServer(MailServer):
    """A conversation with the mail server, for reports."""

    def __init__(self) -> None:
        super().__init__()
        self._connection = EmptySenderBackend()

    def send_reply(self, reply: OfficeReply) -> None:
        """Hand one reply over.

        Raises:
            EmailNotSent: as `send_message`, or no e-mail can be written of this reply.
        """
        try:
            message = ReportMessage(reply)
        except Exception as problem:
            # One reply that cannot be written is given up, and the others are sent.
            raise EmailNotSent(
                f"Det går inte att skriva ett brev av svaret: {problem!r}",
                f"No e-mail can be written of the reply: {problem!r}",
                is_temporary=False,
            ) from problem
        self.send_message(message)
