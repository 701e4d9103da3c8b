"""The form of a rule: what a rule says is what the form shows, and what the form shows is what is stored."""

from __future__ import annotations

from typing import Any

import pytest

from console.rules.rule_form import RuleForm, initial_values
from formedlare.models.channel import Channel
from formedlare.switch import Conditions, SwitchRule

PRINT = {"name": "Papper", "channel_1": "print"}


def filled(**values: Any) -> RuleForm:
    form = RuleForm({**PRINT, **values})
    form.is_valid()
    return form


@pytest.mark.parametrize(
    "conditions",
    [
        {},
        {"message_type": "secure"},
        {"message_type": "notification", "recipient": "company"},
        {"protection_class": 3},
        {"has_mailbox": True, "sender_accepted": False},
        {"email_known": False, "mobile_known": True},
        {"address_newer_than_days": 0},
        {"address_newer_than_days": 365},
        {"larger_than_bytes": 0},
        {"larger_than_bytes": 5, "smaller_than_bytes": 7},
    ],
)
@pytest.mark.parametrize("channels", [[Channel.PRINT], [Channel.SMS, Channel.EMAIL, Channel.PRINT]])
def test_a_rule_goes_through_its_form_unchanged(conditions: dict[str, Any], channels: list[Channel]) -> None:
    rule = SwitchRule("Regel", Conditions.parse(conditions), channels)

    form = RuleForm(initial_values(rule))

    assert form.is_valid(), form.errors
    assert form.rule == rule


def test_a_form_without_conditions_is_a_rule_that_always_holds() -> None:
    assert filled().rule == SwitchRule("Papper", Conditions(), [Channel.PRINT])


def test_no_is_another_answer_than_none() -> None:
    assert filled(has_mailbox="no").rule.conditions.has_mailbox is False
    assert filled(has_mailbox="").rule.conditions.has_mailbox is None


def test_channels_close_up_where_places_are_left_empty() -> None:
    rule = filled(channel_1="", channel_2="email", channel_4="print").rule

    assert rule.channels == [Channel.EMAIL, Channel.PRINT]


@pytest.mark.parametrize("place", ["channel_2", "channel_3", "channel_4"])
def test_a_channel_that_stands_twice_is_refused_at_the_later_place(place: str) -> None:
    assert filled(**{place: "print"}).errors == {place: ["Den kanalen står redan tidigare."]}


@pytest.mark.parametrize(("larger", "smaller"), [(5, 5), (5, 6), (5, 0), (0, 1)])
def test_sizes_that_no_letter_has_are_refused(larger: int, smaller: int) -> None:
    errors = filled(larger_than_bytes=larger, smaller_than_bytes=smaller).errors

    assert list(errors) == ["smaller_than_bytes"]


@pytest.mark.parametrize(("larger", "smaller"), [(5, 7), (0, 2), (None, 1), (1, None)])
def test_sizes_that_some_letter_has_are_taken(larger: int | None, smaller: int | None) -> None:
    given = {"larger_than_bytes": larger, "smaller_than_bytes": smaller}

    assert not filled(**{name: value for name, value in given.items() if value is not None}).errors


def test_several_mistakes_are_told_at_once() -> None:
    errors = filled(name="", channel_1="", larger_than_bytes="x", has_mailbox="kanske").errors

    assert set(errors) == {"name", "channel_1", "larger_than_bytes", "has_mailbox"}


def test_a_form_knows_which_fields_are_conditions_and_which_are_channels() -> None:
    form = RuleForm()

    conditions = [field.name for field in form.condition_fields]
    channels = [field.name for field in form.channel_fields]
    assert channels == ["channel_1", "channel_2", "channel_3", "channel_4"]
    assert {*conditions, *channels, "name"} == set(form.fields)
