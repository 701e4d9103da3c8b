"""The states of a leg, which may follow which, and the one place where a leg changes state."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from django.db import transaction
from django.dispatch import Signal

from formedlare.models import AttemptOutcome, Event, Leg
from infra import clock
from infra.database.prepared_sql import insert_row, update_rows
from infra.database.write_transaction import write_transaction
from infra.texts import EMPTY, Text
from infra.versions import data_version
from infra.work.leases import RELEASED
from infra.work.transitions import TransitionTable

State = Leg.State

TRANSITIONS: Final = TransitionTable(
    {
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
)
"""A leg that was SENDING when its worker died is sent again: SENDING follows SENDING. A switch of operator
leads back to LOOKED_UP; the sealed bytes stay as they are, since a seal names no operator."""

moved = Signal()
"""Sent in the transaction of the move, with `legs`, `state` and `changes`, for what must be stored with it."""


@dataclass(frozen=True)
class LegNote:
    """What the history says of a step, beside the state."""

    text: Text = EMPTY
    outcome: AttemptOutcome | None = None
    code: int | None = None
    """Error code of the answer, if it was a fault."""
    duration_ms: int | None = None
    operator: str = ""
    """Empty: the leg's own."""
    address: str = ""


NO_NOTE: Final = LegNote()


def move_legs(legs: Sequence[Leg], to: State, note: LegNote = NO_NOTE, **changes: Any) -> list[Leg]:
    """Bring legs into a state, each one only if nobody else has moved it since it was read.

    Returns those that moved, in the order given, with their attributes changed. `changes` are further
    columns, the same for all.

    Raises:
        IllegalTransition: a leg is in a state that `to` cannot follow.
    """
    for leg in legs:
        TRANSITIONS.require_allowed(State(leg.state), to)
    if to in TRANSITIONS.final:
        changes |= {"finished_at": clock.now(), "lane": None, "order_key": None, **RELEASED}
    with write_transaction():
        moving = {leg.pk for group in _movable_together(legs) for leg in _move_group(group, to, changes)}
        done = [leg for leg in legs if leg.pk in moving]
        if done:
            _insert_events([_event(leg, to, note) for leg in done])
            moved.send(Leg, legs=done, state=to, changes=changes)
            data_version.advance_on_commit()
    return done


def finish_leg(leg: Leg, to: State, note: LegNote = NO_NOTE, **changes: Any) -> bool:
    """Bring one leg into a final state. False: somebody else has moved it."""
    return bool(move_legs([leg], to, note, **changes))


def _movable_together(legs: Sequence[Leg]) -> Iterable[list[Leg]]:
    """Legs that one UPDATE can move: in the same state, with the same claim."""
    for _, group in groupby(sorted(legs, key=_state_and_claim), key=_state_and_claim):
        yield list(group)


def _state_and_claim(leg: Leg) -> tuple[str, str]:
    return leg.state, leg.claimed_by


def _move_group(group: list[Leg], to: State, changes: dict[str, Any]) -> list[Leg]:
    with transaction.atomic(savepoint=len(group) > 1):
        if _update_rows(group, to, changes) == len(group):
            return _with_changes(group, to, changes)
        if len(group) > 1:
            # Somebody has moved one of them: find out which.
            transaction.set_rollback(True)
    if len(group) == 1:
        return []
    return [leg for leg in group if _move_group([leg], to, changes)]


def _update_rows(group: list[Leg], to: State, changes: dict[str, Any]) -> int:
    state, claimed_by = _state_and_claim(group[0])
    new = {"state": to, **changes}
    return update_rows(Leg, new, pk=[leg.pk for leg in group], state=state, claimed_by=claimed_by)


def _with_changes(group: list[Leg], to: State, changes: dict[str, Any]) -> list[Leg]:
    for leg in group:
        leg.state = to
        for name, value in changes.items():
            setattr(leg, name, value)
    return group


def _insert_events(events: list[Event]) -> None:
    if len(events) == 1:
        insert_row(events[0])
    else:
        Event.objects.bulk_create(events)


def _event(leg: Leg, to: State, note: LegNote) -> Event:
    return Event(
        leg=leg,
        at=clock.now(),
        state=to,
        channel=leg.channel,
        outcome=note.outcome or "",
        operator=note.operator or leg.operator,
        address=note.address,
        text=note.text,
        code=note.code,
        duration_ms=note.duration_ms,
    )
