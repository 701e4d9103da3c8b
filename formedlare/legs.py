"""The states of a leg, which may follow which, and the one place where a leg changes state."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from django.db import transaction
from django.dispatch import Signal

from formedlare.models import Event, Leg
from infra import clock
from infra.database.prepared_sql import insert, update
from infra.database.sqlite_write_lock import writing

State = Leg.State

NEXT: Final[Mapping[State, frozenset[State]]] = {
    State.RECEIVED: frozenset({State.LOOKED_UP, State.WAITING, State.REROUTED, State.FAILED}),
    State.LOOKED_UP: frozenset({State.SEALED, State.SENDING, State.WAITING, State.REROUTED, State.FAILED}),
    State.SEALED: frozenset({State.SENDING, State.WAITING, State.LOOKED_UP, State.REROUTED, State.FAILED}),
    State.SENDING: frozenset(
        {State.SENDING, State.DELIVERED, State.WAITING, State.LOOKED_UP, State.REROUTED, State.FAILED}
    ),
    State.WAITING: frozenset(
        {
            *(State.LOOKED_UP, State.SEALED, State.SENDING, State.WAITING),
            *(State.DELIVERED, State.REROUTED, State.FAILED),
        }
    ),
    State.REROUTED: frozenset({State.DELIVERED, State.PRINTED, State.WAITING, State.REROUTED, State.FAILED}),
    State.DELIVERED: frozenset(),
    State.PRINTED: frozenset(),
    State.FAILED: frozenset(),
}
"""A leg that was SENDING when its worker died is sent again: SENDING follows SENDING. A switch of operator
leads back to LOOKED_UP; the sealed bytes stay as they are, since a seal names no operator."""

FINAL: Final = frozenset(state for state, following in NEXT.items() if not following)

moved = Signal()
"""Sent in the transaction of the move, with `legs`, `state` and `changes`: what must be true together with it."""


class IllegalTransition(ValueError):
    """The table has no such step: a mistake in the program."""


@dataclass(frozen=True)
class Note:
    """What the history says of a step."""

    words: str = ""
    code: int | None = None
    duration_ms: int | None = None
    where: str = ""


NOTHING: Final = Note()


def move(legs: Sequence[Leg], to: State, note: Note = NOTHING, **changes: Any) -> list[Leg]:
    """Bring legs into a state, each one only if nobody else has moved it since it was read.

    Returns those that moved, in the order given, with their attributes changed. `changes` are further
    columns, the same for all.

    Raises:
        IllegalTransition: a leg is in a state that `to` cannot follow.
    """
    for leg in legs:
        if to not in NEXT[State(leg.state)]:
            raise IllegalTransition(f"leg {leg.pk} cannot go from {leg.state} to {to}")
    if to in FINAL:
        changes |= {"finished_at": clock.now(), "lane": None, "order_key": None}
        changes |= {"claimed_by": "", "claimed_until": None}
    with writing():
        moving = {leg.pk for group in _groups(legs) for leg in _update(group, to, changes)}
        done = [leg for leg in legs if leg.pk in moving]
        if done:
            _write_down([_event(leg, to, note) for leg in done])
            moved.send(Leg, legs=done, state=to, changes=changes)
    return done


def finish(leg: Leg, to: State, note: Note = NOTHING, **changes: Any) -> bool:
    """Bring one leg into a final state. False: somebody else has moved it."""
    return bool(move([leg], to, note, **changes))


def _groups(legs: Sequence[Leg]) -> Iterable[list[Leg]]:
    """Legs that one UPDATE can move: in the same state, with the same claim."""
    for _, group in groupby(sorted(legs, key=_place), key=_place):
        yield list(group)


def _place(leg: Leg) -> tuple[str, str]:
    return leg.state, leg.claimed_by


def _update(group: list[Leg], to: State, changes: dict[str, Any]) -> list[Leg]:
    with transaction.atomic(savepoint=len(group) > 1):
        if _conditional(group, to, changes) == len(group):
            return _remember(group, to, changes)
        if len(group) > 1:
            # Somebody has moved one of them: find out which.
            transaction.set_rollback(True)
    if len(group) == 1:
        return []
    return [leg for leg in group if _update([leg], to, changes)]


def _conditional(group: list[Leg], to: State, changes: dict[str, Any]) -> int:
    state, claimed_by = _place(group[0])
    new = {"state": to, **changes}
    return update(Leg, new, pk=[leg.pk for leg in group], state=state, claimed_by=claimed_by)


def _remember(group: list[Leg], to: State, changes: dict[str, Any]) -> list[Leg]:
    for leg in group:
        leg.state = to
        for name, value in changes.items():
            setattr(leg, name, value)
    return group


def _write_down(events: list[Event]) -> None:
    if len(events) == 1:
        insert(events[0])
    else:
        Event.objects.bulk_create(events)


def _event(leg: Leg, to: State, note: Note) -> Event:
    return Event(
        leg=leg,
        at=clock.now(),
        state=to,
        channel=leg.channel,
        where=(note.where or leg.operator)[:500],
        words=note.words,
        code=note.code,
        duration_ms=note.duration_ms,
    )
