"""Make and remove rules."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from infra import clock, trace
from infra.database.write_transaction import write_transaction
from infra.errors import IllegalState, NotFound
from infra.hooks import runs
from testbed.faults.finding import version
from testbed.faults.models import FaultRule
from testbed.faults.steps import FaultStep

MAX_STEPS: Final = 10
"""Of a rule."""


def create_rule(steps: Sequence[FaultStep], **columns: Any) -> FaultRule:
    """A rule after those that there are. Without a label it is of the caller's run, if that has one.

    Raises:
        NotFound: the label is that of another run than the caller's (5003).
    """
    given = columns.pop("label", "")
    runs.require_reachable_label(given)
    label = given or trace.current_label() or ""
    written = [step.as_json() for step in steps]
    with write_transaction():
        rule = FaultRule.objects.create(created_at=clock.now(), label=label, steps=written, **columns)
        runs.note_creation(runs.ItemKind.FAULT, str(rule.rule_id))
        transaction.on_commit(version.advance)
    return rule


def may_go_on(rule: FaultRule) -> bool:
    """Whether a step can come after those that the rule has: the last one ends, and there is room."""
    last = FaultStep.from_json(rule.steps[-1])
    return last.times is not None and len(rule.steps) < MAX_STEPS


def add_step(rule: FaultRule, step: FaultStep) -> None:
    """Let the step come after those that the rule has, also where all of these are over.

    Raises:
        IllegalState: the last one never ends, or there is no room (5011).
    """
    with write_transaction():
        locked = FaultRule.objects.select_for_update().filter(pk=rule.pk).first()
        if locked is None or not may_go_on(locked):
            raise IllegalState(
                f"Regeln är borttagen, dess sista steg tar aldrig slut, eller så har den {MAX_STEPS} steg.",
                f"The rule is removed, its last step never ends, or it has {MAX_STEPS} steps.",
                slug="fault-rule-has-no-room",
            )
        locked.steps = [*locked.steps, step.as_json()]
        locked.is_spent = False
        locked.save(update_fields=["steps", "is_spent"])
        transaction.on_commit(version.advance)


def rules_of_run() -> QuerySet[FaultRule]:
    """The rules of the caller's run, or all where it has none; in the order in which they apply."""
    label = trace.current_label()
    rules = FaultRule.objects.order_by("pk")
    return rules.filter(label=label) if label else rules


def rule_with_id(rule_id: UUID) -> FaultRule:
    """The rule.

    Raises:
        NotFound: there is none with this id, or it is another run's.
    """
    found = FaultRule.objects.filter(rule_id=rule_id).first()
    if found is None:
        raise NotFound(
            f"Det finns ingen felregel {rule_id}.", f"There is no fault rule {rule_id}.", slug="fault-rule-unknown"
        )
    runs.require_reachable_label(found.label)
    return found


def own_rule_with_id(rule_id: UUID) -> FaultRule:
    """The rule, to change it. Raises as `rule_with_id`; within a run, also where no run made it."""
    found = rule_with_id(rule_id)
    runs.require_own_label(found.label)
    return found


def remove_rules(rules: QuerySet[FaultRule]) -> int:
    """Remove them; what they would have disrupted goes well from now on. Returns how many."""
    with write_transaction():
        count, _ = rules.delete()
        transaction.on_commit(version.advance)
    return count


def remove_with_run(extent: runs.Extent) -> None:
    """Remove the rules that a run made, and those that touch its letters alone."""
    made_by_it = Q(rule_id__in=extent.of(runs.ItemKind.FAULT))
    remove_rules(FaultRule.objects.filter(made_by_it | Q(label=extent.label)))
