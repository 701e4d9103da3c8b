"""A sender's rules as a list that REST, pages and commands read and set as a whole."""

from __future__ import annotations

import pytest

from formedlare.models import ChannelRule
from formedlare.models.channel import Channel
from formedlare.sender_settings import rules
from formedlare.sender_settings.rules import EVERYBODY, MAX_NAME, MAX_RULES, RulesChanged
from formedlare.switch import LAST, Conditions, SwitchRule
from infra.errors import InternalError, SenderNotRegistered
from infra.validation import InvalidValues
from tests.formedlare.registered import KOMMUN_A, KOMMUN_B, STRANGER, registered

__all__ = ["registered"]

PAPER = SwitchRule("Papper", Conditions(recipient="person", larger_than_bytes=500_000), [Channel.PRINT])
DIGITAL = SwitchRule("Digitalt", Conditions(), [Channel.MINA_MEDDELANDEN, Channel.EMAIL])


@pytest.fixture
def everybodys(registered: None) -> SwitchRule:
    """The only rule that holds for all senders."""
    rules.replace_rules(EVERYBODY, [DIGITAL])
    return DIGITAL


def test_rules_are_read_as_they_were_set(registered: None) -> None:
    rules.replace_rules(KOMMUN_A, [PAPER, DIGITAL])

    assert rules.own_rules(KOMMUN_A) == [PAPER, DIGITAL]


def test_only_conditions_that_are_stated_are_stored(registered: None) -> None:
    rules.replace_rules(KOMMUN_A, [PAPER])

    assert ChannelRule.objects.get(sender=KOMMUN_A).conditions == {
        "recipient": "person",
        "larger_than_bytes": 500_000,
    }


def test_a_sender_without_rules_inherits_everybodys(everybodys: SwitchRule) -> None:
    found = rules.rules_in_force(KOMMUN_A)

    assert found.is_inherited
    assert found.rules == [everybodys]
    assert found.then == [LAST]


def test_where_none_of_a_senders_own_rules_holds_everybodys_are_asked(everybodys: SwitchRule) -> None:
    rules.replace_rules(KOMMUN_A, [PAPER])

    found = rules.rules_in_force(KOMMUN_A)

    assert not found.is_inherited
    assert found.rules == [PAPER]
    assert found.then == [everybodys, LAST]


def test_everybodys_rules_are_followed_by_the_built_in_one(everybodys: SwitchRule) -> None:
    found = rules.rules_in_force(EVERYBODY)

    assert (found.is_inherited, found.rules, found.then) == (False, [everybodys], [LAST])


def test_an_empty_list_gives_a_sender_everybodys_rules_back(everybodys: SwitchRule) -> None:
    rules.replace_rules(KOMMUN_A, [PAPER])

    rules.replace_rules(KOMMUN_A, [])

    assert rules.rules_in_force(KOMMUN_A).is_inherited


def test_rules_are_kept_in_the_order_in_which_they_are_asked(registered: None) -> None:
    rules.replace_rules(KOMMUN_A, [DIGITAL, PAPER])

    rows = ChannelRule.objects.filter(sender=KOMMUN_A).values_list("position", "name")
    assert list(rows) == [(1, "Digitalt"), (2, "Papper")]


def test_no_rules_are_kept_for_a_sender_that_is_not_registered(registered: None) -> None:
    with pytest.raises(SenderNotRegistered) as refused:
        rules.replace_rules(STRANGER, [PAPER])

    assert f"{STRANGER} är ingen registrerad avsändare" in refused.value.text.swedish
    assert "162021004748 Kommun A" in refused.value.text.english
    assert not ChannelRule.objects.filter(sender=STRANGER).exists()


def test_the_rules_of_a_sender_that_has_left_can_be_taken_away(registered: None) -> None:
    ChannelRule.objects.create(sender=STRANGER, position=1, name="Kvar", channels=["print"])

    rules.replace_rules(STRANGER, [])

    assert rules.own_rules(STRANGER) == []


