"""The holder confirms where to be told of new mail, and chooses how."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from infra.outbox.models import OutboxMessage
from mailbox_operator.customers import contacts
from mailbox_operator.mailbox import mailbox_log
from mailbox_operator.models import Mailbox
from tests.mailbox_ui import factories as make

ADDRESS = "/post/minmyndighetspost.se/installningar/"
SMS, EMAIL = f"{ADDRESS}kontakt/sms/", f"{ADDRESS}kontakt/email/"
PassTime = Callable[[timedelta], None]


def annas() -> Mailbox:
    return Mailbox.objects.get(holder=make.ANNA)


def send(anna: Client, address: str = "070-174 06 05", to: str = SMS) -> str:
    """Returns the code, as the simulated phone shows it."""
    anna.post(to, {"do": "send", "address": address})
    text = OutboxMessage.objects.latest("pk").text
    return next(word for word in text.replace(".", " ").split() if word.isdigit() and len(word) == 6)


def confirm(anna: Client, code: str, to: str = SMS) -> str:
    return anna.post(to, {"do": "confirm", "code": code}, follow=True).content.decode()


def events() -> list[tuple[str, str]]:
    return [(entry.event, entry.about) for entry in mailbox_log.read_log(annas()).entries]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_a_number_counts_when_its_code_is_typed_and_announces_from_then(anna: Client) -> None:
    code = send(anna)
    assert annas().mobile == ""

    page = confirm(anna, code)

    assert "Ditt mobilnummer är bekräftat." in page
    assert '<span data-address="sms">070-174 06 05</span>' in page
    assert (annas().mobile, annas().announce_by_sms) == ("+46701740605", True)
    assert ("contact-confirmed", "+46701740605") in events()
    assert "070-174 06 05" in anna.get(f"{ADDRESS}logg/").content.decode()


def test_an_email_address_is_confirmed_in_the_same_way(anna: Client) -> None:
    code = send(anna, "anna@exempel.se", EMAIL)
    mail = OutboxMessage.objects.get()

    confirm(anna, code, EMAIL)

    assert (mail.recipient, mail.address, mail.subject) == (
        make.ANNA,
        "anna@exempel.se",
        "Din kod hos Min myndighetspost",
    )
    assert (annas().email, annas().announce_by_email) == ("anna@exempel.se", True)


def test_the_code_is_shown_on_her_phone_and_on_no_page_of_the_mailbox(anna: Client) -> None:
    code = send(anna)

    assert code in anna.get(f"/telefon/{make.ANNA}").content.decode()
    assert code not in anna.get(ADDRESS).content.decode()


def test_a_code_may_be_typed_with_a_blank(anna: Client) -> None:
    code = send(anna)

    confirm(anna, f"{code[:3]} {code[3:]}")

    assert annas().mobile == "+46701740605"


def test_a_wrong_code_is_told_and_five_of_them_end_it(anna: Client) -> None:
    code = send(anna)
    for _ in range(4):
        assert "Koden stämmer inte." in confirm(anna, wrong(code))
    assert "Koden gäller inte längre." in confirm(anna, wrong(code))

    assert "Koden gäller inte längre." in confirm(anna, code)
    assert annas().mobile == ""


def test_a_code_is_good_for_half_an_hour(anna: Client, pass_time: PassTime) -> None:
    code = send(anna)
    pass_time(timedelta(minutes=29))
    anna.get(ADDRESS)
    pass_time(timedelta(minutes=2))

    assert "Koden gäller inte längre." in confirm(anna, code)
    assert annas().mobile == ""


def test_only_the_latest_code_counts(anna: Client) -> None:
    first = send(anna)
    second = send(anna, "070-174 06 06")

    if first != second:
        assert "Koden stämmer inte." in confirm(anna, first)
    confirm(anna, second)
    assert annas().mobile == "+46701740606"


def test_five_codes_an_hour_and_no_more(anna: Client, pass_time: PassTime) -> None:
    for _ in range(5):
        send(anna)
    answer = anna.post(SMS, {"do": "send", "address": "0701740605"})
    assert answer.status_code == 422
    assert "Vi har skickat fem koder" in answer.content.decode()
    assert OutboxMessage.objects.count() == 5

    pass_time(timedelta(minutes=59))
    anna.get(ADDRESS)
    pass_time(timedelta(minutes=2))
    send(anna)
    assert OutboxMessage.objects.count() == 6


def test_a_code_for_another_channel_or_person_is_none(anna: Client, berit: Client) -> None:
    code = send(anna)

    confirm(anna, code, EMAIL)
    confirm(berit, code)

    assert set(Mailbox.objects.values_list("mobile", "email")) == {("", "")}


@pytest.mark.parametrize(
    ("to", "address", "words"),
    [
        (SMS, "", "Skriv det mobilnummer som vi ska skicka sms till."),
        (SMS, "0701", "Numret stämmer inte."),
        (SMS, "ring mig", "Numret stämmer inte."),
        (EMAIL, "", "Skriv den adress som vi ska skicka e-post till."),
        (EMAIL, "anna", "Adressen stämmer inte."),
        (EMAIL, "anna@exempel.se\nBcc: alla@exempel.se", "Adressen stämmer inte."),
    ],
)
def test_an_address_that_cannot_be_is_told_and_nothing_is_sent(
    anna: Client, to: str, address: str, words: str
) -> None:
    answer = anna.post(to, {"do": "send", "address": address})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not OutboxMessage.objects.exists()


def test_what_waits_can_be_given_up(anna: Client) -> None:
    code = send(anna)
    anna.post(SMS, {"do": "withdraw"})

    assert "Vi har skickat en kod" not in anna.get(ADDRESS).content.decode()
    confirm(anna, code)
    assert annas().mobile == ""


def test_an_address_is_removed_and_so_are_its_announcements(anna: Client) -> None:
    confirm(anna, send(anna))
    anna.post(SMS, {"do": "remove"})

    assert (annas().mobile, annas().announce_by_sms) == ("", False)
    assert events()[0] == ("contact-removed", "+46701740605")


def test_a_channel_is_switched_off_and_its_address_kept(anna: Client) -> None:
    confirm(anna, send(anna))

    page = anna.post(ADDRESS, {"language": "sv", "forwards_whole_class_1": "on"}, follow=True).content.decode()

    assert "Dina inställningar är sparade." in page
    assert (annas().mobile, annas().announce_by_sms) == ("+46701740605", False)
    assert events()[0] == ("announcements-changed", "")


def test_what_has_no_address_cannot_be_switched_on(anna: Client) -> None:
    anna.post(ADDRESS, {"announce_by_sms": "on", "announce_by_email": "on", "language": "sv"})

    assert (annas().announce_by_sms, annas().announce_by_email) == (False, False)


def test_whole_messages_are_chosen_once_there_is_somewhere_to_send_them(anna: Client) -> None:
    why = "Går att välja när du har bekräftat"
    assert why in anna.get(ADDRESS).content.decode()
    anna.post(ADDRESS, {"language": "sv"})
    assert annas().forwards_whole_class_1

    confirm(anna, send(anna))

    assert why not in anna.get(ADDRESS).content.decode()
    anna.post(ADDRESS, {"announce_by_sms": "on", "language": "sv"})
    assert not annas().forwards_whole_class_1


def test_the_language_is_that_of_pages_codes_and_announcements(anna: Client) -> None:
    page = anna.post(ADDRESS, {"language": "en", "forwards_whole_class_1": "on"}, follow=True)
    send(anna)

    assert page.headers["Content-Language"] == "en"
    assert "Your settings have been saved." in page.content.decode()
    assert OutboxMessage.objects.get().text.startswith("Your code at Min myndighetspost is")
    assert ("language-changed", "English") in events()


def test_another_browser_speaks_the_language_after_log_in(anna: Client) -> None:
    anna.post(ADDRESS, {"language": "en"})

    elsewhere = Client()
    make.log_in(elsewhere, make.ANNA)

    assert elsewhere.get(ADDRESS).headers["Content-Language"] == "en"


@pytest.mark.parametrize("step", ["", "nonsens"])
def test_a_step_that_is_none_does_not_exist(anna: Client, step: str) -> None:
    assert anna.post(SMS, {"do": step}).status_code == 404
    assert anna.post(f"{ADDRESS}kontakt/duva/", {"do": "send"}).status_code == 404
    assert anna.get(SMS).status_code == 405


def test_codes_are_six_digits_and_seldom_the_same(annas_mailbox: Mailbox) -> None:
    for _ in range(5):
        contacts.send_code(annas_mailbox, contacts.Channel.SMS, "+46701740605", make.ANNA)

    codes = list(annas_mailbox.codes.values_list("code", flat=True))
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    assert len(set(codes)) > 1
