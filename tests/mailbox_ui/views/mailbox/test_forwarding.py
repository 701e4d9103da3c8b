"""The pages on which a letter is sent on, and what is remembered of it on the letter."""

import pytest
from django.test import Client
from lxml import html

from mailbox_operator.models import ForwardedEmail, HandedOnLetter, Message
from tests.cast import ARVID, MARIA, TOLVAN, Sender
from tests.mailbox_ui import acting
from tests.mailbox_ui import factories as make

AT = "/post/minmyndighetspost.se/meddelande"


def words(page: bytes) -> str:
    return " ".join(html.fromstring(page.decode()).text_content().split())


def form_values(browser: Client, address: str) -> dict[str, str]:
    page = html.fromstring(browser.get(address).content.decode())
    return {"key": page.xpath("//input[@name='key']/@value")[0]}


def filled(**changes: object) -> dict[str, object]:
    return {"address": "lon@a.example", "parts": ["brev", "0"], "is_understood": "on", "note": "Hej!", **changes}


def test_a_letter_is_forwarded_and_remembers_to_whom(annas_letter: Message, anna: Client) -> None:
    address = f"{AT}/{annas_letter.public_id}/vidarebefordra/"

    answer = anna.post(address, filled(**form_values(anna, address)), follow=True)

    assert answer.redirect_chain == [(f"{AT}/{annas_letter.public_id}/", 302)]
    assert "Vidarebefordrat till lon@a.example" in words(answer.content)
    email = ForwardedEmail.objects.get()
    assert [file.filename for file in email.attachments.all()] == ["Beslut.pdf"]
    copy = anna.get(f"{AT}/{annas_letter.public_id}/vidarebefordrat/{email.key}/").content
    assert "lon@a.example" in words(copy)
    assert "Beslut.pdf" in words(copy)
    assert f"Din {make.SECRET} är klar." in words(copy)


def test_it_warns_before_the_letter_leaves_the_safe_place(annas_letter: Message, anna: Client) -> None:
    page = words(anna.get(f"{AT}/{annas_letter.public_id}/vidarebefordra/").content)

    assert "Brevet lämnar den säkra brevlådan" in page
    assert "Det går inte att ta tillbaka" in page


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"address": ""}, "Skriv den adress som brevet ska skickas till."),
        ({"address": "lon@a.example\r\nBcc: x@b.example"}, "Adressen stämmer inte."),
        ({"address": "lon@a.example,x@b.example"}, "Adressen stämmer inte."),
        ({"address": "lon@a.example\u202e"}, "Adressen stämmer inte."),
        ({"parts": []}, "Välj minst en sak att skicka med."),
        ({"parts": ["99"]}, "99"),
        ({"is_understood": ""}, "Kryssa i rutan om du vill att brevet ska lämna den säkra brevlådan."),
        ({"note": "x" * 2_001}, "Texten är för lång"),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_sent(
    annas_letter: Message, anna: Client, changes: dict[str, object], told: str
) -> None:
    address = f"{AT}/{annas_letter.public_id}/vidarebefordra/"

    answer = anna.post(address, filled(**form_values(anna, address), **changes))

    assert answer.status_code == 422
    assert told in words(answer.content)
    assert not ForwardedEmail.objects.exists()


def test_a_second_click_sends_one_email(annas_letter: Message, anna: Client) -> None:
    address = f"{AT}/{annas_letter.public_id}/vidarebefordra/"
    values = filled(**form_values(anna, address))

    for _ in range(2):
        assert anna.post(address, values).status_code == 302

    assert ForwardedEmail.objects.count() == 1


def test_a_notification_offers_only_email(annas_letter: Message, anna: Client) -> None:
    unsigned = {"sender_certificate": "", "dispatcher_certificate": "", "sealed_on": "", "signature_forms": ""}
    type(annas_letter.delivery).objects.update(kind="notification", **unsigned)

    page = anna.get(f"{AT}/{annas_letter.public_id}/vidarebefordra/brevlada/").content

    assert "Skicka det som e-post i stället" in words(page)
    assert b'name="recipient"' not in page


