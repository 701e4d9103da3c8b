"""Sends announcements that are due: to the simulated phone, or as real e-mail. At most once each.

A task that runs twice, or beside another one, finds nothing left to do: see infra/carrier/outgoing.py.
"""

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.db.models import QuerySet

from infra import clock
from infra.carrier import outgoing
from infra.carrier.mail_server import Letter, MailServer, NotSent, interrupted
from infra.carrier.outgoing import State
from mailbox_operator.models import Announcement

logger = logging.getLogger(__name__)

PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (0.5, 2, 8, 30, 120, 480))
"""Before each new attempt, after a failure that may pass. After the last one it is given up."""
BATCH: Final = 500


def send_for(deliveries: Sequence[int]) -> int:
    """Send what is due for these deliveries (primary keys). Returns how many announcements went out."""
    return _send(_due().filter(message__delivery_id__in=deliveries))


def sweep() -> int:
    """Send everything that is due, and give up what was being sent when its sender died."""
    _give_up_unknown()
    return _send(_due())


def _due() -> QuerySet[Announcement]:
    return Announcement.objects.filter(state=State.DUE, due_at__lte=clock.now()).order_by("due_at", "pk")


def _send(due: QuerySet[Announcement]) -> int:
    # The phone first: it never makes anyone wait.
    return _to_the_phone(due.exclude(outgoing.leaves())) + _to_a_mail_server(due.filter(outgoing.leaves()))


def _to_the_phone(due: QuerySet[Announcement]) -> int:
    sent, more = 0, True
    while more:
        ids = list(due.values_list("pk", flat=True)[:BATCH])
        sent += outgoing.keep(Announcement, ids)
        more = len(ids) == BATCH
    return sent


def _to_a_mail_server(due: QuerySet[Announcement]) -> int:
    ids = list(due.values_list("pk", flat=True)[:BATCH])
    if not ids:
        return 0
    sent = 0
    with MailServer() as server:
        for pk in ids:
            sent += _claim_and_mail(pk, server)
            if not server.reachable:
                # The others stay due: one attempt at a time finds out when it is back.
                break
    return sent


def _claim_and_mail(pk: int, server: MailServer) -> int:
    if not outgoing.claim(Announcement, pk):
        return 0
    announcement = Announcement.objects.select_related("message").get(pk=pk)
    try:
        server.send(_letter(announcement))
    except NotSent as problem:
        _record_failure(announcement, problem)
        return 0
    return outgoing.has_left(announcement)


def _letter(announcement: Announcement) -> Letter:
    return Letter(
        message_id=str(announcement.message.public_id),
        to=announcement.address,
        subject=announcement.subject,
        text=announcement.text,
        sender_name=announcement.sender_name,
        reply_to=announcement.sender_address,
    )


def _record_failure(announcement: Announcement, problem: NotSent) -> None:
    if problem.may_pass and announcement.attempts <= len(PAUSES):
        outgoing.put_off(announcement, problem, clock.now() + PAUSES[announcement.attempts - 1])
        return
    logger.warning("Announcement %s was not sent: %s", announcement.pk, problem)
    outgoing.give_up(Announcement, [announcement.pk], problem)


def _give_up_unknown() -> None:
    stuck = Announcement.objects.filter(state=State.SENDING, due_at__lte=clock.now())
    ids = list(stuck.values_list("pk", flat=True)[:BATCH])
    if ids:
        outgoing.give_up(Announcement, ids, interrupted())
