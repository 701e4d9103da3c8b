"""Try the channel switch: which rule would decide for a person, which channel, and why not the earlier ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from console import state_names
from console.rules import senders
from console.rules.rule_list import condition_word
from console.rules.trial_persons import all_people
from formedlare import register, routing, switch
from formedlare.models import Distribution, Obstacle, PassedOver
from formedlare.models.channel import Channel
from formedlare.sender_settings.rules import stated_conditions
from infra import clock
from infra.errors import MinaMeddelandenError
from infra.far_client import Reachability
from infra.texts import EMPTY, Text

CLASSES: Final = {Distribution.Kind.SECURE: 2, Distribution.Kind.NOTIFICATION: 1}
"""Protection class by kind, as intake.py gives it."""
TYPICAL_BYTES: Final = 60_000


class TrialForm(forms.Form):
    """The form of a trial: the recipient, the letter and the sender."""

    sender = forms.ChoiceField(label=_("Avsändare"))
    who = forms.ChoiceField(label=_("Testperson"))
    kind = forms.ChoiceField(label=_("Slag av försändelse"), choices=[*state_names.KINDS.items()])
    size = forms.IntegerField(label=_("Storlek i byte"), min_value=1, max_value=2_000_000, initial=TYPICAL_BYTES)

    def __init__(self, data: Mapping[str, Any] | None, sender: str) -> None:
        registered = senders.registered_senders()
        first = sender or senders.most_used_sender(registered)
        super().__init__(data, initial={"sender": first, "size": TYPICAL_BYTES})
        self._offer_choices("sender", list(registered.items()))
        self._offer_choices("who", all_people())

    def _offer_choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # the field is typed without choices


@dataclass(frozen=True)
class RuleResult:
    """A rule, and whether it holds."""

    name: str
    holds: bool
    decides: bool
    fails: list[str]
    """The conditions that do not hold, in words."""


@dataclass(frozen=True)
class Trial:
    """The result of a trial: the rule and the channel that the letter would get."""

    facts: switch.Facts
    rules: list[RuleResult]
    decision: switch.Decision
    problem: Text = EMPTY
    """What the register said instead of an answer."""


def run_trial(sender: str, recipient: str, kind: str, size: int) -> Trial:
    """Ask the register as dispatch does, and let the sender's rules decide. Nothing is stored or sent."""
    mailbox, problem = _look_up(sender, recipient)
    contact = routing.contacts_of(sender, [recipient], "").get(recipient)
    facts = switch.Facts(
        kind=kind,
        protection_class=CLASSES[Distribution.Kind(kind)],
        is_company=recipient.startswith("16"),
        size=size,
        today=clock.today(),
        mailbox=mailbox,
        contact=contact,
    )
    rules = switch.rules_of(sender, "")
    tried = [PassedOver(Channel.MINA_MEDDELANDEN.value, Obstacle.NO_LOOKUP.value, problem)] if problem else []
    return Trial(facts, _evaluate_rules(rules, facts), switch.choose_channel(facts, rules, tried), problem)


def _look_up(sender: str, recipient: str) -> tuple[Reachability | None, Text]:
    try:
        return register.reachability_of(sender, [recipient], fresh=True)[recipient], EMPTY
    except MinaMeddelandenError as problem:
        return None, problem.text


def _evaluate_rules(rules: list[switch.SwitchRule], facts: switch.Facts) -> list[RuleResult]:
    decided, results = False, []
    for rule in rules:
        fails = _failing_conditions(rule.conditions, facts)
        results.append(RuleResult(rule.name, not fails, not fails and not decided, fails))
        decided = decided or not fails
    return results


def _failing_conditions(conditions: switch.Conditions, facts: switch.Facts) -> list[str]:
    stated = stated_conditions(conditions)
    return [
        condition_word(name, value)
        for name, value in stated.items()
        if not switch.Conditions(**{name: value}).match(facts)
    ]
