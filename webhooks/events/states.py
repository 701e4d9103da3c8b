"""The states of an event, and which may follow which."""

from typing import Final

from infra.work.transitions import TransitionTable
from webhooks.models import OutboxEvent

State = OutboxEvent.State

TRANSITIONS: Final = TransitionTable(
    {
        State.PENDING: frozenset({State.PENDING, State.SENT, State.FAILED}),
        State.SENT: frozenset({State.PENDING}),
        State.FAILED: frozenset({State.PENDING}),
    }
)
"""PENDING follows PENDING when an attempt is to be repeated, and the others when an event is replayed."""
