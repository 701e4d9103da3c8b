"""A trial of the channel switch: the register is asked, the rules decide, and nothing is stored or sent."""

from __future__ import annotations

import pytest

from console.rules import trial
from console.rules.trial import TrialForm
from formedlare.models import ChannelRule, ContactAddress, Distribution, Leg
from formedlare.models.channel import Channel
from infra import clock
from infra.outbox.models import OutboxMessage
from tests import cast
from tests.console.conftest import SENDER

REFUSES = "197601012391"
"""Has a mailbox, and does not accept the sender."""
GIVEN = {"sender": SENDER, "who": cast.MARIA, "kind": "secure", "size": "60000"}


def try_letter(recipient: str, kind: str = "secure", size: int = 60_000) -> trial.Trial:
    return trial.run_trial(SENDER, recipient, kind, size)


def add_rule(name: str, channels: list[str], **conditions: object) -> None:
    position = ChannelRule.objects.filter(sender=SENDER).count() + 1
    ChannelRule.objects.create(
        sender=SENDER, position=position, name=name, conditions=conditions, channels=channels
    )


@pytest.mark.parametrize(
    ("recipient", "channel"),
    [
        (cast.MARIA, Channel.MINA_MEDDELANDEN),
        (cast.ARVID, Channel.MINA_MEDDELANDEN),
        (cast.TOLVAN, Channel.PRINT),
        (REFUSES, Channel.PRINT),
    ],
)
def test_the_trial_names_the_channel_that_a_letter_would_take(
    world: None, recipient: str, channel: Channel
) -> None:
    assert try_letter(recipient).decision.channel == channel


def test_a_trial_stores_and_sends_nothing(world: None) -> None:
    for recipient in (cast.MARIA, cast.TOLVAN):
        try_letter(recipient, "notification")

    assert [model.objects.count() for model in (Distribution, Leg, OutboxMessage)] == [0, 0, 0]


@pytest.mark.parametrize(("kind", "protection_class"), [("secure", 2), ("notification", 1)])
def test_the_facts_are_those_that_dispatch_sees(world: None, kind: str, protection_class: int) -> None:
    facts = try_letter(cast.MARIA, kind, 7).facts

    assert (facts.kind, facts.protection_class, facts.size) == (kind, protection_class, 7)
    assert (facts.is_company, facts.has_mailbox, facts.sender_accepted) == (False, True, True)
    assert facts.today == clock.today()


def test_a_company_is_known_by_its_number(world: None) -> None:
    assert try_letter("165560000027").facts.is_company


def test_the_first_rule_that_holds_decides_and_a_later_one_is_said_to_hold_too(world: None) -> None:
    add_rule("Bara företag", ["email"], recipient="company")
    add_rule("Allt på papper", ["print"])
    add_rule("Allt digitalt", ["mina_meddelanden"])

    first, second, third = try_letter(cast.MARIA).rules[:3]

    assert (first.holds, first.decides, first.fails) == (False, False, ["mottagaren är en organisation"])
    assert (second.holds, second.decides, second.fails) == (True, True, [])
    assert (third.holds, third.decides, third.fails) == (True, False, [])


def test_every_condition_that_fails_is_named_and_no_other(world: None) -> None:
    add_rule("Sträng", ["print"], recipient="person", has_mailbox=False, larger_than_bytes=70_000)

    assert try_letter(cast.MARIA).rules[0].fails == [
        "mottagaren har ingen digital brevlåda",
        "brevet är större än 70000 byte",
    ]


@pytest.mark.parametrize(("size", "holds"), [(70_000, False), (70_001, True)])
def test_the_size_that_is_tried_decides(world: None, size: int, holds: bool) -> None:
    add_rule("Stora", ["print"], larger_than_bytes=70_000)

    assert try_letter(cast.MARIA, size=size).rules[0].holds is holds


def test_the_sender_s_own_address_register_is_looked_in(world: None) -> None:
    add_rule("Känd adress", ["email"], email_known=True)
    assert not try_letter(cast.TOLVAN, "notification").rules[0].holds

    ContactAddress.objects.create(
        sender=SENDER, recipient=cast.TOLVAN, email="tolvan@example.com", confirmed_on=clock.today()
    )

    assert try_letter(cast.TOLVAN, "notification").decision.channel == Channel.EMAIL


def test_an_address_in_another_sender_s_register_is_not_used(world: None) -> None:
    add_rule("Känd adress", ["email"], email_known=True)
    ContactAddress.objects.create(
        sender="162021003898", recipient=cast.TOLVAN, email="tolvan@example.com", confirmed_on=clock.today()
    )

    assert not try_letter(cast.TOLVAN, "notification").rules[0].holds


def errors_of(**change: str) -> set[str]:
    form = TrialForm({**GIVEN, **change}, SENDER)
    form.is_valid()
    return set(form.errors)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("sender", ""),
        ("sender", "165560000001"),
        ("who", ""),
        ("who", "198101052383"),
        ("kind", "brev"),
        ("size", ""),
        ("size", "0"),
        ("size", "2000001"),
        ("size", "9" * 5_000),
        ("size", "stor"),
    ],
    ids=lambda text: text[:12],
)
def test_what_cannot_be_tried_is_named_at_its_field(world: None, field: str, text: str) -> None:
    assert errors_of(**{field: text}) == {field}


@pytest.mark.parametrize("size", ["1", "2000000"])
def test_every_size_that_a_letter_may_have_is_tried(world: None, size: str) -> None:
    assert errors_of(size=size) == set()


def test_an_empty_form_begins_with_the_sender_of_the_page(world: None) -> None:
    assert TrialForm(None, "162021003898").initial["sender"] == "162021003898"
    assert TrialForm(None, "").initial["sender"] in dict(TrialForm(None, "").fields["sender"].choices)  # type: ignore[attr-defined]  # the field is typed without choices
