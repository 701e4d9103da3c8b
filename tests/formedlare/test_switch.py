"""The channel switch: which way a letter takes, by which rule, and why not another."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formedlare.models import ChannelRule, ContactAddress, PassedOver
from formedlare.models.channel import Channel
from formedlare.switch import (
    LAST,
    Conditions,
    Facts,
    NotARule,
    SwitchRule,
    choose_channel,
    parse_channels,
    rules_of,
)
from infra.far_client import Reachability
from infra.texts import Text

TODAY = date(2026, 11, 24)
MAILBOX = Reachability("198101052382", "kivra.com", "https://kivra.com/", pending=False, sender_accepted=True)
CONTACT = ContactAddress(email="maria@example.com", mobile="+46701740605", confirmed_on=date(2026, 11, 1))
NOTIFICATION = Facts("notification", 1, is_company=False, size=1000, today=TODAY, mailbox=MAILBOX, contact=CONTACT)
SECURE = replace(NOTIFICATION, kind="secure", protection_class=2)
EVERYTHING = SwitchRule("Allt", Conditions(), list(Channel))


def taken(facts: Facts, *rules: SwitchRule) -> Channel | None:
    return choose_channel(facts, rules or (EVERYTHING,)).channel


def test_the_first_channel_that_can_carries_the_letter() -> None:
    assert taken(NOTIFICATION) is Channel.MINA_MEDDELANDEN
    assert taken(replace(NOTIFICATION, mailbox=None)) is Channel.EMAIL
    assert taken(replace(NOTIFICATION, mailbox=None, contact=None)) is Channel.PRINT


@pytest.mark.parametrize(
    ("mailbox", "code", "reason"),
    [
        (None, "no_mailbox", "no mailbox"),
        (replace(MAILBOX, supplier=None), "no_mailbox", "no mailbox"),
        (replace(MAILBOX, pending=True), "registration_pending", "not complete"),
        (replace(MAILBOX, pending=True, supplier=None, address=""), "registration_pending", "not complete"),
        (replace(MAILBOX, sender_accepted=False), "sender_not_accepted", "does not accept the sender"),
        (replace(MAILBOX, address=""), "no_operator_address", "no address of kivra.com"),
    ],
)
def test_why_there_is_no_way_to_the_mailbox_is_said(mailbox: Reachability | None, code: str, reason: str) -> None:
    passed = choose_channel(replace(NOTIFICATION, mailbox=mailbox), [EVERYTHING]).passed_over

    assert (passed[0].channel, passed[0].code) == ("mina_meddelanden", code)
    assert reason in passed[0].reason.english


channels = st.lists(st.sampled_from(Channel), min_size=1, unique=True)


@given(channels, st.booleans(), st.integers(2, 3))
def test_sensitive_content_never_goes_by_email_or_sms_whatever_the_rule_says(
    order: list[Channel], has_mailbox: bool, protection_class: int
) -> None:
    facts = replace(SECURE, protection_class=protection_class, mailbox=MAILBOX if has_mailbox else None)

    assert taken(facts, SwitchRule("Först e-post", Conditions(), order)) not in {Channel.EMAIL, Channel.SMS}


@given(channels, st.sets(st.sampled_from(Channel)))
def test_a_channel_that_was_tried_is_not_taken_again(order: list[Channel], tried: set[Channel]) -> None:
    before = [PassedOver(channel.value, "refused", Text.same("gick inte")) for channel in sorted(tried)]

    decision = choose_channel(NOTIFICATION, [SwitchRule("R", Conditions(), order)], before)

    assert decision.channel not in tried
    assert decision.passed_over[: len(before)] == before


def test_an_address_that_is_too_old_is_not_current() -> None:
    old = replace(
        NOTIFICATION, mailbox=None, contact=ContactAddress(email="a@b.se", confirmed_on=date(2024, 1, 1))
    )

    decision = choose_channel(old, [EVERYTHING])

    assert decision.channel is Channel.PRINT
    assert "days ago" in decision.passed_over[1].reason.on_wire


@pytest.mark.parametrize(
    ("conditions", "holds"),
    [
        ({}, True),
        ({"message_type": "notification"}, True),
        ({"message_type": "secure"}, False),
        ({"protection_class": 1}, True),
        ({"recipient": "company"}, False),
        ({"has_mailbox": True, "sender_accepted": True}, True),
        ({"email_known": False}, False),
        ({"mobile_known": True}, True),
        ({"address_newer_than_days": 30}, True),
        ({"address_newer_than_days": 23}, False),
        ({"larger_than_bytes": 999}, True),
        ({"larger_than_bytes": 1000}, False),
        ({"smaller_than_bytes": 1001}, True),
        ({"recipient": "person", "smaller_than_bytes": 1000}, False),
    ],
)
def test_a_rule_holds_when_every_condition_does(conditions: dict[str, object], holds: bool) -> None:
    assert Conditions.parse(conditions).match(NOTIFICATION) is holds


def test_the_first_rule_that_holds_decides() -> None:
    companies = SwitchRule("Företag", Conditions(recipient="company"), [Channel.PRINT])

    decision = choose_channel(NOTIFICATION, [companies, EVERYTHING])

    assert (decision.rule, decision.channel) == ("Allt", Channel.MINA_MEDDELANDEN)


def test_where_none_of_a_senders_own_rules_holds_everybodys_are_asked_and_then_the_built_in_one(
    db: None,
) -> None:
    rule("Egen", "162021004748", channels=["sms"], protection_class=1)
    rule("Allas", "", channels=["mina_meddelanden", "print"], recipient="person")
    rule("En annans", "162021003898", channels=["email"])
    without = replace(SECURE, mailbox=None)

    assert [found.name for found in rules_of("162021004748", "")] == ["Egen", "Allas", LAST.name]
    decision = choose_channel(without, rules_of("162021004748", ""))
    assert (decision.rule, decision.channel) == ("Allas", Channel.PRINT)
    assert choose_channel(replace(without, is_company=True), rules_of("162021004748", "")).rule == LAST.name
    assert [found.name for found in rules_of("165560000001", "")] == ["Allas", LAST.name]


def rule(name: str, sender: str, channels: list[str], **conditions: object) -> None:
    ChannelRule.objects.filter(sender=sender).delete()
    ChannelRule.objects.create(sender=sender, position=1, name=name, conditions=conditions, channels=channels)


def test_without_a_rule_that_holds_there_is_mina_meddelanden_only() -> None:
    companies = SwitchRule("Företag", Conditions(recipient="company"), [Channel.PRINT])

    assert choose_channel(replace(NOTIFICATION, mailbox=None), [companies]).channel is None
    assert taken(NOTIFICATION, companies) is Channel.MINA_MEDDELANDEN


@pytest.mark.parametrize(
    "conditions",
    [
        {"color": "red"},
        {"message_type": "letter"},
        {"has_mailbox": "yes"},
        {"protection_class": -1},
        {"larger_than_bytes": True},
    ],
)
def test_conditions_that_cannot_be_read_are_named(conditions: dict[str, object]) -> None:
    with pytest.raises(NotARule, match=next(iter(conditions))):
        Conditions.parse(conditions)


@pytest.mark.parametrize("data", [None, [], "print", ["fax"], ["print", "print"], [1]])
def test_channels_that_cannot_be_read_are_refused(data: object) -> None:
    with pytest.raises(NotARule):
        parse_channels(data)
