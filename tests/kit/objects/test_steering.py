"""The kit's faults, clock, runs and checks: what is asked for, and what is put back when a block ends."""

from datetime import UTC, datetime
from typing import Any

import pytest
from minameddelanden.clock import Clock
from minameddelanden.faults import FaultRule, Faults
from minameddelanden.rest import Rest
from minameddelanden.simulator import Run, World

from tests.cast import MARIA
from tests.kit.answering_server import Answering
from tests.kit.objects.answers import NOW, person, sent, will


@pytest.mark.parametrize(
    ("wishes", "effect"),
    [
        ({"code": 4999}, {"fault": {"code": 4999}}),
        ({"delay_ms": 0}, {"delay_ms": 0}),
        ({"delivered": False}, {"delivered": False}),
        ({"breaks": "reset"}, {"break": "reset"}),
        ({}, {}),
    ],
)
def test_a_fault_says_what_was_wished_for_and_nothing_else(
    rest: Rest, server: Answering, wishes: dict[str, Any], effect: dict[str, Any]
) -> None:
    Faults(rest).add("operator", recipient=person(rest), times=2, **wishes)

    assert sent(server) == {"at": "operator", "recipient": MARIA, "times": 2, **effect}


def test_a_rule_is_counted_and_removed_by_its_id(rest: Rest, server: Answering) -> None:
    rule = FaultRule(rest, {"id": "r1", "hits": 0})
    will(server, {"hits": 3})

    assert rule.hits() == 3
    rule.remove()
    assert (server.last.method, server.last.path) == ("DELETE", "/api/v1/faults/r1")


def test_rules_are_listed(rest: Rest, server: Answering) -> None:
    will(server, {"results": [{"id": "a"}, {"id": "b"}]})

    assert [rule.id for rule in Faults(rest).find()] == ["a", "b"]


def test_the_clock_is_moved_by_what_was_asked(rest: Rest, server: Answering) -> None:
    will(server, {"now": NOW})
    clock = Clock(rest)

    assert clock.now() == clock.advance("P1D") == datetime.fromisoformat(NOW)
    assert sent(server) == {"advance": "P1D"}
    clock.set(datetime(2027, 1, 1, tzinfo=UTC))
    assert sent(server) == {"set": "2027-01-01T00:00:00+00:00"}
    clock.freeze()
    assert sent(server) == {"freeze": True}


def fail() -> None:
    raise LookupError("the test's own")


def test_a_clock_that_was_moved_for_a_block_comes_back_however_it_ends(rest: Rest, server: Answering) -> None:
    will(server, {"now": NOW})

    with Clock(rest).advanced("P1D") as moment:
        assert moment == datetime.fromisoformat(NOW)
    with pytest.raises(LookupError), Clock(rest).advanced("P1D"):
        fail()

    methods = [asked.method for asked in server.asked]
    assert methods == ["POST", "DELETE"] * 2
    assert server.last.path == "/api/v1/clock"


def test_a_run_is_removed_however_its_block_ends(rest: Rest, server: Answering) -> None:
    run = Run(rest, "https://x/", {"id": "r1", "label": "körning 1"})

    with run:
        assert server.asked == []
    with pytest.raises(LookupError), run:
        fail()

    assert [(asked.method, asked.path) for asked in server.asked] == [("DELETE", "/api/v1/runs/r1")] * 2
    assert (run.id, run.label) == ("r1", "körning 1")


def test_what_is_made_in_a_run_carries_its_label(rest: Rest, server: Answering) -> None:
    Run(rest, "https://x/", {"id": "r1", "label": "run 1"}).person()

    headers = {name.lower(): value for name, value in server.last.headers.items()}
    assert headers["x-mm-label"] == "run 1"


def test_an_envelope_is_checked_byte_for_byte(rest: Rest, server: Answering) -> None:
    will(server, {"ok": True, "problems": []})

    assert World(rest, "https://x/").check(b"<a>\r\n\xc3\xa5</a>").ok
    assert (server.last.body, server.last.headers["Content-Type"]) == (b"<a>\r\n\xc3\xa5</a>", "text/xml")
