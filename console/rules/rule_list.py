"""The channel switch's rules in words, and the changes that the page makes to the list."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from console import state_names
from formedlare.sender_settings import rules
from formedlare.sender_settings.rules import EVERYBODY, change_rules, stated_conditions
from formedlare.switch import SwitchRule


@dataclass(frozen=True)
class ChannelRuleView:
    """A rule as the page shows it."""

    place: int
    """1 for the first."""
    name: str
    conditions: list[str]
    channels: list[state_names.LazyText]


@dataclass(frozen=True)
class RulesPage:
    """The rules that hold for a sender, as the page shows them."""

    sender: str
    """Organisation number; empty: everybody's."""
    is_inherited: bool
    """The sender has none of its own: these are everybody's."""
    rules: list[ChannelRuleView]
    then: list[ChannelRuleView]
    """Asked where none of them holds; the built-in rule last."""
    version: str
    """Changes with the sender's own rules."""


def rules_page(sender: str) -> RulesPage:
    found = rules.rules_in_force(sender)
    return RulesPage(sender, found.is_inherited, _view_rules(found.rules), _view_rules(found.then), found.version)


def add_rule(sender: str, version: str, rule: SwitchRule) -> None:
    """Put the rule last. Raises as change_rules."""
    change_rules(sender, version, lambda own: [*own, rule])


def change_rule(sender: str, version: str, place: int, rule: SwitchRule) -> None:
    """Put the rule in place of the one at the place. Raises as change_rules."""
    change_rules(sender, version, lambda own: [*own[: place - 1], rule, *own[place:]])


def remove_rule(sender: str, version: str, place: int) -> None:
    """Take the rule at the place away. Raises as change_rules."""
    change_rules(sender, version, lambda own: [*own[: place - 1], *own[place:]])


def move_rule(sender: str, version: str, place: int, by: int) -> None:
    """Swap the rule with its neighbour: -1 is up, 1 is down. Raises as change_rules."""

    def swap_neighbours(own: list[SwitchRule]) -> list[SwitchRule]:
        here, there = place - 1, place - 1 + by
        if 0 <= there < len(own):
            own[here], own[there] = own[there], own[here]
        return own

    change_rules(sender, version, swap_neighbours)


def copy_everybodys_rules(sender: str, version: str) -> None:
    """Give a sender without rules those of everybody as its own. Raises as change_rules."""
    change_rules(sender, version, lambda _own: rules.own_rules(EVERYBODY))


def _view_rules(shown: Sequence[SwitchRule]) -> list[ChannelRuleView]:
    return [_view_rule(place, rule) for place, rule in enumerate(shown, start=1)]


def _view_rule(place: int, rule: SwitchRule) -> ChannelRuleView:
    channels = [state_names.CHANNELS[channel] for channel in rule.channels]
    return ChannelRuleView(place, rule.name, condition_words(stated_conditions(rule.conditions)), channels)


def condition_words(conditions: Mapping[str, Any]) -> list[str]:
    """Each condition that is stated, as one would say it."""
    return [condition_word(name, value) for name, value in conditions.items()]


def condition_word(name: str, value: Any) -> str:
    if name in _CHOICES:
        return str(_CHOICES[name]().get(value, f"{name} = {value}"))
    return _NUMBERS[name]() % {"count": value} if name in _NUMBERS else f"{name} = {value}"


_CHOICES: Final[Mapping[str, Callable[[], Mapping[Any, str]]]] = {
    "message_type": lambda: {
        "secure": _("det är ett säkert meddelande"),
        "notification": _("det är en notifiering"),
    },
    "recipient": lambda: {
        "person": _("mottagaren är en person"),
        "company": _("mottagaren är en organisation"),
    },
    "has_mailbox": lambda: {
        True: _("mottagaren har en digital brevlåda"),
        False: _("mottagaren har ingen digital brevlåda"),
    },
    "sender_accepted": lambda: {
        True: _("mottagaren tar emot avsändaren"),
        False: _("mottagaren tar inte emot avsändaren"),
    },
    "email_known": lambda: {
        True: _("e-postadressen är känd"),
        False: _("e-postadressen är okänd"),
    },
    "mobile_known": lambda: {
        True: _("mobilnumret är känt"),
        False: _("mobilnumret är okänt"),
    },
}
_NUMBERS: Final[Mapping[str, Callable[[], str]]] = {
    "protection_class": lambda: _("skyddsklassen är %(count)d"),
    "address_newer_than_days": lambda: _("adressen är bekräftad för mindre än %(count)d dagar sedan"),
    "larger_than_bytes": lambda: _("brevet är större än %(count)d byte"),
    "smaller_than_bytes": lambda: _("brevet är mindre än %(count)d byte"),
}
