"""What testers disrupt: a delay ends early when its rule is removed."""

import time
from collections.abc import Iterator

import pytest

from infra import disruptions
from infra.disruptions import Disruption, Occasion, Place


class OneRule:
    """A rule that delays everything, until it is removed at the so-manieth look."""

    def __init__(self, seconds: float, removed_at_look: int) -> None:
        self._seconds, self._left = seconds, removed_at_look

    def may_disrupt(self) -> bool:
        return True

    def find(self, occasion: Occasion) -> Disruption | None:
        return Disruption(f"delays {occasion.place}", self._seconds)

    def is_removed(self, rule: str) -> bool:
        assert rule == "delays far"
        self._left -= 1
        return self._left < 0


@pytest.fixture(autouse=True)
def sources_of_before() -> Iterator[None]:
    before = list(disruptions._sources)
    yield
    disruptions._sources[:] = before


def seconds_delayed(rule: OneRule) -> float:
    disruptions.register(rule)
    begun = time.monotonic()
    disruptions.at(Occasion(Place.FAR))
    return time.monotonic() - begun


def test_a_delay_ends_when_its_rule_is_removed() -> None:
    assert seconds_delayed(OneRule(600, removed_at_look=0)) < 5


def test_a_delay_lasts_while_its_rule_stands() -> None:
    assert 1.1 <= seconds_delayed(OneRule(1.1, removed_at_look=9)) < 5


def test_the_places_of_delays_that_ended_early_are_free_again() -> None:
    for _ in range(disruptions.MAX_DELAYED):
        seconds_delayed(OneRule(600, removed_at_look=0))

    assert seconds_delayed(OneRule(0.2, removed_at_look=0)) >= 0.2
