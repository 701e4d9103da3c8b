"""The states of a consent, and which may follow which."""

from typing import Final

from far.models import Consent
from infra.work.transitions import TransitionTable

State = Consent.State
Ending = Consent.Ending

TRANSITIONS: Final = TransitionTable(
    {
        State.SIGNING_INCOMPLETE: frozenset({State.WAITING_FOR_ACCEPT, State.ENDED}),
        State.WAITING_FOR_ACCEPT: frozenset({State.ACTIVE, State.ENDED}),
        State.ACTIVE: frozenset({State.ENDED}),
        State.ENDED: frozenset(),
    }
)
"""Source: contract ConsentStatus; docs/consent.md, States."""