@pytest.fixture
def letter(kommun_a: Sender) -> Message:
    assert kommun_a.deliver(kommun_a.letter(to=ARVID)).delivered
    return Message.objects.get()


def hand_on(letter: Message, to: str) -> bytes:
    browser, address = acting.browser_of(ARVID), f"{AT}/{letter.public_id}/vidarebefordra/brevlada/"
    values = {**form_values(browser, address), "recipient": to, "note": "För kännedom"}
    return browser.post(address, values, follow=True).content


def test_a_letter_is_handed_on_and_its_copy_says_by_whom(letter: Message) -> None:
    page = words(hand_on(letter, "19810105-2382"))

    assert "Lämnat till brevlådan för 19810105-2382" in page
    copy = Message.objects.exclude(pk=letter.pk).get()
    read = words(acting.browser_of(MARIA).get(f"{AT}/{copy.public_id}/").content)
    assert "Vidarebefordrat av Arvid Lindgren" in read
    assert "För kännedom" in read
    assert "Signerat" in read


@pytest.mark.parametrize(
    ("to", "told"),
    [
        (ARVID, "Brevet ligger redan i den brevlådan."),
        (TOLVAN, "Mottagaren har ingen digital brevlåda. Du kan skicka brevet som e-post i stället."),
        ("197601012391", "Mottagaren tar inte emot post från Kommun A."),
        ("198101052383", "Numret stämmer inte."),
        ("", "Skriv vems brevlåda brevet ska till."),
    ],
)
def test_why_it_cannot_be_handed_on_is_told_kindly(letter: Message, to: str, told: str) -> None:
    assert told in words(hand_on(letter, to))
    assert not HandedOnLetter.objects.exists()


def test_the_signatures_are_verified_while_one_looks(letter: Message) -> None:
    page = words(acting.browser_of(ARVID).get(f"{AT}/{letter.public_id}/underskrifter/").content)

    assert "Båda underskrifterna är kontrollerade nu" in page
    assert page.count("Av Kommun A (202100-4748)") == 2
    assert "Certifikatet utfärdat av" in page
    assert "rsa-sha256" in page
    assert "<" in page


def test_the_outer_box_says_whether_the_sender_delivered_itself(letter: Message) -> None:
    address = f"{AT}/{letter.public_id}/underskrifter/"
    own = words(acting.browser_of(ARVID).get(address).content)
    letter.delivery.dispatcher = "162021009010"
    letter.delivery.save()

    relayed = words(acting.browser_of(ARVID).get(address).content)

    assert "Leveransens försegling" in own
    assert own.count("Kommun A levererade själv") == 1
    assert "Förmedlarens försegling" not in own
    assert "Förmedlarens försegling" in relayed
    assert "levererade själv" not in relayed


def test_a_stored_letter_that_was_changed_is_not_confirmed(letter: Message) -> None:
    delivery = letter.delivery
    delivery.sealed_xml = bytes(delivery.sealed_xml).replace(b"Beslut", b"Avslag")
    delivery.save()

    page = words(acting.browser_of(ARVID).get(f"{AT}/{letter.public_id}/underskrifter/").content)

    assert "Underskrifterna går inte att bekräfta just nu" in page
    assert "håller. Ingen har ändrat" not in page


def test_the_original_is_saved_octet_by_octet(letter: Message) -> None:
    answer = acting.browser_of(ARVID).get(f"{AT}/{letter.public_id}/underskrifter/original.xml")

    assert answer.content == bytes(letter.delivery.sealed_xml)
    assert answer["Content-Disposition"] == f'attachment; filename="{letter.delivery.trans_id}.xml"'


def test_a_notification_is_said_to_need_no_signature(kommun_a: Sender) -> None:
    assert kommun_a.notify(kommun_a.notification(ARVID)).status == 200
    unsigned = Message.objects.get()

    page = words(acting.browser_of(ARVID).get(f"{AT}/{unsigned.public_id}/underskrifter/").content)

    assert "Det här är ett mindre känsligt meddelande. Sådana signeras inte." in page
    assert "Underskrifterna går inte att bekräfta" not in page
