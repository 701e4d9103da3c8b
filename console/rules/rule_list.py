"""The channel switch's rules in words, and the changes that one can make to the list."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from console import state_names
from formedlare.api.sender_settings import rules as stored_rules
from formedlare.models import ChannelRule
from infra.database.sqlite_write_lock import writing

Entry = dict[str, Any]
"""Name, conditions and channels of a rule, as REST takes them."""
CONTENT: Final = ("name", "conditions", "channels")


class Changed(Exception):
    """Somebody else has changed the rules since the page was drawn."""


@dataclass(frozen=True)
class RuleView:
    """A rule as the page shows it."""

    place: int
    """1 for the first."""
    name: str
    conditions: list[str]
    channels: list[state_names.Text]


@dataclass(frozen=True)
class Book:
    """The rules that hold for a sender."""

    sender: str
    """Organisation number; empty: everybody's."""
    is_inherited: bool
    """The sender has none of its own: these are everybody's."""
    rules: list[RuleView]
    then: list[RuleView]
    """What is asked where none of them holds; the built-in rule last."""
    standing: str
    """Changes with the rules."""


def book(sender: str) -> Book:
    own = entries(sender)
    inherited = not own and bool(sender)
    shown = entries("") if inherited else own
    then = [_entry(row) for row in stored_rules.following(sender)]
    return Book(sender, inherited, _views(shown), _views(then), _standing(own))


def entries(sender: str) -> list[Entry]:
    return [_entry(row) for row in stored_rules.stored(sender)]


def add(sender: str, standing: str, entry: Entry) -> None:
    """Put a rule last. Raises Changed."""
    _change(sender, standing, lambda rules: [*rules, entry])


def put(sender: str, standing: str, place: int, entry: Entry) -> None:
    """Change the rule at the place. Raises Changed."""
    _change(sender, standing, lambda rules: [*rules[: place - 1], entry, *rules[place:]])


def remove(sender: str, standing: str, place: int) -> None:
    """Take the rule at the place away. Raises Changed."""
    _change(sender, standing, lambda rules: [*rules[: place - 1], *rules[place:]])


def move(sender: str, standing: str, place: int, by: int) -> None:
    """Let the rule change places with its neighbour: -1 is up, 1 is down. Raises Changed."""

    def swapped(rules: list[Entry]) -> list[Entry]:
        here, there = place - 1, place - 1 + by
        if 0 <= there < len(rules):
            rules[here], rules[there] = rules[there], rules[here]
        return rules

    _change(sender, standing, swapped)


def copy_everybodys(sender: str, standing: str) -> None:
    """Give a sender without rules those of everybody as its own, to be changed from there. Raises Changed."""
    _change(sender, standing, lambda _own: entries(""))


def _change(sender: str, standing: str, change: Callable[[list[Entry]], list[Entry]]) -> None:
    with writing():
        own = entries(sender)
        if _standing(own) != standing:
            raise Changed
        stored_rules.replace(sender, change(own))


def _entry(row: ChannelRule) -> Entry:
    return {name: getattr(row, name) for name in CONTENT}


def _standing(rules: Sequence[Entry]) -> str:
    return hashlib.sha256(repr(rules).encode()).hexdigest()[:16]


def _views(rules: Sequence[Entry]) -> list[RuleView]:
    return [_view(place, entry) for place, entry in enumerate(rules, start=1)]


def _view(place: int, entry: Entry) -> RuleView:
    channels = [state_names.CHANNELS.get(channel, channel) for channel in entry["channels"]]
    return RuleView(place, entry["name"], condition_words(entry["conditions"]), channels)


def condition_words(conditions: Mapping[str, Any]) -> list[str]:
    """Each condition that is stated, as one would say it."""
    return [condition_word(name, value) for name, value in conditions.items() if value is not None]


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
