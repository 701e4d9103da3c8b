"""The rule that was removed last in this browser, kept until the sender's rules change again."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any, Final

from formedlare.sender_settings.rules import change_rules, own_rules, rules_in_force, stated_conditions
from formedlare.switch import Conditions, SwitchRule, parse_channels

SESSION_KEY: Final = "removed_rule"

Session = MutableMapping[str, Any]


@dataclass(frozen=True)
class RemovedRule:
    """A rule that can be put back where it was."""

    sender: str
    version: str
    """Of the sender's rules without it: only these it can be put back into."""
    place: int
    """1 for the first."""
    rule: SwitchRule


def remember_removed_rule(session: Session, sender: str, place: int, rule: SwitchRule) -> None:
    """Keep a rule that has just been removed from the sender's rules."""
    session[SESSION_KEY] = {
        "sender": sender,
        "version": rules_in_force(sender).version,
        "place": place,
        "name": rule.name,
        "conditions": stated_conditions(rule.conditions),
        "channels": [channel.value for channel in rule.channels],
    }


def recall_removed_rule(session: Session, sender: str, version: str) -> RemovedRule | None:
    """The rule that was removed last, if this version of the sender's rules is the one without it."""
    kept = session.get(SESSION_KEY)
    if kept is None or (kept["sender"], kept["version"]) != (sender, version):
        return None
    rule = SwitchRule(kept["name"], Conditions.parse(kept["conditions"]), parse_channels(kept["channels"]))
    return RemovedRule(sender, version, kept["place"], rule)


def rule_at(sender: str, place: int) -> SwitchRule | None:
    """The sender's own rule at the place; None: it has no such rule."""
    own = own_rules(sender)
    return own[place - 1] if 0 < place <= len(own) else None


def restore_rule(removed: RemovedRule) -> None:
    """Put the rule back where it was. Raises as change_rules."""
    before = removed.place - 1
    change_rules(removed.sender, removed.version, lambda own: [*own[:before], removed.rule, *own[before:]])
