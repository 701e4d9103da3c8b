"""What the pages say of a rule: each thing that it does and each limit that it has, in both languages."""

from datetime import time
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from infra.hooks.disruptions import Break, DisruptionPlace
from testbed.faults.models import FaultRule
from testbed.faults.steps import Delay, FaultStep
from testbed.steering.wording import BREAKS, MODES, PLACES, effect_of, limits_of
from testbed.timing.models import TimingMode

MARIA = "198101052382"
DELAYS = st.tuples(st.integers(0, 600_000), st.integers(0, 600_000)).map(lambda two: Delay(min(two), max(two)))
STEPS = st.builds(
    FaultStep,
    times=st.none() | st.integers(1, 1_000_000),
    delay=DELAYS,
    code=st.none() | st.integers(1, 9999),
    breaks=st.none() | st.sampled_from(Break),
    is_not_delivered=st.booleans(),
)


def rule(**values: Any) -> FaultRule:
    return FaultRule(place="operator", steps=[], **values)


@pytest.mark.parametrize(
    ("step", "swedish", "english"),
    [
        (FaultStep(code=4999), "Felkod 4999", "Fault code 4999"),
        (FaultStep(times=1, code=4999), "Felkod 4999, 1 gång", "Fault code 4999, 1 time"),
        (FaultStep(times=2, code=4999), "Felkod 4999, 2 gånger", "Fault code 4999, 2 times"),
        (FaultStep(is_not_delivered=True), "Svarar Delivered=false", "Answers Delivered=false"),
        (FaultStep(delay=Delay(250, 250)), "250 ms sent", "250 ms late"),
        (FaultStep(delay=Delay(100, 250)), "100–250 ms sent", "100–250 ms late"),
        (FaultStep(delay=Delay(0, 250)), "0–250 ms sent", "0–250 ms late"),
        (FaultStep(breaks=Break.GARBAGE), "Svarar skräp", "Answers garbage"),
        (FaultStep(), "Går bra", "Goes well"),
        (FaultStep(times=2), "Går bra, 2 gånger", "Goes well, 2 times"),
    ],
)
def test_a_step_is_told_in_both_languages(step: FaultStep, swedish: str, english: str) -> None:
    with translation.override("sv"):
        assert effect_of(step) == swedish
    with translation.override("en"):
        assert effect_of(step) == english


@given(STEPS)
def test_each_thing_that_a_step_does_is_one_part_of_its_words(step: FaultStep) -> None:
    things = [step.code, step.breaks, step.is_not_delivered or None, step.delay.longest_ms or None, step.times]

    with translation.override("sv"):
        parts = [part for part in effect_of(step).split(", ") if part]

    goes_well = all(thing is None for thing in things[:-1])
    assert len(parts) == sum(thing is not None for thing in things) + goes_well


@given(STEPS)
def test_a_step_that_is_kept_and_read_again_is_told_the_same(step: FaultStep) -> None:
    assert effect_of(FaultStep.from_json(step.as_json())) == effect_of(step)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_place_break_and_mode_has_words_of_its_own(language: str) -> None:
    with translation.override(language):
        assert len({str(words) for words in PLACES.values()}) == len(DisruptionPlace)
        assert len({str(words) for words in BREAKS.values()}) == len(Break)
        assert len({str(words) for words in MODES.values()}) == len(TimingMode.Mode)


@pytest.mark.parametrize("names", [PLACES, BREAKS, MODES], ids=["places", "breaks", "modes"])
def test_nothing_is_told_in_swedish_to_those_who_read_english(names: dict[str, Any]) -> None:
    with translation.override("sv"):
        swedish = {name: str(words) for name, words in names.items()}
    with translation.override("en"):
        english = {name: str(words) for name, words in names.items()}

    same = {name for name in names if swedish[name] == english[name]}
    assert same <= {DisruptionPlace.FAR, DisruptionPlace.WEBHOOK}


@pytest.mark.parametrize(
    ("values", "swedish", "english"),
    [
        ({}, "", ""),
        ({"who": "kivra.com"}, "kivra.com", "kivra.com"),
        ({"who": "kivra.com", "operation": "notify"}, "kivra.com, notify", "kivra.com, notify"),
        ({"sender": "162021004748"}, "162021004748", "162021004748"),
        ({"skip": 3}, "efter 3 som går bra", "after 3 that go well"),
        ({"quota_per_second": 0}, "över 0 i sekunden", "beyond 0 a second"),
        ({"quota_per_second": 5}, "över 5 i sekunden", "beyond 5 a second"),
        ({"opens": time(8), "closes": time(16, 30)}, "utanför 08:00–16:30", "outside 08:00–16:30"),
        ({"opens": time(22), "closes": time(0)}, "utanför 22:00–00:00", "outside 22:00–00:00"),
    ],
)
def test_the_limits_are_told_in_both_languages(values: dict[str, Any], swedish: str, english: str) -> None:
    with translation.override("sv"):
        assert limits_of(rule(**values)) == swedish
    with translation.override("en"):
        assert limits_of(rule(**values)) == english


def test_a_recipient_is_not_shown_whole() -> None:
    shown = limits_of(rule(recipient=MARIA))

    assert shown == "19810105****"


def test_limits_come_in_the_order_of_the_form() -> None:
    with translation.override("sv"):
        shown = limits_of(rule(who="a", operation="b", sender="c", recipient=MARIA, skip=1, quota_per_second=2))

    assert shown == "a, b, c, 19810105****, efter 1 som går bra, över 2 i sekunden"
