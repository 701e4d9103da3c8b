"""The figures of the overview: today, the last hour, and each of its minutes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.cache import cache

from console.overview.traffic import MINUTES, Tally, last_midnight, load_traffic, reuse_figure
from formedlare.models import Distribution, Leg
from infra import clock
from tests.console.conftest import Fates


@pytest.fixture(autouse=True)
def _fresh_figures() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def test_without_letters_all_is_nothing(db: None) -> None:
    found = load_traffic()

    assert (found.today, found.hour) == (Tally(), Tally())
    assert {minute.tally for minute in found.minutes} == {Tally()}


def test_minutes_follow_one_another_up_to_this_one(db: None) -> None:
    begins = [minute.begins for minute in load_traffic().minutes]

    assert len(begins) == MINUTES
    assert {later - earlier for earlier, later in pairwise(begins)} == {timedelta(minutes=1)}
    assert timedelta() <= clock.now() - begins[-1] < timedelta(minutes=2)


def test_letters_are_counted_in_the_minute_that_they_came_and_went(fates: Fates) -> None:
    moment = clock.now().replace(second=30) - timedelta(minutes=10)
    Distribution.objects.update(received_at=moment)
    Leg.objects.filter(finished_at__isnull=False).update(finished_at=moment + timedelta(minutes=1))

    found = load_traffic()

    tallies = {minute.begins: minute.tally for minute in found.minutes if minute.tally != Tally()}
    begins = moment.replace(second=0, microsecond=0)
    assert tallies == {
        begins: Tally(received=4),
        begins + timedelta(minutes=1): Tally(delivered=1, failed=1),
    }
    assert found.hour == Tally(received=4, delivered=1, failed=1)


def test_what_is_older_than_the_hour_is_not_in_the_chart(fates: Fates) -> None:
    long_ago = clock.now() - timedelta(minutes=MINUTES + 1)
    Distribution.objects.update(received_at=long_ago)
    Leg.objects.filter(finished_at__isnull=False).update(finished_at=long_ago)

    assert load_traffic().hour == Tally()


def test_what_was_before_midnight_is_not_of_today(fates: Fates) -> None:
    before = last_midnight() - timedelta(seconds=1)
    Distribution.objects.update(received_at=before)
    Leg.objects.filter(finished_at__isnull=False).update(finished_at=before)

    assert load_traffic().today == Tally()


def test_midnight_is_swedish() -> None:
    found = last_midnight()

    assert (found.hour, found.minute, found.second) == (0, 0, 0)
    assert found.date() == clock.today()
    assert found <= clock.now() < found + timedelta(hours=25)


def counting(*values: object) -> Callable[[], object]:
    remaining = iter(values)
    return lambda: next(remaining)


def test_a_figure_that_was_just_counted_is_not_counted_again() -> None:
    count = counting("first", "second")

    assert [reuse_figure("test:figure", count) for _ in range(3)] == ["first"] * 3


def test_figures_of_other_names_are_counted_for_themselves() -> None:
    assert [reuse_figure(f"test:{name}", counting(name)) for name in "ab"] == ["a", "b"]


def test_a_figure_that_is_nothing_is_kept_too() -> None:
    count = counting(0, 1)

    assert [reuse_figure("test:zero", count) for _ in range(2)] == [0, 0]


def test_the_outcomes_of_a_tally_are_its_finished_letters() -> None:
    assert Tally(received=9, delivered=1, printed=2, failed=3).finished == 6
