"""The lanes of the overview: the order they stand in, and the words and tones of each."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import translation

from console.overview.lanes import Overview, ShownLane, load_overview, title_of_lane
from formedlare.lanes import breaker
from formedlare.models import Lane
from formedlare.models.channel import LOOKUP_LANE, PRINT_QUEUE_LANE
from infra import clock
from infra.texts import EMPTY, Text
from tests.console.conftest import Fates

DOWN = "driftstopp.example"
UP = "minmyndighetspost.se"


def lane(**values: Any) -> ShownLane:
    known: dict[str, Any] = {
        "name": UP,
        "title": UP,
        "is_operator": True,
        "breaker": Lane.Breaker.CLOSED,
        "retry_at": None,
        "failures": 0,
        "concurrency": 4,
        "is_slow": False,
        "waiting": 0,
        "oldest": None,
        "per_minute": 0.0,
        "average_ms": 0,
        "last_success_at": None,
        "last_problem": EMPTY,
    }
    return ShownLane(**{**known, **values})


def overview() -> Overview:
    cache.clear()
    return load_overview()


def loaded(name: str) -> ShownLane:
    [found] = [each for each in overview().lanes if each.name == name]
    return found


@pytest.mark.parametrize(
    ("values", "name", "tone", "has_trouble"),
    [
        ({}, "I gång", "good", False),
        ({"is_slow": True}, "Långsam", "wait", False),
        ({"failures": 1}, "Ostadig", "wait", True),
        ({"failures": 1, "is_slow": True}, "Ostadig", "wait", True),
        ({"breaker": Lane.Breaker.OPEN, "failures": 4}, "Pausad", "bad", True),
        ({"breaker": Lane.Breaker.HALF_OPEN, "failures": 4}, "Prövas", "wait", True),
    ],
)
def test_the_words_and_the_tone_of_a_lane_are_one_truth(
    values: dict[str, Any], name: str, tone: str, has_trouble: bool
) -> None:
    found = lane(**values)

    assert (str(found.breaker_name), found.tone, found.has_trouble) == (name, tone, has_trouble)


@pytest.mark.parametrize("failures", range(breaker.FAILURES_THAT_OPEN + 2))
def test_the_failures_that_are_left_never_fall_below_nothing(failures: int) -> None:
    assert lane(failures=failures).failures_left == max(0, breaker.FAILURES_THAT_OPEN - failures)


@pytest.mark.parametrize(("seconds", "is_over"), [(-1, True), (60, False)])
def test_a_pause_is_over_when_its_moment_has_come(seconds: int, is_over: bool) -> None:
    assert lane(retry_at=clock.now() + timedelta(seconds=seconds)).is_pause_over is is_over
    assert not lane(retry_at=None).is_pause_over


def test_what_is_in_trouble_stands_first_then_operators_then_the_relay_s_own(fates: Fates) -> None:
    names = [each.name for each in overview().lanes]

    assert names[0] == DOWN
    assert names.index(UP) < names.index(LOOKUP_LANE)


def test_an_operator_has_its_own_name_and_a_lane_of_the_relay_that_of_its_work(fates: Fates) -> None:
    assert (str(loaded(UP).title), loaded(UP).is_operator) == ("Min myndighetspost", True)
    assert (str(loaded(LOOKUP_LANE).title), loaded(LOOKUP_LANE).is_operator) == ("Uppslag i FaR", False)
    assert loaded(DOWN).title == DOWN


@pytest.mark.parametrize(
    ("name", "swedish", "english"),
    [
        (PRINT_QUEUE_LANE, "Utskriftskön", "The print queue"),
        (UP, UP, UP),
        ("okänd.example", *["okänd.example"] * 2),
    ],
)
def test_a_lane_is_named_in_the_reader_s_language(name: str, swedish: str, english: str) -> None:
    with translation.override("sv"):
        assert str(title_of_lane(name)) == swedish
    with translation.override("en"):
        assert str(title_of_lane(name)).lower() in {english.lower(), english.lower().removeprefix("the ")}


def test_answers_of_the_last_minutes_are_counted_for_each_lane(fates: Fates) -> None:
    assert loaded(UP).per_minute > 0
    assert loaded(LOOKUP_LANE).per_minute > 0
    assert loaded(DOWN).per_minute == 0


def test_answers_of_long_ago_are_not_counted(fates: Fates) -> None:
    for leg in (fates.delivered.legs.get(), fates.failed.legs.get(), fates.printing.legs.get()):
        leg.events.update(at=clock.now() - timedelta(hours=1))
    fates.waiting.legs.get().events.update(at=clock.now() - timedelta(hours=1))

    assert {each.per_minute for each in overview().lanes} == {0}


def test_what_waits_is_counted_with_the_oldest_of_all(fates: Fates) -> None:
    found = overview()

    assert (found.waiting, found.ready_for_paper) == (1, 1)
    assert found.oldest == fates.waiting.legs.get().received_at
    assert loaded(DOWN).waiting == 1


def test_a_lane_that_is_paused_is_listed_as_such(fates: Fates) -> None:
    assert overview().paused == []

    for _ in range(breaker.FAILURES_THAT_OPEN):
        breaker.record_failure(DOWN, Text("inget svar", "no answer"), 5)

    assert [each.name for each in overview().paused] == [DOWN]


def test_the_version_changes_with_what_the_page_shows(fates: Fates) -> None:
    before = overview().version
    Lane.objects.filter(name=UP).update(concurrency=9)

    assert overview().version != before


def test_without_letters_there_is_nothing_to_wait_for(db: None) -> None:
    found = overview()

    assert (found.waiting, found.paused, found.oldest, found.ready_for_paper) == (0, [], None, 0)
    assert found.version == overview().version
