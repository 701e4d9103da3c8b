"""A state follows on another only where the table says so, and one worker only makes the step."""

import pytest
from django.db.models import QuerySet

from infra import clock
from infra.work.transitions import IllegalTransition, TransitionTable
from webhooks.models import EventType, OutboxEvent, Subscription

State = OutboxEvent.State
TABLE = TransitionTable(
    {
        State.PENDING: frozenset({State.SENT, State.FAILED}),
        State.FAILED: frozenset({State.PENDING}),
        State.SENT: frozenset(),
    }
)


@pytest.fixture
def row(db: None) -> QuerySet[OutboxEvent]:
    now = clock.now()
    subscription = Subscription.objects.create(url="https://x.example/", secret="s", events=[], created_at=now)
    event = OutboxEvent.objects.create(
        subscription=subscription, type=EventType.PING, body="{}", created_at=now, due_at=now, give_up_at=now
    )
    return OutboxEvent.objects.filter(pk=event.pk)


def test_states_that_nothing_follows_on_are_final() -> None:
    assert TABLE.final == {State.SENT}


@pytest.mark.parametrize("before", State)
@pytest.mark.parametrize("after", State)
def test_only_the_steps_of_the_table_are_allowed(before: State, after: State) -> None:
    allowed = {(State.PENDING, State.SENT), (State.PENDING, State.FAILED), (State.FAILED, State.PENDING)}

    assert TABLE.is_allowed(before, after) is ((before, after) in allowed)


def test_a_step_moves_the_row_and_its_other_columns(row: QuerySet[OutboxEvent]) -> None:
    assert TABLE.move_rows(row, State.PENDING, State.SENT, attempts=1) == 1
    assert (row.get().state, row.get().attempts) == (State.SENT, 1)


def test_the_second_of_two_workers_finds_nothing_to_move(row: QuerySet[OutboxEvent]) -> None:
    TABLE.move_rows(row, State.PENDING, State.FAILED)

    assert TABLE.move_rows(row, State.PENDING, State.SENT) == 0
    assert row.get().state == State.FAILED


def test_a_step_that_the_table_does_not_have_changes_nothing(row: QuerySet[OutboxEvent]) -> None:
    with pytest.raises(IllegalTransition, match="pending cannot follow on sent"):
        TABLE.move_rows(row, State.SENT, State.PENDING)

    assert row.get().state == State.PENDING
