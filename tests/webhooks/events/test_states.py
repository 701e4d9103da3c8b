"""The table of an event's states."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.work.transitions import IllegalTransition
from webhooks.events.states import TRANSITIONS, State

STATES = st.sampled_from(State)


@pytest.mark.parametrize("before", [State.SENT, State.FAILED])
def test_a_finished_event_can_only_become_pending_again(before: State) -> None:
    assert [after for after in State if TRANSITIONS.is_allowed(before, after)] == [State.PENDING]


def test_a_pending_event_can_be_sent_given_up_or_put_off() -> None:
    assert all(TRANSITIONS.is_allowed(State.PENDING, after) for after in State)


@given(STATES, STATES)
def test_a_step_that_is_not_in_the_table_is_a_mistake_in_the_program(before: State, after: State) -> None:
    if TRANSITIONS.is_allowed(before, after):
        TRANSITIONS.require_allowed(before, after)
    else:
        with pytest.raises(IllegalTransition):
            TRANSITIONS.require_allowed(before, after)
