"""Which state may follow on which."""

from itertools import product

import pytest

from far.consents.states import TRANSITIONS, State
from infra.work.transitions import IllegalTransition

STEPS = {
    (State.SIGNING_INCOMPLETE, State.WAITING_FOR_ACCEPT),
    (State.SIGNING_INCOMPLETE, State.ENDED),
    (State.WAITING_FOR_ACCEPT, State.ACTIVE),
    (State.WAITING_FOR_ACCEPT, State.ENDED),
    (State.ACTIVE, State.ENDED),
}


@pytest.mark.parametrize(("before", "after"), list(product(State, State)))
def test_a_consent_goes_forward_only(before: State, after: State) -> None:
    assert TRANSITIONS.is_allowed(before, after) is ((before, after) in STEPS)


def test_what_has_ended_never_comes_back() -> None:
    assert TRANSITIONS.final == {State.ENDED}
    with pytest.raises(IllegalTransition):
        TRANSITIONS.require_allowed(State.ENDED, State.ACTIVE)
