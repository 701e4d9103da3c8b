"""Sends the rows of a kind that are due, or shows them on the simulated phone. Each is sent at most once.

A run that comes twice, or beside another one, finds no row left to send: see states.py.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, TypeVar

from django.db import DatabaseError
from django.db.models import Min, QuerySet

from infra import clock
from infra.hooks import disruptions
from infra.outbox import states
from infra.outbox.disrupted import require_undisrupted
from infra.outbox.exchange_reports import report_failure, report_sent
from infra.outbox.mail_server import EmailNotSent, MailServer, interrupted_error, unexpected_error
from infra.outbox.models import OutgoingMessage
from infra.outbox.states import State
from infra.work.backoff import Backoff, is_due

logger = logging.getLogger(__name__)

Item = TypeVar("Item", bound=OutgoingMessage)

BACKOFF: Final = Backoff(first=timedelta(seconds=30), longest=timedelta(hours=8), factor=4)
"""Before each new attempt, after a failure that may pass."""
MAX_ATTEMPTS: Final = 7
"""After so many it is given up: some eleven hours after the first."""
BATCH_SIZE: Final = 500


def due_messages(model: type[Item]) -> QuerySet[Item]:
    """The rows that are due, the longest waiting first."""
    waiting = model._default_manager.filter(is_due(clock.now(), BACKOFF.longest), state=State.DUE)
    return waiting.order_by("due_at", "pk")


def next_due(model: type[Item]) -> datetime | None:
    """The moment when the next row is due; it may have passed."""
    waiting = model._default_manager.filter(state=State.DUE)
    found: datetime | None = waiting.aggregate(next=Min("due_at"))["next"]
    return found


def fail_interrupted(model: type[Item]) -> None:
    """Mark as failed the rows that a process was sending when it died."""
    interrupted = _first_ids(model._default_manager.filter(states.is_interrupted()))
    if interrupted:
        states.mark_failed(model, interrupted, interrupted_error())


def show_on_phone(staying: QuerySet[Item]) -> int:
    """Show all of the rows on the simulated phone. Returns how many."""
    shown, is_more = 0, True
    while is_more:
        ids = _first_ids(staying)
        is_more = len(ids) == BATCH_SIZE
        arriving = _undisrupted(staying.model, ids)
        if arriving:
            shown += states.mark_shown_on_phone(staying.model, arriving)
            report_sent(staying.model, arriving)
    return shown


def send_by_email(leaving: QuerySet[Item], server: MailServer, hand_over: Callable[[Item], None]) -> int:
    """Send the first of the rows. Returns how many the mail server took.

    `hand_over` gives one of them to the server, or raises EmailNotSent.
    """
    sent = 0
    with server:
        for pk in _first_ids(leaving):
            sent += _claim_and_send(leaving.model, pk, hand_over)
            if not server.is_reachable:
                # The other rows stay due: one attempt at a time finds out when the server is back.
                break
    return sent


def _undisrupted(model: type[Item], ids: list[int]) -> list[int]:
    """Those that may arrive; what a tester disrupts waits for another attempt, or has failed."""
    if not ids or not disruptions.may_happen():
        return ids
    # A row may have gone meanwhile, with the test run that it belongs to.
    items = model._default_manager.in_bulk(ids)
    return [pk for pk in ids if pk in items and _arrives(items[pk])]


def _arrives(item: OutgoingMessage) -> bool:
    try:
        require_undisrupted(item)
    except EmailNotSent as problem:
        if states.claim_for_sending(type(item), item.pk):
            item.refresh_from_db()
            _record_failure(item, problem)
        return False
    return True


def _first_ids(items: QuerySet[Item]) -> list[int]:
    return list(items.values_list("pk", flat=True)[:BATCH_SIZE])


def _claim_and_send(model: type[Item], pk: int, hand_over: Callable[[Item], None]) -> int:
    if not states.claim_for_sending(model, pk):
        return 0
    item = model._default_manager.get(pk=pk)
    try:
        require_undisrupted(item)
        hand_over(item)
    except EmailNotSent as problem:
        _record_failure(item, problem)
        return 0
    except DatabaseError:
        raise
    except Exception as problem:
        # An error of ours with one row must not stop the others. Whether it was sent is unknown: not again.
        logger.exception("%s %s made an error while it was sent", model.__name__, pk)
        _record_failure(item, unexpected_error(problem))
        return 0
    sent = states.mark_sent(item)
    report_sent(type(item), [item.pk])
    return sent


def _record_failure(item: OutgoingMessage, problem: EmailNotSent) -> None:
    report_failure(item, problem)
    if problem.is_temporary and item.attempts < MAX_ATTEMPTS:
        states.postpone_message(item, problem, clock.now() + BACKOFF.pause_after(item.attempts - 1))
        return
    logger.warning("%s %s was not sent: %s", type(item).__name__, item.pk, problem)
    states.mark_failed(type(item), [item.pk], problem)
