"""Sends announcements that are due: to the simulated phone, or as real e-mail. At most once each.

Every step is one conditional UPDATE: whoever changes the row owns the step, and a task that runs twice,
or beside another one, finds nothing left to do.
"""

import logging
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Final

from django.db.models import F, Q, QuerySet

from infra import clock
from mailbox_operator import mail_out
from mailbox_operator.models import Announcement

logger = logging.getLogger(__name__)

State = Announcement.State

NEXT: Final[Mapping[State, frozenset[State]]] = {
    State.DUE: frozenset({State.SENDING, State.SENT}),
    State.SENDING: frozenset({State.SENT, State.DUE, State.FAILED}),
    State.SENT: frozenset(),
    State.FAILED: frozenset(),
}
"""The phone goes from DUE to SENT in one step; only a real mail server needs SENDING in between."""

PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (0.5, 2, 8, 30, 120, 480))
"""Before each new attempt, after a failure that may pass. After the last one it is given up."""
OUTCOME_UNKNOWN_AFTER: Final = timedelta(minutes=10)
"""A mail server has answered long before this, so whoever was sending is gone."""
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
    return _to_the_phone(due.exclude(_leaves())) + _to_a_mail_server(due.filter(_leaves()))


def _leaves() -> Q:
    """Which announcements may leave the simulator: e-mail, to addresses on the allow-list only."""
    return Q(channel=Announcement.Channel.EMAIL) & mail_out.allowed("address")


def _to_the_phone(due: QuerySet[Announcement]) -> int:
    sent, more = 0, True
    while more:
        ids = list(due.values_list("pk", flat=True)[:BATCH])
        sent += _move(ids, State.DUE, State.SENT, attempts=F("attempts") + 1, sent_at=clock.now())
        more = len(ids) == BATCH
    return sent


def _to_a_mail_server(due: QuerySet[Announcement]) -> int:
    ids = list(due.values_list("pk", flat=True)[:BATCH])
    if not ids:
        return 0
    sent = 0
    with mail_out.MailServer() as server:
        for pk in ids:
            sent += _claim_and_mail(pk, server)
            if not server.reachable:
                # The others stay due: one attempt at a time finds out when it is back.
                break
    return sent


def _claim_and_mail(pk: int, server: mail_out.MailServer) -> int:
    given_up_at = clock.now() + OUTCOME_UNKNOWN_AFTER
    if not _move([pk], State.DUE, State.SENDING, attempts=F("attempts") + 1, due_at=given_up_at):
        return 0
    announcement = Announcement.objects.select_related("message").get(pk=pk)
    try:
        server.send(announcement)
    except mail_out.NotSent as problem:
        _record_failure(announcement, problem)
        return 0
    return _move([pk], State.SENDING, State.SENT, sent_at=clock.now(), left_the_simulator=True, last_error="")


def _record_failure(announcement: Announcement, problem: mail_out.NotSent) -> None:
    pause = _pause_after(announcement.attempts) if problem.may_pass else None
    if pause is None:
        logger.warning("Announcement %s was not sent: %s", announcement.pk, problem)
        _move([announcement.pk], State.SENDING, State.FAILED, last_error=str(problem))
    else:
        again_at = clock.now() + pause
        _move([announcement.pk], State.SENDING, State.DUE, last_error=str(problem), due_at=again_at)


def _pause_after(attempts: int) -> timedelta | None:
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None


def _give_up_unknown() -> None:
    """Mark as failed what was left in SENDING: it may have arrived, and twice is worse than once."""
    stuck = Announcement.objects.filter(state=State.SENDING, due_at__lte=clock.now())
    ids = list(stuck.values_list("pk", flat=True)[:BATCH])
    if ids:
        _move(ids, State.SENDING, State.FAILED, last_error=mail_out.interrupted())


def _move(ids: Collection[int], before: State, after: State, **changes: object) -> int:
    """Change the state of those that are still in `before`. Returns how many were."""
    if after not in NEXT[before]:
        raise ValueError(f"An announcement cannot go from {before} to {after}")
    return Announcement.objects.filter(pk__in=ids, state=before).update(state=after, **changes)
