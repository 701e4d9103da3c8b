"""Which process accepts a new connection: the one that has the fewest."""

import pytest

from infra.supervisor.deadline_worker import MAX_YIELDS, YIELD_SECONDS, pause_before_accepting


def test_a_process_without_connections_accepts_at_once() -> None:
    assert pause_before_accepting(0) == 0


@pytest.mark.parametrize("connections", range(MAX_YIELDS))
def test_the_more_connections_a_process_has_the_longer_it_waits(connections: int) -> None:
    assert pause_before_accepting(connections) < pause_before_accepting(connections + 1)


def test_no_process_waits_for_more_than_a_few_milliseconds() -> None:
    assert pause_before_accepting(10_000) == MAX_YIELDS * YIELD_SECONDS <= 0.005
