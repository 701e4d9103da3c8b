"""Whether a rule applies to an occasion."""

from datetime import time

from infra.hooks.disruptions import Occasion
from testbed.faults.models import FaultRule


def rule_applies(rule: FaultRule, occasion: Occasion) -> bool:
    """All that the rule names must hold. A rule of a run applies to nothing of other runs, and of no run."""
    return (
        rule.place == occasion.place
        and rule.label in {"", occasion.label}
        and (not rule.who or rule.who in occasion.names)
        and rule.operation in {"", occasion.operation}
        and rule.sender in {"", occasion.sender}
        and (not rule.recipient or rule.recipient in occasion.recipients)
    )


def is_open(rule: FaultRule, moment: time) -> bool:
    """Whether the rule's opening hours let it through at this time of day. Hours may pass midnight."""
    if rule.opens is None or rule.closes is None:
        return False
    if rule.opens <= rule.closes:
        return rule.opens <= moment < rule.closes
    return moment >= rule.opens or moment < rule.closes
