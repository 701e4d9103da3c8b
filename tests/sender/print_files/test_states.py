"""The states of a print file: only allowed steps, by the worker that has the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pytest

from infra.work.transitions import IllegalTransition
from sender.print_files import states
from sender.print_files.models import BatchFile
from sender.print_files.states import State
from tests import cast
from tests.sender.print_files.conftest import Make, row

ALLOWED = {
    (State.UPLOADING, State.RECEIVED),
    (State.RECEIVED, State.READING),
    (State.READING, State.READING),
    (State.READING, State.RUNNING),
    (State.READING, State.REFUSED),
    (State.RUNNING, State.DONE),
}


@pytest.fixture
def file(make: Make) -> BatchFile:
    return make([row(cast.ARVID, "a.pdf")])


@pytest.mark.parametrize(("before", "after"), list(product(State, State)))
def test_only_the_steps_of_the_table_are_taken(file: BatchFile, before: State, after: State) -> None:
    BatchFile.objects.update(state=before)
    file.refresh_from_db()

    if (before, after) in ALLOWED:
        states.move_file(file, after)
    else:
        with pytest.raises(IllegalTransition):
            states.move_file(file, after)

    expected = after if (before, after) in ALLOWED else before
    assert BatchFile.objects.get().state == file.state == expected


def test_a_last_state_has_its_time_and_nobody_holds_the_file(file: BatchFile) -> None:
    with states.claimed_file(file.pk) as mine:
        assert mine is not None
        states.move_file(mine, State.READING)
        states.move_file(mine, State.REFUSED)
        assert (mine.claimed_by, mine.claimed_until) == ("", None)

    assert BatchFile.objects.get().finished_at is not None
    assert {State.DONE, State.REFUSED} == states.FINAL


def test_a_file_that_another_worker_has_moved_is_not_moved_again(file: BatchFile) -> None:
    states.move_file(BatchFile.objects.get(), State.READING)

    with pytest.raises(states.LeaseLost):
        states.move_file(file, State.READING)


def test_one_worker_at_a_time_has_a_file_and_gives_it_back(file: BatchFile) -> None:
    with states.claimed_file(file.pk) as first:
        assert first is not None
        with states.claimed_file(file.pk) as second:
            assert second is None
        assert BatchFile.objects.get().claimed_by == first.claimed_by

    assert BatchFile.objects.get().claimed_by == ""


@pytest.mark.parametrize("jump", [timedelta(seconds=61), timedelta(hours=-1)], ids=["dead", "clock set back"])
def test_a_lease_that_has_run_out_or_lies_far_ahead_keeps_nobody_away(
    file: BatchFile, later: Callable[[timedelta], None], jump: timedelta
) -> None:
    with states.claimed_file(file.pk) as dead:
        assert dead is not None
        later(jump)
        with states.claimed_file(file.pk) as heir:
            assert heir is not None
            with pytest.raises(states.LeaseLost):
                states.renew_lease(dead)
            with pytest.raises(states.LeaseLost):
                states.move_file(dead, State.READING)
            states.renew_lease(heir, lines=7)

    assert BatchFile.objects.get().lines == 7


def test_a_renewed_lease_lasts(file: BatchFile, later: Callable[[timedelta], None]) -> None:
    with states.claimed_file(file.pk) as mine:
        assert mine is not None
        for _ in range(3):
            later(timedelta(seconds=50))
            states.renew_lease(mine)
        with states.claimed_file(file.pk) as other:
            assert other is None


@pytest.mark.parametrize("state", [State.DONE, State.REFUSED])
def test_a_file_that_is_finished_is_nobodys(file: BatchFile, state: State) -> None:
    BatchFile.objects.update(state=state)

    with states.claimed_file(file.pk) as mine:
        assert mine is None
