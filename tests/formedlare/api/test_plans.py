"""A sender's retry plan over REST."""

from typing import Any

import pytest

from formedlare.models import SenderPlan
from tests.formedlare.api.conftest import Api
from tests.formedlare.registered import KOMMUN_A, KOMMUN_B

PATH = f"senders/{KOMMUN_A}/plan"
PLAN = {"deadline_minutes": 60, "first_pause_seconds": 5, "longest_pause_seconds": 300}


def test_a_plan_is_the_default_until_it_is_set(api: Api) -> None:
    assert api.get(PATH) == {"deadline_minutes": 24 * 60, "first_pause_seconds": 2, "longest_pause_seconds": 300}

    assert api.done("PUT", PATH, PLAN) == PLAN
    assert api.get("senders/202100-4748/plan") == PLAN
    assert api.get(f"senders/{KOMMUN_B}/plan")["deadline_minutes"] == 24 * 60


def test_a_plan_is_set_whole(api: Api) -> None:
    for name in PLAN:
        part = {other: value for other, value in PLAN.items() if other != name}
        [error] = api.problem("PUT", PATH, part)["errors"]
        assert error["pointer"] == f"/{name}"
    assert SenderPlan.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "pointer", "says"),
    [
        ({"deadline_minutes": 0}, "/deadline_minutes", "must be a whole number from 1 to 525600"),
        ({"deadline_minutes": 525_601}, "/deadline_minutes", "ska vara ett heltal från 1 till 525600"),
        ({"first_pause_seconds": 400}, "/longest_pause_seconds", "must not be shorter than the first pause"),
        ({"first_pause_seconds": "soon"}, "/first_pause_seconds", "must be a whole number from 1 to 86400"),
        ({"first_pause_seconds": 1.5}, "/first_pause_seconds", "must be a whole number from 1 to 86400"),
        ({"longest_pause_seconds": 86_401}, "/longest_pause_seconds", "ska vara ett heltal från 1 till 86400"),
        ({"pauses": 1}, "/pauses", "there are deadline_minutes, first_pause_seconds, longest_pause_seconds"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(api: Api, change: dict[str, Any], pointer: str, says: str) -> None:
    [error] = api.problem("PUT", PATH, {**PLAN, **change})["errors"]

    assert error["pointer"] == pointer
    assert says in error["detail"]
    assert SenderPlan.objects.count() == 0


@pytest.mark.parametrize("number", ["162021004749", "kommun-a", "1"])
@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_an_organisation_that_cannot_be_is_not_found(api: Api, number: str, method: str) -> None:
    problem = api.problem(method, f"senders/{number}/plan", PLAN if method == "PUT" else None, status=404)

    assert "inget giltigt nummer" in problem["detail"]
    assert "an organisation number is ten digits, or 16 and the ten" in problem["detail"]


def test_a_sender_that_is_not_registered_is_named_among_those_that_are(api: Api) -> None:
    problem = api.problem("PUT", "senders/165560000001/plan", PLAN, status=404)

    assert "162021004748 Kommun A" in problem["detail"]
    assert SenderPlan.objects.count() == 0
