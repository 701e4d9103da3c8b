"""The states of a text on its way by e-mail or SMS. It is sent at most once.

Every step is one conditional UPDATE: whoever changes the row owns the step, and who comes twice, or beside
another, finds nothing left to do.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Final

from django.db.models import F, Q

from infra import clock
from infra.database.sqlite_write_lock import writing
from infra.outbox import mail_server
from infra.outbox.models import Outgoing

State = Outgoing.State

NEXT: Final[Mapping[State, frozenset[State]]] = {
    State.DUE: frozenset({State.SENDING, State.SENT}),
    State.SENDING: frozenset({State.SENT, State.DUE, State.FAILED}),
    State.SENT: frozenset(),
    State.FAILED: frozenset(),
}
"""The phone goes from DUE to SENT in one step; only a real mail server needs SENDING in between."""

OUTCOME_UNKNOWN_AFTER: Final = timedelta(minutes=10)
"""A mail server has answered long before this, so whoever was sending is gone."""


def leaves() -> Q:
    """What may leave the simulator: e-mail, to addresses on the allow-list only."""
    return Q(channel=Outgoing.Channel.EMAIL) & mail_server.allowed("address")


def keep(model: type[Outgoing], ids: Collection[int]) -> int:
    """It is on the simulated phone now. Returns how many were due."""
    return move(model, ids, State.DUE, State.SENT, attempts=F("attempts") + 1, sent_at=clock.now())


def claim(model: type[Outgoing], pk: int) -> bool:
    """Become the one who hands it to a mail server. False: somebody else is, or it is not due."""
    given_up_at = clock.now() + OUTCOME_UNKNOWN_AFTER
    changes = {"attempts": F("attempts") + 1, "due_at": given_up_at}
    return move(model, [pk], State.DUE, State.SENDING, **changes) == 1


def has_left(item: Outgoing) -> int:
    """The mail server took it."""
    changes = {"sent_at": clock.now(), "left_the_simulator": True, "last_error": ""}
    return move(type(item), [item.pk], State.SENDING, State.SENT, **changes)


def put_off(item: Outgoing, problem: mail_server.NotSent, until: datetime) -> None:
    """The mail server may take it another time."""
    move(type(item), [item.pk], State.SENDING, State.DUE, last_error=problem.text.on_wire, due_at=until)


def give_up(model: type[Outgoing], ids: Collection[int], problem: mail_server.NotSent) -> None:
    """It will not be sent: refused, or it may have arrived already, and twice is worse than once."""
    move(model, ids, State.SENDING, State.FAILED, last_error=problem.text.on_wire)


def move(model: type[Outgoing], ids: Collection[int], before: State, after: State, **changes: object) -> int:
    """Change the state of those that are still in `before`. Returns how many were."""
    if after not in NEXT[before]:
        raise ValueError(f"A text cannot go from {before} to {after}")
    with writing():
        rows = model._default_manager.filter(pk__in=ids, state=before)
        return rows.update(state=after, **changes)
