"""The seeded rules of the channel switch, and the seeded lines of the municipalities' address registers."""

from datetime import date, timedelta

import pytest

from formedlare.models import ChannelRule, ContactAddress
from formedlare.models.channel import Channel
from infra.pki import store
from testbed import world as demo_world
from testbed.world import actors, channel_rules

TODAY = date(2026, 3, 2)


def remove_surplus() -> None:
    holders: list[demo_world.WorldHolder] = [*demo_world.list_persons(TODAY), *demo_world.list_companies()]
    channel_rules.remove_surplus(holders, TODAY)


def test_the_rules_are_for_all_senders_and_in_order() -> None:
    rules = channel_rules.seeded_rules()

    assert [rule.position for rule in rules] == [1, 2]
    assert {rule.sender for rule in rules} == {channel_rules.ALL_SENDERS}


@pytest.mark.parametrize("rule", channel_rules.seeded_rules(), ids=lambda rule: rule.name)
def test_every_rule_tries_mina_meddelanden_first_and_paper_last(rule: ChannelRule) -> None:
    assert rule.channels[0] == Channel.MINA_MEDDELANDEN
    assert rule.channels[-1] == Channel.PRINT


def test_only_companies_are_sent_e_mail() -> None:
    companies, persons = channel_rules.seeded_rules()

    assert companies.conditions == {"recipient": "company"}
    assert Channel.EMAIL in companies.channels
    assert persons.conditions == {"recipient": "person"}
    assert Channel.EMAIL not in persons.channels


def test_one_municipality_confirmed_the_address_lately_and_the_other_long_ago() -> None:
    lately, long_ago = channel_rules.seeded_contacts(TODAY)

    assert lately.sender == store.organisation_number(actors.KOMMUN_A)
    assert TODAY - lately.confirmed_on == timedelta(days=30)
    assert long_ago.sender == store.organisation_number(actors.KOMMUN_B)
    assert TODAY - long_ago.confirmed_on > timedelta(days=365)
    assert lately.recipient == long_ago.recipient == channel_rules.WITHOUT_MAILBOX


@pytest.mark.usefixtures("world")
def test_a_seeded_sender_s_own_rules_go_and_a_tester_s_sender_keeps_its_own() -> None:
    ChannelRule.objects.create(
        sender=store.organisation_number(actors.KOMMUN_A), position=1, name="Egen", channels=["print"]
    )
    ChannelRule.objects.create(sender="165590000005", position=1, name="En testares", channels=["print"])
    ChannelRule.objects.create(sender="", label="natt", position=1, name="En körnings", channels=["print"])

    remove_surplus()

    assert not ChannelRule.objects.filter(name="Egen").exists()
    assert ChannelRule.objects.filter(name="En testares").exists()
    assert ChannelRule.objects.filter(name="En körnings").exists()
    assert ChannelRule.objects.filter(label="", sender=channel_rules.ALL_SENDERS).count() == 2


@pytest.mark.usefixtures("world")
def test_an_address_of_a_seeded_holder_that_was_not_promised_goes() -> None:
    sender, known, unknown = store.organisation_number(actors.KOMMUN_A), "191212121212", "165590000005"
    for recipient in (known, unknown):
        ContactAddress.objects.create(
            sender=sender, recipient=recipient, email="t@example.org", confirmed_on=TODAY
        )

    remove_surplus()

    assert not ContactAddress.objects.filter(recipient=known).exists()
    assert ContactAddress.objects.filter(recipient=unknown).exists()
    assert ContactAddress.objects.filter(recipient=channel_rules.WITHOUT_MAILBOX).count() == 2