def test_while_the_register_is_silent_rules_are_kept_for_any_sender(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent() -> None:
        raise InternalError("FaR svarar inte", "FaR does not answer")

    monkeypatch.setattr("formedlare.register.list_actors", silent)

    rules.replace_rules(STRANGER, [PAPER])

    assert rules.own_rules(STRANGER) == [PAPER]


def test_more_rules_than_the_list_may_have_are_refused(registered: None) -> None:
    rules.replace_rules(KOMMUN_A, [PAPER] * MAX_RULES)

    with pytest.raises(InvalidValues) as refused:
        rules.replace_rules(KOMMUN_A, [DIGITAL] * (MAX_RULES + 1))

    [wrong] = refused.value.values
    assert wrong.path == ("rules",)
    assert str(MAX_RULES) in wrong.text.swedish
    assert rules.own_rules(KOMMUN_A) == [PAPER] * MAX_RULES


@pytest.mark.parametrize(
    ("name", "says"), [("", "name"), ("  ", "name"), ("x" * (MAX_NAME + 1), "200 characters")]
)
def test_a_rule_needs_a_name_that_fits(registered: None, name: str, says: str) -> None:
    with pytest.raises(InvalidValues) as refused:
        rules.replace_rules(KOMMUN_A, [PAPER, SwitchRule(name, Conditions(), [Channel.PRINT])])

    [wrong] = refused.value.values
    assert wrong.path == ("rules", 1, "name")
    assert says in wrong.text.english
    assert rules.own_rules(KOMMUN_A) == []


def test_a_change_is_made_to_the_version_that_was_read(registered: None) -> None:
    rules.replace_rules(KOMMUN_A, [PAPER])
    seen = rules.rules_in_force(KOMMUN_A).version

    rules.change_rules(KOMMUN_A, seen, lambda own: [DIGITAL, *own])

    assert rules.own_rules(KOMMUN_A) == [DIGITAL, PAPER]
    assert rules.rules_in_force(KOMMUN_A).version != seen


def test_what_somebody_else_has_changed_meanwhile_is_not_overwritten(registered: None) -> None:
    rules.replace_rules(KOMMUN_A, [PAPER])
    seen = rules.rules_in_force(KOMMUN_A).version
    rules.replace_rules(KOMMUN_A, [DIGITAL])

    with pytest.raises(RulesChanged) as refused:
        rules.change_rules(KOMMUN_A, seen, lambda _own: [])

    assert "försök igen" in refused.value.text.swedish
    assert "try again" in refused.value.text.english
    assert rules.own_rules(KOMMUN_A) == [DIGITAL]


def test_the_same_rules_have_the_same_version_however_often_they_are_set(registered: None) -> None:
    rules.replace_rules(KOMMUN_A, [PAPER, DIGITAL])
    seen = rules.rules_in_force(KOMMUN_A).version

    rules.replace_rules(KOMMUN_A, [PAPER, DIGITAL])

    assert rules.rules_in_force(KOMMUN_A).version == seen


def test_a_change_that_makes_a_rule_impossible_changes_nothing(registered: None) -> None:
    rules.replace_rules(KOMMUN_A, [PAPER])
    seen = rules.rules_in_force(KOMMUN_A).version

    with pytest.raises(InvalidValues):
        rules.change_rules(KOMMUN_A, seen, lambda own: own * (MAX_RULES + 1))

    assert rules.own_rules(KOMMUN_A) == [PAPER]


@pytest.mark.parametrize(
    ("conditions", "stated"),
    [
        (Conditions(), {}),
        (Conditions(has_mailbox=False), {"has_mailbox": False}),
        (Conditions(protection_class=1, smaller_than_bytes=0), {"protection_class": 1, "smaller_than_bytes": 0}),
    ],
)
def test_a_condition_is_stated_also_when_it_asks_for_no_or_nothing(
    conditions: Conditions, stated: dict[str, object]
) -> None:
    assert rules.stated_conditions(conditions) == stated


def test_the_rules_of_one_sender_are_not_anothers(registered: None) -> None:
    rules.replace_rules(KOMMUN_A, [PAPER])
    rules.replace_rules(KOMMUN_B, [DIGITAL])

    rules.replace_rules(KOMMUN_B, [])

    assert rules.own_rules(KOMMUN_A) == [PAPER]


def test_a_stored_condition_that_is_null_is_read_as_not_stated(registered: None) -> None:
    ChannelRule.objects.create(
        sender=KOMMUN_A, position=1, name="Gammal", conditions={"recipient": None}, channels=["print"]
    )

    [rule] = rules.own_rules(KOMMUN_A)

    assert rule == SwitchRule("Gammal", Conditions(), [Channel.PRINT])
