"""How it goes with each operator, and what can be done about it."""

from datetime import timedelta
from typing import Any

import pytest

from formedlare.models import Lane, Leg
from infra import clock
from infra.texts import Text
from tests.formedlare.api.conftest import Api, Delivery


def test_lanes_say_how_it_goes_and_since_when_the_oldest_waits(api: Api, delivery: Delivery) -> None:
    oldest = delivery(state="waiting", received_at=clock.now() - timedelta(hours=2))
    delivery(state="waiting")
    delivery(state="delivered")
    Lane.objects.create(name="lookup", failures=2, average_ms=40, last_problem=Text("nere", "down"))
    Lane.objects.create(name="kivra.com")

    kivra, lookup = api.get("lanes")

    assert (kivra["name"], kivra["waiting"], kivra["oldest_waiting_since"]) == ("kivra.com", 0, None)
    assert (lookup["breaker"], lookup["failures"], lookup["average_ms"]) == ("closed", 2, 40)
    assert (lookup["waiting"], lookup["last_problem"]) == (2, "nere | down")
    assert lookup["oldest_waiting_since"][:19] == oldest.received_at.astimezone(clock.SWEDEN).isoformat()[:19]


def test_concurrency_can_be_changed_within_reason(api: Api) -> None:
    Lane.objects.create(name="kivra.com")

    assert api.done("PATCH", "lanes/kivra.com", {"concurrency": 9})["concurrency"] == 9
    assert Lane.objects.get().concurrency == 9
    wrongs: list[Any] = [*({"concurrency": value} for value in (0, 65, "many")), {}, {"breaker": "closed"}, []]
    for wrong in wrongs:
        api.problem("PATCH", "lanes/kivra.com", wrong)
    assert Lane.objects.get().concurrency == 9


@pytest.mark.parametrize(("method", "path"), [("GET", ""), ("PATCH", ""), ("POST", "/reset")])
def test_a_lane_that_is_not_there_is_told_from_those_that_are(api: Api, method: str, path: str) -> None:
    Lane.objects.create(name="kivra.com")
    problem = api.problem(method, f"lanes/kivra{path}", {"concurrency": 1}, status=404)
    assert "kivra.com" in problem["detail"]


def test_reset_closes_the_breaker_and_makes_what_waits_due(api: Api, delivery: Delivery) -> None:
    delivery(state="waiting")
    Leg.objects.update(due_at=clock.now() + timedelta(hours=1))
    Lane.objects.create(
        name="lookup", breaker="open", failures=9, opened=4, retry_at=clock.now() + timedelta(hours=1)
    )

    answer = api.done("POST", "lanes/lookup/reset")

    assert (answer["breaker"], answer["failures"], answer["retry_at"]) == ("closed", 0, None)
    assert Leg.objects.get().due_at <= clock.now()


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"concurrency": 0}, "/concurrency"),
        ({"concurrency": 65}, "/concurrency"),
        ({"concurrency": "många"}, "/concurrency"),
        ({"concurrency": None}, "/concurrency"),
        ({"concurrency": 1, "retry_at": None}, "/retry_at"),
    ],
)
def test_a_change_that_cannot_be_is_named(api: Api, body: dict[str, Any], pointer: str) -> None:
    Lane.objects.create(name="kivra.com")

    [error] = api.problem("PATCH", "lanes/kivra.com", body)["errors"]

    assert error["pointer"] == pointer
    assert Lane.objects.get().concurrency == Lane().concurrency


def test_one_lane_shows_the_same_as_the_list(api: Api, delivery: Delivery) -> None:
    delivery(state="waiting")
    Lane.objects.create(name="lookup")

    assert [api.get("lanes/lookup")] == api.get("lanes")
