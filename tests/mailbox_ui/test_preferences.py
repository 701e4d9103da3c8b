"""How the holder wants to hear of new messages."""

import pytest
from django.test import Client

from mailbox_operator.models import Mailbox
from tests.mailbox_ui import factories as make

ADDRESS = "/post/minmyndighetspost.se/installningar/"
BOTH = {
    "announce_by_sms": "on",
    "mobile": "070-174 06 05",
    "announce_by_email": "on",
    "email": "anna@exempel.se",
}


def kept() -> tuple[bool, str, bool, str]:
    box = Mailbox.objects.get(holder=make.ANNA)
    return box.announce_by_sms, box.mobile, box.announce_by_email, box.email


def test_both_channels_are_saved_and_the_page_says_so(anna: Client) -> None:
    answer = anna.post(ADDRESS, BOTH, follow=True)

    assert "Dina inställningar är sparade." in answer.content.decode()
    assert kept() == (True, "+46701740605", True, "anna@exempel.se")


def test_a_channel_can_be_switched_off_and_its_address_kept(anna: Client) -> None:
    anna.post(ADDRESS, BOTH)
    anna.post(ADDRESS, {key: value for key, value in BOTH.items() if key != "announce_by_sms"})

    assert kept() == (False, "+46701740605", True, "anna@exempel.se")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"mobile": ""}, "Skriv det mobilnummer som vi ska skicka sms till."),
        ({"mobile": "0701"}, "Numret stämmer inte."),
        ({"mobile": "ring mig"}, "Numret stämmer inte."),
        ({"email": ""}, "Skriv den adress som vi ska skicka e-post till."),
        ({"email": "anna"}, "Adressen stämmer inte."),
    ],
)
def test_what_is_wrong_is_told_in_words_and_nothing_is_saved(
    anna: Client, change: dict[str, str], words: str
) -> None:
    answer = anna.post(ADDRESS, BOTH | change)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert kept() == (False, "", False, "")
