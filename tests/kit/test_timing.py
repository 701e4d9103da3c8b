"""The relay's timing over REST: modes by lane, letters that are held, and their release."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from minameddelanden import Problem
from minameddelanden.rest import Rest
from minameddelanden.timing import Timing

from tests.kit.answering_server import Answering, answering_server

LETTER = {"leg": 7, "recipient": "198101052382", "lane": "kivra.com"}


@pytest.fixture(scope="module")
def server() -> Iterator[Answering]:
    with answering_server() as found:
        yield found


@pytest.fixture
def timing(server: Answering) -> Timing:
    server.asked.clear()
    server.will()
    return Timing(Rest(server.url))


def calls(server: Answering) -> list[tuple[str, str, Any]]:
    return [(each.method, each.path, json.loads(each.body) if each.body else None) for each in server.asked]


@pytest.mark.parametrize("mode", ["fast", "realistic", "manual"])
@pytest.mark.parametrize("lane", ["", "kivra.com", "print"])
def test_a_mode_is_set_for_one_lane_or_for_all(timing: Timing, server: Answering, mode: str, lane: str) -> None:
    timing.set(mode, lane)

    assert calls(server) == [("PUT", "/api/v1/timing", {"mode": mode, "lane": lane})]


def test_all_modes_are_forgotten_at_once(timing: Timing, server: Answering) -> None:
    timing.reset()

    assert calls(server) == [("DELETE", "/api/v1/timing", None)]


def test_letters_are_held_while_the_block_runs(timing: Timing, server: Answering) -> None:
    with timing.held("kivra.com") as held:
        assert held is timing
        assert calls(server) == [("PUT", "/api/v1/timing", {"mode": "manual", "lane": "kivra.com"})]

    assert calls(server)[1:] == [("DELETE", "/api/v1/timing", None)]


def test_letters_go_on_after_a_block_that_fails(timing: Timing, server: Answering) -> None:
    with pytest.raises(ZeroDivisionError), timing.held():
        raise ZeroDivisionError

    assert server.last.method == "DELETE"


def test_a_block_does_not_run_when_letters_cannot_be_held(timing: Timing, server: Answering) -> None:
    server.will(400, b'{"title": "Unknown lane"}')

    with pytest.raises(Problem, match="Unknown lane"), timing.held("nowhere"):
        pytest.fail("the block ran")

    assert [each.method for each in server.asked] == ["PUT"]


def test_held_letters_are_listed_by_lane(timing: Timing, server: Answering) -> None:
    server.will(body=json.dumps({"results": [LETTER]}).encode())

    assert timing.letters("kivra.com") == [LETTER]
    assert server.last.path == "/api/v1/held?lane=kivra.com"
    assert timing.letters() == [LETTER]
    assert server.last.path == "/api/v1/held?lane="


def test_so_many_letters_are_released_as_were_asked_for(timing: Timing, server: Answering) -> None:
    server.will(body=json.dumps({"released": [LETTER, LETTER]}).encode())

    assert timing.release(2, "kivra.com") == [LETTER, LETTER]
    assert calls(server) == [("POST", "/api/v1/held/release", {"count": 2, "lane": "kivra.com"})]


def test_one_letter_of_any_lane_is_released_without_a_wish(timing: Timing, server: Answering) -> None:
    server.will(body=b'{"released": []}')

    assert timing.release() == []
    assert calls(server) == [("POST", "/api/v1/held/release", {"count": 1, "lane": ""})]
