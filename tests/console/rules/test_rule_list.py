"""Rules of the channel switch in words, in both languages, and the changes that the page makes to the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation

from console.rules import rule_list
from formedlare.models import ChannelRule
from formedlare.models.channel import Channel
from formedlare.sender_settings.rules import RulesChanged, own_rules
from formedlare.switch import Conditions, SwitchRule
from tests.console.conftest import SENDER

WORDS: list[tuple[str, Any, str, str]] = [
    ("message_type", "secure", "det är ett säkert meddelande", "it is a secure message"),
    ("message_type", "notification", "det är en notifiering", "it is a notification"),
    ("recipient", "person", "mottagaren är en person", "the recipient is a person"),
    ("recipient", "company", "mottagaren är en organisation", "the recipient is an organisation"),
    ("has_mailbox", True, "mottagaren har en digital brevlåda", "the recipient has a mailbox"),
    ("has_mailbox", False, "mottagaren har ingen digital brevlåda", "the recipient has no mailbox"),
]


@pytest.mark.parametrize(("name", "value", "swedish", "english"), WORDS)
def test_a_condition_is_said_in_the_reader_s_language(name: str, value: Any, swedish: str, english: str) -> None:
    with translation.override("sv"):
        assert rule_list.condition_words({name: value}) == [swedish]
    with translation.override("en"):
        assert rule_list.condition_words({name: value}) == [english]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("sender_accepted", (True, False)),
        ("email_known", (True, False)),
        ("mobile_known", (True, False)),
        ("protection_class", (1, 2)),
        ("address_newer_than_days", (30, 31)),
        ("larger_than_bytes", (0, 500_000)),
        ("smaller_than_bytes", (1, 2)),
    ],
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_each_value_of_a_condition_has_words_of_its_own(name: str, values: tuple[Any, Any], language: str) -> None:
    with translation.override(language):
        first, second = (rule_list.condition_word(name, value) for value in values)

    assert first != second
    assert name not in first
    assert "=" not in first


def test_numbers_stand_in_the_words() -> None:
    assert rule_list.condition_word("larger_than_bytes", 7) == "brevet är större än 7 byte"
    assert "3 dagar" in rule_list.condition_word("address_newer_than_days", 3)


def test_a_condition_of_a_later_version_is_shown_as_it_is_stored() -> None:
    assert rule_list.condition_words({"phase_of_moon": "full", "recipient": "robot"}) == [
        "phase_of_moon = full",
        "recipient = robot",
    ]


def test_a_rule_without_conditions_has_no_words() -> None:
    assert rule_list.condition_words({}) == []


def rule(name: str, *channels: Channel) -> SwitchRule:
    return SwitchRule(name, Conditions(), list(channels) or [Channel.PRINT])


def version() -> str:
    return rule_list.rules_page(SENDER).version


def names() -> list[str]:
    return [each.name for each in own_rules(SENDER)]


@pytest.fixture
def three(db: None) -> None:
    for name in ("Ett", "Två", "Tre"):
        rule_list.add_rule(SENDER, version(), rule(name))


def test_a_rule_is_added_last(three: None) -> None:
    assert names() == ["Ett", "Två", "Tre"]


def test_a_rule_is_changed_where_it_stands(three: None) -> None:
    rule_list.change_rule(SENDER, version(), 2, rule("Ny", Channel.EMAIL, Channel.PRINT))

    assert names() == ["Ett", "Ny", "Tre"]
    assert ChannelRule.objects.get(name="Ny").channels == ["email", "print"]


@pytest.mark.parametrize(("place", "left"), [(1, "Två Tre"), (2, "Ett Tre"), (3, "Ett Två")])
def test_a_rule_is_removed_and_the_others_close_up(three: None, place: int, left: str) -> None:
    rule_list.remove_rule(SENDER, version(), place)

    assert names() == left.split()
    assert [each.place for each in rule_list.rules_page(SENDER).rules] == [1, 2]


@pytest.mark.parametrize(
    ("place", "by", "order"),
    [
        (1, 1, "Två Ett Tre"),
        (2, -1, "Två Ett Tre"),
        (3, -1, "Ett Tre Två"),
        (1, -1, "Ett Två Tre"),
        (3, 1, "Ett Två Tre"),
    ],
)
def test_a_rule_moves_one_place_and_never_past_the_ends(three: None, place: int, by: int, order: str) -> None:
    rule_list.move_rule(SENDER, version(), place, by)

    assert names() == order.split()


def test_every_change_makes_a_new_version_and_refuses_the_old_one(three: None) -> None:
    seen = version()
    rule_list.move_rule(SENDER, seen, 1, 1)
    order = names()

    assert version() != seen
    changes: list[Callable[[], None]] = [
        lambda: rule_list.add_rule(SENDER, seen, rule("Fyra")),
        lambda: rule_list.change_rule(SENDER, seen, 1, rule("Fyra")),
        lambda: rule_list.remove_rule(SENDER, seen, 1),
        lambda: rule_list.move_rule(SENDER, seen, 1, 1),
        lambda: rule_list.copy_everybodys_rules(SENDER, seen),
    ]
    for change in changes:
        with pytest.raises(RulesChanged):
            change()
    assert names() == order


def test_the_copy_of_everybody_s_rules_says_the_same_and_is_its_own(world: None) -> None:
    everybodys = [each.name for each in rule_list.rules_page("").rules]

    rule_list.copy_everybodys_rules(SENDER, version())

    page = rule_list.rules_page(SENDER)
    assert [each.name for each in page.rules] == everybodys
    assert not page.is_inherited
    assert rule_list.rules_page("162021003898").is_inherited


def test_the_channels_of_a_rule_are_named_in_their_order(db: None) -> None:
    rule_list.add_rule(SENDER, version(), rule("Allt", Channel.SMS, Channel.EMAIL, Channel.PRINT))

    [view] = rule_list.rules_page(SENDER).rules
    assert [str(name) for name in view.channels] == ["Sms", "E-post", "Utskrift"]
    assert (view.place, view.name, view.conditions) == (1, "Allt", [])
