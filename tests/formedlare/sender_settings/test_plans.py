"""A sender's retry plan: the default until it is set, and refused where it makes no sense."""

from __future__ import annotations

import pytest

from formedlare.models import SenderPlan
from formedlare.sender_settings import plans
from formedlare.sender_settings.plans import Plan
from infra.errors import SenderNotRegistered
from infra.validation import InvalidValues
from tests.formedlare.registered import KOMMUN_A, KOMMUN_B, STRANGER, registered

__all__ = ["registered"]

HOUR = Plan(deadline_minutes=60, first_pause_seconds=2, longest_pause_seconds=60)
DAY_SECONDS = 24 * 3_600
YEAR_MINUTES = 365 * 24 * 60


def numbers(plan: SenderPlan) -> tuple[int, int, int]:
    return plan.deadline_minutes, plan.first_pause_seconds, plan.longest_pause_seconds


def test_a_sender_that_has_set_none_is_tried_for_a_day(db: None) -> None:
    found = plans.plan_of(KOMMUN_A, "")

    assert numbers(found) == (24 * 60, 2, 300)
    assert not SenderPlan.objects.exists()


def test_a_plan_is_set_changed_and_the_senders_own(registered: None) -> None:
    plans.set_plan(KOMMUN_A, HOUR)
    stored = plans.set_plan(KOMMUN_A, Plan(90, 5, 5))

    assert numbers(stored) == numbers(plans.plan_of(KOMMUN_A, "")) == (90, 5, 5)
    assert numbers(plans.plan_of(KOMMUN_B, "")) == (24 * 60, 2, 300)


@pytest.mark.parametrize("plan", [Plan(1, 1, 1), Plan(YEAR_MINUTES, DAY_SECONDS, DAY_SECONDS)])
def test_the_limits_themselves_are_taken(registered: None, plan: Plan) -> None:
    assert numbers(plans.set_plan(KOMMUN_A, plan)) == (
        plan.deadline_minutes,
        plan.first_pause_seconds,
        plan.longest_pause_seconds,
    )


@pytest.mark.parametrize(
    ("plan", "field", "says"),
    [
        (Plan(0, 2, 60), "deadline_minutes", "from 1 to 525600"),
        (Plan(YEAR_MINUTES + 1, 2, 60), "deadline_minutes", "from 1 to 525600"),
        (Plan(60, 0, 60), "first_pause_seconds", "from 1 to 86400"),
        (Plan(60, 2, DAY_SECONDS + 1), "longest_pause_seconds", "from 1 to 86400"),
        (Plan(60, 61, 60), "longest_pause_seconds", "shorter than the first pause"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused_by_name(
    registered: None, plan: Plan, field: str, says: str
) -> None:
    with pytest.raises(InvalidValues) as refused:
        plans.set_plan(KOMMUN_A, plan)

    [wrong] = refused.value.values
    assert wrong.path == (field,)
    assert says in wrong.text.english
    assert wrong.text.swedish != wrong.text.english
    assert not SenderPlan.objects.exists()


def test_every_number_outside_its_limits_is_named(registered: None) -> None:
    with pytest.raises(InvalidValues) as refused:
        plans.set_plan(KOMMUN_A, Plan(0, 0, 0))

    named = [value.field for value in refused.value.values]
    assert named == ["deadline_minutes", "first_pause_seconds", "longest_pause_seconds"]
    assert "(och 2 fel till)" in refused.value.text.swedish


def test_no_plan_is_kept_for_a_sender_that_is_not_registered(registered: None) -> None:
    with pytest.raises(SenderNotRegistered):
        plans.set_plan(STRANGER, HOUR)

    assert not SenderPlan.objects.exists()


def test_a_form_can_check_a_plan_without_storing_it() -> None:
    plans.require_possible(HOUR)

    with pytest.raises(InvalidValues):
        plans.require_possible(Plan(60, 10, 9))
