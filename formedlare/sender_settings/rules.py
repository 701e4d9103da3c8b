"""A sender's rules of the channel switch, as a list that is read and set whole.

`switch` says what a rule means; this module keeps the lists. Where none of a sender's own rules holds, the
rules for everybody are asked, and last the built-in rule.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from formedlare.models import ChannelRule
from formedlare.sender_settings.registered_senders import require_registered
from formedlare.switch import LAST, Conditions, SwitchRule, rules_for
from infra import trace
from infra.database.write_transaction import write_transaction
from infra.errors import InvalidInput
from infra.errors.explanation import Check
from infra.hooks import runs
from infra.texts import Text
from infra.validation import InvalidValue, InvalidValues

EVERYBODY: Final = ""
"""Stands in place of an organisation number for the rules that hold for all senders."""
MAX_RULES: Final = 100
MAX_NAME: Final = 200
"""Characters."""


class RulesChanged(InvalidInput):
    """The rules have been changed since they were read."""

    slug = "rules-changed-meanwhile"
    check = Check.STATE

    def __init__(self) -> None:
        super().__init__(
            "Någon annan har ändrat reglerna under tiden. Ingenting sparades; försök igen.",
            "Somebody else has changed the rules meanwhile. Nothing was stored; try again.",
        )


@dataclass(frozen=True)
class RulesInForce:
    """The rules that decide about a sender's letters."""

    sender: str
    """Organisation number, or EVERYBODY."""
    is_inherited: bool
    """The sender has no rules of its own: these are everybody's."""
    rules: list[SwitchRule]
    then: list[SwitchRule]
    """Asked in this order where none of `rules` holds."""
    version: str
    """Changes with the sender's own rules."""


def rules_in_force(sender: str) -> RulesInForce:
    """The rules that decide about the letters of a sender, or of EVERYBODY. Two queries at most."""
    own = own_rules(sender)
    is_inherited = sender != EVERYBODY and not own
    has_fallback = sender != EVERYBODY and bool(own)
    return RulesInForce(
        sender=sender,
        is_inherited=is_inherited,
        rules=own_rules(EVERYBODY) if is_inherited else own,
        then=[*(own_rules(EVERYBODY) if has_fallback else ()), LAST],
        version=_version_of(own),
    )


def own_rules(sender: str) -> list[SwitchRule]:
    """The sender's own rules in order; those of EVERYBODY are the ones that hold for all senders.

    Within a run, those that the run has set for it, if any.
    """
    label = trace.current_label() or ""
    rows = ChannelRule.objects.filter(sender=sender, label__in=("", label)).order_by("position")
    return rules_for(label, list(rows))


def stated_conditions(conditions: Conditions) -> dict[str, Any]:
    """Those that are stated, by name, as they are stored and sent."""
    return {name: value for name, value in asdict(conditions).items() if value is not None}


def replace_rules(sender: str, rules: Sequence[SwitchRule]) -> None:
    """Set the sender's rules. Without any, everybody's hold for it.

    Within a run for the run's letters; without any, those hold that the sender has for all others.

    Raises:
        InvalidValues: more than MAX_RULES rules, or a name that is empty or longer than MAX_NAME.
        SenderNotRegistered: FaR has no such sender. One that has left can still be emptied.
    """
    _require_possible(rules)
    if rules and sender != EVERYBODY:
        require_registered(sender)
    with write_transaction():
        _store(sender, rules)


def change_rules(sender: str, version: str, change: Callable[[list[SwitchRule]], list[SwitchRule]]) -> None:
    """Set the sender's rules to what `change` makes of them, if they still are the version that was read.

    Raises:
        RulesChanged: they are another version; nothing was stored.
        InvalidValues: as replace_rules.
    """
    with write_transaction():
        own = own_rules(sender)
        if _version_of(own) != version:
            raise RulesChanged
        changed = change(own)
        _require_possible(changed)
        _store(sender, changed)


def _store(sender: str, rules: Sequence[SwitchRule]) -> None:
    label = runs.label_to_set_for(sender, runs.ItemKind.ACTOR)
    runs.note_creation(runs.ItemKind.RULES, sender)
    ChannelRule.objects.filter(sender=sender, label=label).delete()
    ChannelRule.objects.bulk_create(
        ChannelRule(
            sender=sender,
            label=label,
            position=position,
            name=rule.name,
            conditions=stated_conditions(rule.conditions),
            channels=[channel.value for channel in rule.channels],
        )
        for position, rule in enumerate(rules, start=1)
    )


def _require_possible(rules: Sequence[SwitchRule]) -> None:
    if len(rules) > MAX_RULES:
        raise InvalidValues([InvalidValue(("rules",), TOO_MANY_RULES)])
    problems = ((place, _problem_with_name(rule.name)) for place, rule in enumerate(rules))
    if wrong := [InvalidValue(("rules", place, "name"), text) for place, text in problems if text]:
        raise InvalidValues(wrong)


def _problem_with_name(name: str) -> Text | None:
    if not name.strip():
        return NO_NAME
    return NAME_TOO_LONG if len(name) > MAX_NAME else None


TOO_MANY_RULES: Final = Text(f"listan får ha högst {MAX_RULES}", f"the list may have at most {MAX_RULES}")
NO_NAME: Final = Text("ge regeln ett namn", "give the rule a name")
NAME_TOO_LONG: Final = Text(f"får ha högst {MAX_NAME} tecken", f"may have at most {MAX_NAME} characters")


def _version_of(rules: Sequence[SwitchRule]) -> str:
    return hashlib.sha256(repr(rules).encode()).hexdigest()[:16]
