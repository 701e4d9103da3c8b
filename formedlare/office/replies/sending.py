"""Sends what goes back: by the mail server of EMAIL_URL to allowed addresses; else it is kept, to be looked at.

A task that runs twice, or beside another one, finds nothing left to do: see infra/carrier/outgoing.py.
"""

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from django.core import mail
from django.core.mail.backends import smtp
from django.db.models import QuerySet

from formedlare.office.models import OfficeReply
from formedlare.office.replies import report
from infra import clock
from infra.carrier import outgoing
from infra.carrier.mail_server import MailServer, NotSent, interrupted
from infra.carrier.outgoing import State

logger = logging.getLogger(__name__)

PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (0.5, 2, 8, 30, 120, 480))
"""Before each new attempt, after a failure that may pass. After the last one it is given up."""
BATCH: Final = 500


def send_for(mails: Sequence[int]) -> int:
    """Send the replies to these mails (primary keys). Returns how many are done with."""
    return _send(_due().filter(mail__in=mails))


def sweep() -> int:
    """Send everything that is due, and give up what was being sent when its sender died."""
    stuck = OfficeReply.objects.filter(state=State.SENDING, due_at__lte=clock.now())
    outgoing.give_up(OfficeReply, list(stuck.values_list("pk", flat=True)[:BATCH]), interrupted())
    return _send(_due())


def _due() -> QuerySet[OfficeReply]:
    return OfficeReply.objects.filter(state=State.DUE, due_at__lte=clock.now()).order_by("due_at", "pk")


def _send(due: QuerySet[OfficeReply]) -> int:
    # Mail that a program wrote is never answered by e-mail: two programs could go on for ever.
    leaving = due.filter(outgoing.leaves(), mail__automatic=False)
    ids = list(leaving.values_list("pk", flat=True)[:BATCH])
    staying = list(due.exclude(pk__in=leaving.values("pk")).values_list("pk", flat=True)[:BATCH])
    kept = outgoing.keep(OfficeReply, staying) if staying else 0
    return kept + (_to_a_mail_server(ids) if ids else 0)


def _to_a_mail_server(ids: list[int]) -> int:
    sent = 0
    with Postman() as server:
        for pk in ids:
            sent += _claim_and_send(pk, server)
            if not server.reachable:
                # The others stay due: one attempt at a time finds out when it is back.
                break
    return sent


def _claim_and_send(pk: int, server: "Postman") -> int:
    if not outgoing.claim(OfficeReply, pk):
        return 0
    reply = OfficeReply.objects.select_related("mail__distribution").get(pk=pk)
    try:
        server.send_report(Report(reply))
    except NotSent as problem:
        _record_failure(reply, problem)
        return 0
    return outgoing.has_left(reply)


def _record_failure(reply: OfficeReply, problem: NotSent) -> None:
    if problem.may_pass and reply.attempts <= len(PAUSES):
        outgoing.put_off(reply, problem, clock.now() + PAUSES[reply.attempts - 1])
        return
    logger.warning("Reply %s was not sent: %s", reply.pk, problem)
    outgoing.give_up(OfficeReply, [reply.pk], problem)


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

    def send_report(self, letter: Report) -> None:
        """Hand a report over.

        Raises:
            NotSent: the server refused it, could not be reached, or was lost on the way.
        """
        try:
            self._open()
            self._hand_over(letter)
        except NotSent:
            self.close()
            raise
