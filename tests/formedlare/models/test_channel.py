"""The channels: each is named once, and has a lane of its own unless it leads to mailbox operators."""

import pytest

from console import state_names
from formedlare import switch
from formedlare.models.channel import EMAIL_LANE, OWN_LANES, PRINT_LANE, SMS_LANE, Channel
from infra.texts import Text


@pytest.mark.parametrize(
    ("channel", "name"),
    [
        (Channel.MINA_MEDDELANDEN, Text.same("Mina meddelanden")),
        (Channel.EMAIL, Text("E-post", "e-mail")),
        (Channel.SMS, Text.same("SMS")),
        (Channel.PRINT, Text("Utskrift", "print")),
    ],
)
def test_a_channel_has_a_name_in_both_languages(channel: Channel, name: Text) -> None:
    assert channel.display_name == name


def test_the_lanes_of_channels_keep_the_names_that_stored_legs_have() -> None:
    assert OWN_LANES == {Channel.EMAIL: "email", Channel.SMS: "sms", Channel.PRINT: "print"}
    assert (EMAIL_LANE, SMS_LANE, PRINT_LANE) == ("email", "sms", "print")


def test_pages_and_rules_know_every_channel() -> None:
    assert set(state_names.CHANNELS) == set(Channel.values)
    assert set(state_names.LANES) >= set(OWN_LANES.values())
    assert switch.parse_channels(Channel.values) == list(Channel)
