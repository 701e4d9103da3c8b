"""The rules as a process knows them: counted one by one, spent when they are used up, forgotten when removed."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from infra import clock
from infra.clock import Setting
from infra.errors import NotFound
from infra.hooks.disruptions import DisruptionPlace, Occasion
from infra.hooks.runs import Extent, ItemKind
from infra.trace import use_label
from testbed.faults import rules
from testbed.faults.finding import RuleSource, count_and_decide, version
from testbed.faults.models import FaultRule
from testbed.faults.steps import Delay, FaultStep

pytestmark = pytest.mark.django_db
OCCASION = Occasion(DisruptionPlace.FAR)
FAULT = FaultStep(code=4999)


@pytest.fixture(autouse=True)
def of_this_test() -> Iterator[None]:
    version.advance()
    yield
    version.advance()


def make(*steps: FaultStep, **columns: Any) -> FaultRule:
    return rules.create_rule(steps or [FAULT], **{"place": DisruptionPlace.FAR, **columns})


def outcomes(rule: FaultRule, count: int) -> list[bool]:
    """Of so many that the rule applies to, whether each went wrong."""
    return [count_and_decide(rule.pk) is not None for _ in range(count)]


@given(st.integers(0, 4), st.lists(st.integers(1, 3), min_size=1, max_size=3))
@how(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_so_many_go_well_then_each_step_takes_its_own_and_then_all_is_well(skip: int, times: list[int]) -> None:
    rule = make(*(FaultStep(times=each, code=4999) for each in times), skip=skip)

    assert outcomes(rule, skip + sum(times) + 2) == [False] * skip + [True] * sum(times) + [False] * 2

    rule.refresh_from_db()
    assert rule.is_spent
    assert rule.hits == sum(times)
    assert rule.seen == skip + sum(times)


def test_a_rule_without_an_end_is_never_spent() -> None:
    rule = make()

    assert all(outcomes(rule, 5))
    rule.refresh_from_db()
    assert (rule.is_spent, rule.hits) == (False, 5)


def test_a_disruption_says_which_rule_and_run_it_is_of_and_how_late() -> None:
    rule = make(FaultStep(delay=Delay(100, 100), code=4999), label="run 1")

    found = count_and_decide(rule.pk)

    assert found is not None
    assert (found.rule, found.run, found.delay_seconds, found.code) == (str(rule.rule_id), "run 1", 0.1, 4999)


def test_a_rule_that_was_removed_meanwhile_disrupts_nothing() -> None:
    rule = make()
    key = rule.pk
    rule.delete()

    assert count_and_decide(key) is None


def test_so_many_of_a_second_go_well(monkeypatch: pytest.MonkeyPatch) -> None:
    second = [1_000.0]
    monkeypatch.setattr("testbed.faults.finding.time.time", lambda: second[0])
    rule = make(quota_per_second=2)

    first = outcomes(rule, 4)
    second[0] += 1
    following = outcomes(rule, 3)

    assert first == [False, False, True, True]
    assert following == [False, False, True]


def test_a_quota_of_nothing_lets_nobody_through() -> None:
    assert all(outcomes(make(quota_per_second=0), 3))


@pytest.mark.parametrize(("hour", "goes_wrong"), [(7, True), (8, False), (16, False), (17, True), (23, True)])
def test_opening_hours_are_swedish_and_by_the_clock_that_testers_move(
    monkeypatch: pytest.MonkeyPatch, hour: int, goes_wrong: bool
) -> None:
    moment = datetime(2026, 7, 1, hour, tzinfo=clock.SWEDEN)
    monkeypatch.setattr(clock, "read_setting", lambda: Setting(frozen_at=moment))
    rule = make(opens=time(8), closes=time(17))

    assert outcomes(rule, 1) == [goes_wrong]


def test_within_its_hours_a_rule_uses_up_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    noon = datetime(2026, 7, 1, 12, tzinfo=clock.SWEDEN)
    monkeypatch.setattr(clock, "read_setting", lambda: Setting(frozen_at=noon))
    rule = make(FaultStep(times=1, code=4999), opens=time(8), closes=time(17))

    assert not any(outcomes(rule, 3))
    monkeypatch.setattr(clock, "read_setting", lambda: Setting(frozen_at=noon + timedelta(hours=10)))
    assert outcomes(rule, 2) == [True, False]


def test_the_first_rule_that_lets_this_one_not_through_decides() -> None:
    make(skip=1)
    second = make(FaultStep(code=5012))
    version.advance()

    source = RuleSource()

    first_found, later_found = source.find(OCCASION), source.find(OCCASION)
    assert first_found is not None
    assert later_found is not None
    assert first_found.rule == str(second.rule_id)
    assert later_found.code == 4999


def test_a_process_reads_the_rules_again_when_they_have_changed() -> None:
    source = RuleSource()
    assert source.find(OCCASION) is None

    rule = make()
    version.advance()
    assert source.find(OCCASION) is not None
    assert not source.is_removed(str(rule.rule_id))

    rules.remove_rules(FaultRule.objects.all())
    version.advance()
    assert source.find(OCCASION) is None
    assert source.is_removed(str(rule.rule_id))


def test_while_there_is_no_rule_nothing_may_go_wrong() -> None:
    source = RuleSource()

    assert not source.may_disrupt()
    make()
    version.advance()
    assert source.may_disrupt()


def test_a_rule_is_of_the_run_that_makes_it_and_of_no_other() -> None:
    make(label="theirs")
    with use_label("mine"):
        assert make().label == "mine"
        with pytest.raises(NotFound):
            make(label="theirs")
        assert [rule.label for rule in rules.rules_of_run()] == ["mine"]
    assert len(rules.rules_of_run()) == 2


def test_with_a_run_go_its_rules_and_those_that_it_made() -> None:
    of_run, made_by_it, other = make(label="run"), make(label=""), make(label="another")

    rules.remove_with_run(Extent("run", {ItemKind.FAULT: frozenset({str(made_by_it.rule_id)})}))

    assert list(FaultRule.objects.all()) == [other]
    assert of_run.label == "run"


def test_a_rule_is_found_by_its_id_alone() -> None:
    rule = make()

    assert rules.rule_with_id(rule.rule_id) == rule
    rule.delete()
    with pytest.raises(NotFound):
        rules.rule_with_id(rule.rule_id)
