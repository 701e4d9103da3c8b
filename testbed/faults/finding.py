"""The rules as each process knows them, and what they say of an occasion."""

import threading
import time
from collections.abc import Sequence
from typing import Final

from django.db import transaction

from infra import clock
from infra.database.write_transaction import write_transaction
from infra.hooks.disruptions import Disruption, Occasion
from infra.versions.version_file import NONE, Version, VersionFile
from testbed.faults.matching import is_open, rule_applies
from testbed.faults.models import FaultRule
from testbed.faults.steps import FaultStep, step_at

version: Final = VersionFile("faults")
"""Changes with the rules."""


class RuleSource:
    """The rules that are not spent, read again when they have changed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version: Version = NONE
        self._rules: Sequence[FaultRule] = ()

    def may_disrupt(self) -> bool:
        current = version.current()
        # Without the file no rule was ever made.
        return current != NONE and bool(self._rules_at(current))

    def find(self, occasion: Occasion) -> Disruption | None:
        """The disruption by the first rule that applies and does not let this occasion through."""
        for rule in self._rules_at(version.current()):
            if rule_applies(rule, occasion) and (disruption := count_and_decide(rule.pk)):
                return disruption
        return None

    def is_removed(self, rule: str) -> bool:
        return not FaultRule.objects.filter(rule_id=rule).exists()

    def _rules_at(self, current: Version) -> Sequence[FaultRule]:
        if current != self._version:
            with self._lock:
                self._rules = list(FaultRule.objects.filter(is_spent=False).order_by("pk"))
                self._version = current
        return self._rules


def count_and_decide(key: int) -> Disruption | None:
    """Count one more that the rule applies to, and say what goes wrong with it. None: nothing."""
    with write_transaction():
        rule = FaultRule.objects.select_for_update().filter(pk=key, is_spent=False).first()
        if rule is None:
            return None
        rule.seen += 1
        disruption = _decide(rule)
        rule.save(update_fields=["seen", "hits", "quota_second", "quota_used", "is_spent"])
        if rule.is_spent:
            transaction.on_commit(version.advance)
    return disruption


def _decide(rule: FaultRule) -> Disruption | None:
    if rule.seen <= rule.skip or _is_let_through(rule):
        return None
    steps = [FaultStep.from_json(step) for step in rule.steps]
    number = rule.hits + 1
    step = step_at(steps, number)
    if step is None:
        rule.is_spent = True
        return None
    rule.hits = number
    rule.is_spent = step_at(steps, number + 1) is None
    return step.disruption(str(rule.rule_id), number, rule.label)


def _is_let_through(rule: FaultRule) -> bool:
    """By its opening hours, or because the quota of this second is not used up."""
    if rule.opens is not None and is_open(rule, clock.now().astimezone(clock.SWEDEN).time()):
        return True
    if rule.quota_per_second is None:
        return False
    # Of the machine's clock: the testers' may stand still.
    second = int(time.time())
    rule.quota_used = rule.quota_used + 1 if rule.quota_second == second else 1
    rule.quota_second = second
    return rule.quota_used <= rule.quota_per_second
