"""Moving the clock: stops where something is due, in order, by one at a time, and never beyond its bounds."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from infra import clock, declaration
from infra.clock import Setting
from infra.errors import IllegalState, InvalidInput
from testbed.clock import moving
from testbed.clock.api.serializers import show_clock
from testbed.clock.moving import EARLIEST, LATEST

DAY = timedelta(days=1)


class Due:
    """An app whose things fall due at certain moments, and are done when the clock has come there."""

    def __init__(self) -> None:
        self.moments: list[datetime] = []
        self.done: list[datetime] = []
        self.ever = False

    def next_due(self) -> datetime | None:
        if self.ever:
            return EARLIEST
        for moment in sorted(self.moments):
            if moment <= clock.now():
                self.done.append(clock.now())
                self.moments.remove(moment)
        return min(self.moments, default=None)

    def periodic_tasks(self) -> list[declaration.PeriodicTask]:
        return []


@pytest.fixture
def due(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> Iterator[Due]:
    settings.RUN_DIR = tmp_path
    monkeypatch.setattr(moving, "PATIENCE", 0.0)
    app = Due()
    monkeypatch.setattr(declaration, "served_apps", lambda: [app])
    yield app
    clock.move_clock(clock.RIGHT)


def after(**much: int) -> datetime:
    return clock.real_now() + timedelta(**much)


def is_about(one: datetime, other: datetime) -> bool:
    return abs(one - other) < timedelta(seconds=5)


def test_with_nothing_due_it_goes_there_at_once(due: Due) -> None:
    passage = moving.move_to(after(days=30))

    assert (passage.stops, passage.is_all_done) == (0, True)
    assert is_about(clock.now(), after(days=30))


def test_it_stops_at_each_moment_on_the_way_in_order(due: Due) -> None:
    wanted = [after(days=day) for day in (3, 1, 2)]
    due.moments = list(wanted)

    passage = moving.move_to(after(days=5))

    assert passage.stops == 3
    assert all(is_about(one, other) for one, other in zip(due.done, sorted(wanted), strict=True))


def test_it_does_not_stop_at_what_is_due_later(due: Due) -> None:
    due.moments = [after(days=9)]

    assert moving.move_to(after(days=5)).stops == 0
    assert due.done == []


def test_backwards_it_goes_at_once(due: Due) -> None:
    moving.move_to(after(days=10))
    due.moments = [after(days=7)]

    assert moving.move_to(after(days=5)).stops == 0
    assert is_about(clock.now(), after(days=5))


def test_what_never_gets_done_is_said_and_stops_nobody(due: Due) -> None:
    due.ever = True

    passage = moving.move_to(after(days=1))

    assert not passage.is_all_done
    assert is_about(clock.now(), after(days=1))


def test_so_many_stops_are_enough(due: Due, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "MAX_STOPS", 2)
    due.moments = [after(days=day) for day in (1, 2, 3, 4)]

    assert moving.move_to(after(days=9)).stops == 2
    assert is_about(clock.now(), after(days=9))


def test_a_clock_that_stands_still_is_moved_and_stands_still_there(due: Due) -> None:
    moving.freeze_clock()

    moving.move_to(after(days=3))

    assert clock.now() == clock.now()
    assert clock.read_setting().frozen_at is not None
    assert is_about(clock.now(), after(days=3))


def test_freezing_twice_changes_nothing(due: Due) -> None:
    moving.freeze_clock()
    stands = clock.now()

    moving.freeze_clock()

    assert clock.now() == stands


def test_a_clock_that_goes_need_not_be_let_go(due: Due) -> None:
    moving.unfreeze_clock()

    assert clock.read_setting() == clock.RIGHT


def test_a_clock_goes_on_from_where_it_stood(due: Due) -> None:
    moving.freeze_clock()
    moving.move_to(after(days=2))

    moving.unfreeze_clock()

    assert clock.read_setting().frozen_at is None
    assert is_about(clock.now(), after(days=2))


def test_on_the_way_back_to_real_time_what_was_due_meanwhile_happens(due: Due) -> None:
    moving.move_to(clock.real_now() - 10 * DAY)
    due.moments = [after(days=-5), after(days=-3)]

    passage = moving.return_to_real_time()

    assert passage.stops == 2
    assert clock.read_setting() == clock.RIGHT


def test_back_from_the_future_nothing_happens_on_the_way(due: Due) -> None:
    moving.move_to(after(days=10))
    due.moments = [after(days=8)]

    assert moving.return_to_real_time().stops == 0
    assert due.done == []


@pytest.mark.parametrize("moment", [EARLIEST - timedelta(seconds=1), LATEST + timedelta(seconds=1)])
def test_beyond_its_bounds_it_is_not_moved(due: Due, moment: datetime) -> None:
    with pytest.raises(InvalidInput) as refusal:
        moving.move_to(moment)

    assert "2000" in refusal.value.text.swedish
    assert "2100" in refusal.value.text.english
    assert clock.read_setting() == clock.RIGHT


@pytest.mark.parametrize("moment", [EARLIEST, LATEST])
def test_at_its_bounds_it_may_stand(due: Due, moment: datetime) -> None:
    moving.move_to(moment)

    assert is_about(clock.now(), moment)


def test_while_one_sets_it_another_is_told_to_try_again(due: Due, monkeypatch: pytest.MonkeyPatch) -> None:
    refusals: list[IllegalState] = []
    changes = (
        partial(moving.move_to, after(days=1)),
        moving.freeze_clock,
        moving.unfreeze_clock,
        moving.return_to_real_time,
    )

    def next_due() -> None:
        for change in changes:
            with pytest.raises(IllegalState) as refusal:
                change()
            refusals.append(refusal.value)

    monkeypatch.setattr(due, "next_due", next_due)
    moving.move_to(after(days=2))

    assert refusals
    assert all(refusal.explanation.retry for refusal in refusals)


def test_a_task_that_fails_keeps_the_clock_from_nothing(due: Due, monkeypatch: pytest.MonkeyPatch) -> None:
    task = declaration.PeriodicTask("a task that there is not", "no.such.task", 60.0)
    monkeypatch.setattr(due, "periodic_tasks", lambda: [task])

    moving.move_to(after(days=1))

    assert is_about(clock.now(), after(days=1))


@given(st.integers(-(10**6), 10**6), st.integers(0, 10**9))
@how(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_shown_of_a_clock_adds_up(minutes: int, second: int) -> None:
    real = datetime.fromtimestamp(second, UTC)

    shown = show_clock(Setting(offset=timedelta(minutes=minutes)), real)

    assert shown["offset_seconds"] == minutes * 60
    assert datetime.fromisoformat(shown["now"]) - datetime.fromisoformat(shown["real"]) == timedelta(
        minutes=minutes
    )
    assert shown["moved"] is (minutes != 0)
    assert shown["frozen"] is False
