"""Rounds: all that is due of a kind of texts is sent, or put on the simulated phone. At most once each.

A round that runs twice, or beside another one, finds nothing left to do: see outgoing.py.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Final, TypeVar

from django.db.models import QuerySet

from infra import clock
from infra.outbox import states
from infra.outbox.mail_server import MailServer, NotSent, interrupted
from infra.outbox.models import Outgoing
from infra.outbox.states import State

logger = logging.getLogger(__name__)

Item = TypeVar("Item", bound=Outgoing)

PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (0.5, 2, 8, 30, 120, 480))
"""Before each new attempt, after a failure that may pass. After the last one it is given up."""
BATCH: Final = 500


def due(kind: type[Item]) -> QuerySet[Item]:
    """Those whose time has come, the longest waiting first."""
    waiting = kind._default_manager.filter(state=State.DUE, due_at__lte=clock.now())
    return waiting.order_by("due_at", "pk")


def give_up_interrupted(kind: type[Item]) -> None:
    """Give up what was being sent when its sender died."""
    stuck = _first(kind._default_manager.filter(state=State.SENDING, due_at__lte=clock.now()))
    if stuck:
        states.give_up(kind, stuck, interrupted())


def keep(staying: QuerySet[Item]) -> int:
    """Put all of it on the simulated phone. Returns how many were put there."""
    kept, more = 0, True
    while more:
        ids = _first(staying)
        kept += states.keep(staying.model, ids) if ids else 0
        more = len(ids) == BATCH
    return kept


def mail(leaving: QuerySet[Item], server: MailServer, hand_over: Callable[[Item], None]) -> int:
    """Send the first of it. Returns how many the mail server took.

    `hand_over` gives one of them to the server, or raises NotSent.
    """
    sent = 0
    with server:
        for pk in _first(leaving):
            sent += _claim_and_mail(leaving.model, pk, hand_over)
            if not server.reachable:
                # The others stay due: one attempt at a time finds out when it is back.
                break
    return sent


def _first(items: QuerySet[Item]) -> list[int]:
    return list(items.values_list("pk", flat=True)[:BATCH])


def _claim_and_mail(kind: type[Item], pk: int, hand_over: Callable[[Item], None]) -> int:
    if not states.claim(kind, pk):
        return 0
    item = kind._default_manager.get(pk=pk)
    try:
        hand_over(item)
    except NotSent as problem:
        _record_failure(item, problem)
        return 0
    return states.has_left(item)


def _record_failure(item: Outgoing, problem: NotSent) -> None:
    if problem.may_pass and item.attempts <= len(PAUSES):
        states.put_off(item, problem, clock.now() + PAUSES[item.attempts - 1])
        return
    logger.warning("%s %s was not sent: %s", type(item).__name__, item.pk, problem)
    states.give_up(type(item), [item.pk], problem)
