"""Disruptions: the source decides, delays pass, and they never take all threads of a process."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from infra.hooks import disruptions
from infra.hooks.disruptions import MAX_DELAYED, Break, Disruption, DisruptionPlace, Occasion
from testbed.faults.finding import RuleSource

OCCASION = Occasion(DisruptionPlace.OPERATOR, frozenset({"kivra.com"}))


class Answer:
    """A source that always says the same, until the rule is removed: before so many looks."""

    def __init__(self, disruption: Disruption | None, looks: int = 1_000) -> None:
        self.disruption, self._looks = disruption, looks

    def may_disrupt(self) -> bool:
        return self.disruption is not None

    def find(self, _occasion: Occasion) -> Disruption | None:
        return self.disruption

    def is_removed(self, _rule: str) -> bool:
        self._looks -= 1
        return self._looks < 0


@pytest.fixture(autouse=True)
def the_rules_come_back() -> Iterator[None]:
    yield
    disruptions.register_source(RuleSource())


@pytest.mark.parametrize("disruption", [None, Disruption("r", code=4999)])
def test_the_source_decides(disruption: Disruption | None) -> None:
    disruptions.register_source(Answer(disruption))

    assert disruptions.may_happen() is (disruption is not None)
    assert disruptions.find_disruption(OCCASION) == disruption


def test_a_delay_has_passed_when_it_is_known() -> None:
    disruptions.register_source(Answer(Disruption("r", delay_seconds=0.2)))
    begun = time.monotonic()

    disruptions.find_disruption(OCCASION)

    assert time.monotonic() - begun >= 0.2


@pytest.mark.parametrize("_time", range(MAX_DELAYED + 1))
def test_a_delay_ends_when_its_rule_is_removed_and_leaves_its_place(_time: int) -> None:
    disruptions.register_source(Answer(Disruption("r", delay_seconds=600), looks=0))
    begun = time.monotonic()

    disruptions.find_disruption(OCCASION)

    assert disruptions.LOOK_SECONDS <= time.monotonic() - begun < 10


def test_a_delay_lasts_while_its_rule_stands() -> None:
    disruptions.register_source(Answer(Disruption("r", delay_seconds=1.1)))
    begun = time.monotonic()

    disruptions.find_disruption(OCCASION)

    assert time.monotonic() - begun >= 1.1


def test_a_process_with_more_threads_delays_more_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disruptions.delay_slots, "limit", MAX_DELAYED + 1)
    disruptions.register_source(Answer(Disruption("r", delay_seconds=0.5)))
    begun = time.monotonic()

    with ThreadPoolExecutor(MAX_DELAYED + 1) as callers:
        ended = list(
            callers.map(
                lambda _: (disruptions.find_disruption(OCCASION), time.monotonic())[1], range(MAX_DELAYED + 1)
            )
        )

    assert min(ended) - begun >= 0.5


def test_further_calls_than_a_process_can_hold_are_not_delayed() -> None:
    disruptions.register_source(Answer(Disruption("r", delay_seconds=2)))
    held = [threading.Thread(target=disruptions.find_disruption, args=(OCCASION,)) for _ in range(MAX_DELAYED)]
    for thread in held:
        thread.start()
    begun = time.monotonic()

    disruptions.find_disruption(OCCASION)

    assert time.monotonic() - begun < 1.5
    for thread in held:
        thread.join()


def test_some_breaks_come_before_the_request_is_handled() -> None:
    assert {each for each in Break if each.comes_first} == {Break.CLOSE, Break.TLS}
