"""The states of a text on its way by e-mail or SMS. It is sent at most once.

Every step is one conditional UPDATE: a worker that comes twice, or beside another, finds no row left to move.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import F, Q, QuerySet

from infra import clock
from infra.outbox import mail_server
from infra.outbox.models import OutgoingMessage
from infra.texts import EMPTY
from infra.work.leases import is_free
from infra.work.transitions import TransitionTable

State = OutgoingMessage.State

TRANSITIONS: Final = TransitionTable(
    {
        State.DUE: frozenset({State.SENDING, State.SENT}),
        State.SENDING: frozenset({State.SENT, State.DUE, State.FAILED}),
        State.SENT: frozenset(),
        State.FAILED: frozenset(),
    }
)
"""The simulated phone goes from DUE to SENT in one step; only a real mail server needs SENDING in between."""

LEASE: Final = timedelta(minutes=10)
"""A mail server has answered long before this. A row that is still SENDING after it lost its sender."""


def may_leave_simulator() -> Q:
    """Rows that may leave the simulator: e-mail, to addresses on the allow-list only."""
    return Q(channel=OutgoingMessage.Channel.EMAIL) & mail_server.is_allowed("address")


def is_interrupted() -> Q:
    """The rows that a process was sending when it died."""
    return Q(state=State.SENDING) & is_free(LEASE, column="due_at")


def mark_shown_on_phone(model: type[OutgoingMessage], ids: Collection[int]) -> int:
    """Record that they are on the simulated phone. Returns how many were due."""
    rows = _rows_with(model, ids)
    return TRANSITIONS.move_rows(rows, State.DUE, State.SENT, attempts=F("attempts") + 1, sent_at=clock.now())


def claim_for_sending(model: type[OutgoingMessage], pk: int) -> bool:
    """Reserve the row for one attempt with a mail server. False: another worker has it, or it is not due."""
    changes = {"attempts": F("attempts") + 1, "due_at": clock.real_now() + LEASE}
    return TRANSITIONS.move_rows(_rows_with(model, [pk]), State.DUE, State.SENDING, **changes) == 1


def mark_sent(item: OutgoingMessage) -> int:
    """Record that the mail server took it. Returns 1, or 0 where the row is not being sent any more."""
    changes = {"sent_at": clock.now(), "left_the_simulator": True, "last_error": EMPTY}
    return TRANSITIONS.move_rows(_row_of(item), State.SENDING, State.SENT, **changes)


def postpone_message(item: OutgoingMessage, problem: mail_server.EmailNotSent, until: datetime) -> None:
    """Allow another attempt from `until` on."""
    TRANSITIONS.move_rows(_row_of(item), State.SENDING, State.DUE, last_error=problem.text, due_at=until)


def mark_failed(model: type[OutgoingMessage], ids: Collection[int], problem: mail_server.EmailNotSent) -> None:
    """Send them no more: refused, or perhaps sent already, and nothing may be sent twice."""
    TRANSITIONS.move_rows(_rows_with(model, ids), State.SENDING, State.FAILED, last_error=problem.text)


def _row_of(item: OutgoingMessage) -> QuerySet[Any]:
    return _rows_with(type(item), [item.pk])


def _rows_with(model: type[OutgoingMessage], ids: Collection[int]) -> QuerySet[Any]:
    return model._default_manager.filter(pk__in=ids)
