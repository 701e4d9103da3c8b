"""One person can never see another's mail, by any address."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from infra import clock
from mailbox_operator.models import ForwardedEmail, Mailbox, Message
from mailbox_ui import urls
from mailbox_ui.models import EidHolder
from tests.mailbox_ui import factories as make

pytestmark = pytest.mark.usefixtures("pki")
"""The signatures of a letter are verified when they are shown."""

HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/post/minmyndighetspost.se/"}


def forwarded(letter: Message) -> ForwardedEmail:
    made, _ = ForwardedEmail.objects.get_or_create(
        message=letter, defaults={"address": "lon@a.example", "at": clock.now(), "due_at": clock.now()}
    )
    return made


def addresses_of(letter: Message) -> dict[str, str]:
    """Every address at which something of the letter can be read."""
    at = [letter.mailbox.operator.name, letter.public_id]
    return {
        "message": reverse("mail:message", args=at),
        "letter": reverse("mail:letter", args=at),
        "attachment": reverse("mail:attachment", args=[*at, 1]),
        "download": reverse("mail:download", args=[*at, 1]),
        "page-picture": reverse("mail:page-picture", args=[*at, 1, 1]),
        "page-text": reverse("mail:page-text", args=[*at, 1, 1]),
        "sheets": reverse("mail:sheets", args=[*at, 1]),
        "download-all": reverse("mail:download-all", args=at),
        "signatures": reverse("mail:signatures", args=at),
        "original": reverse("mail:original", args=at),
        "forward": reverse("mail:forward", args=at),
        "hand-on": reverse("mail:hand-on", args=at),
        "forwarded-email": reverse("mail:forwarded-email", args=[*at, forwarded(letter).key]),
        "open": reverse("mail:open", args=[letter.public_id]),
    }


NAMES = [
    "message", "letter", "attachment", "download", "page-picture", "page-text", "sheets", "download-all",
    "signatures", "original", "forward", "hand-on", "forwarded-email", "open",
]  # fmt: skip


OF_PREVIEW = {"reply", "receipt"}
"""Off here; test_answers.py has who may use them."""


def test_every_address_below_a_message_is_covered_here() -> None:
    below = {pattern.name for pattern in [*urls.message_urls, *urls.attachment_urls] if hasattr(pattern, "name")}

    assert below - {None} - OF_PREVIEW == set(NAMES) - {"open"}


@pytest.mark.parametrize("name", NAMES)
def test_the_holder_reads_it(annas_letter: Message, anna: Client, name: str) -> None:
    assert anna.get(addresses_of(annas_letter)[name]).status_code == (302 if name == "open" else 200)


@pytest.mark.parametrize("name", NAMES)
def test_someone_else_is_told_that_it_does_not_exist(annas_letter: Message, berit: Client, name: str) -> None:
    answer = berit.get(addresses_of(annas_letter)[name])

    assert answer.status_code == 404
    assert make.SECRET not in answer.content.decode()


@pytest.mark.parametrize("name", NAMES)
def test_a_stranger_is_sent_to_log_in_and_then_back(annas_letter: Message, client: Client, name: str) -> None:
    address = addresses_of(annas_letter)[name]

    answer = client.get(address)

    assert (answer.status_code, answer.content) == (302, b"")
    assert answer["Location"] == f"/logga-in/?till={address.replace('/', '%2F')}"


@pytest.mark.parametrize("name", NAMES)
def test_after_logging_out_nothing_is_left_to_read(annas_letter: Message, anna: Client, name: str) -> None:
    address = addresses_of(annas_letter)[name]
    anna.get(address)
    anna.post(reverse("mail:log-out"))

    assert anna.get(address).status_code == 302


def test_a_message_is_not_found_under_another_operators_name(annas_letter: Message, anna: Client) -> None:
    kivra = make.operator("kivra.com", "Kivra")
    make.mailbox(make.BERIT, at=kivra)

    assert anna.get(reverse("mail:message", args=["kivra.com", annas_letter.public_id])).status_code == 404


def test_the_inbox_shows_ones_own_mail_only(annas_letter: Message, berit: Client) -> None:
    at = annas_letter.mailbox.operator.name

    assert make.SECRET not in berit.get(reverse("mail:inbox", args=[at])).content.decode()
    assert make.SECRET not in berit.get(reverse("mail:inbox-renewal", args=[at]), headers=HTMX).content.decode()


def test_settings_are_ones_own(annas_mailbox: Mailbox, berit: Client) -> None:
    data = {"language": "en", "forwards_whole_class_1": "on"}
    berit.post(reverse("mail:preferences", args=[annas_mailbox.operator.name]), data)

    annas_mailbox.refresh_from_db()
    assert annas_mailbox.language == "sv"
    assert Mailbox.objects.get(holder=make.BERIT).language == "en"


def test_a_link_to_another_s_letter_says_so_and_leads_to_log_in(annas_letter: Message, berit: Client) -> None:
    link = reverse("mail:open", args=[annas_letter.public_id])

    answer = berit.get(link)

    page = answer.content.decode()
    assert answer.status_code == 404
    assert "Länken leder till någon annans post" in page
    assert f"/logga-in/?till={link.replace('/', '%2F')}" in page
    assert "Anna" not in page
    unknown = berit.get(reverse("mail:open", args=[uuid.uuid4()]))
    assert "Länken leder till någon annans post" in unknown.content.decode()


def test_a_link_on_another_s_phone_leads_to_that_person_s_log_in(annas_letter: Message, berit: Client) -> None:
    link = reverse("mail:open", args=[annas_letter.public_id])

    answer = berit.get(f"{link}?som={make.ANNA}", follow=True)

    assert "Logga in som Anna Test" in answer.content.decode()


def test_a_forgotten_person_is_logged_out(annas_letter: Message, anna: Client) -> None:
    EidHolder.objects.all().delete()

    assert anna.get(addresses_of(annas_letter)["message"]).status_code == 302


def test_logging_in_as_someone_else_leaves_nothing_of_the_first(annas_letter: Message, anna: Client) -> None:
    make.mailbox(make.BERIT, at=annas_letter.mailbox.operator)

    make.log_in(anna, make.BERIT)

    assert anna.get(addresses_of(annas_letter)["message"]).status_code == 404


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("page-picture", "open")])
def test_pages_with_mail_are_kept_in_no_cache(annas_letter: Message, anna: Client, name: str) -> None:
    control = anna.get(addresses_of(annas_letter)[name])["Cache-Control"]

    assert {"no-store", "private"} <= set(control.split(", "))


def test_a_kept_page_picture_is_asked_about_each_time(annas_letter: Message, anna: Client) -> None:
    address = addresses_of(annas_letter)["page-picture"]
    first = anna.get(address)
    tag = {"If-None-Match": first["ETag"]}

    assert first["Cache-Control"] == "private, no-cache"
    assert anna.get(address, headers=tag).status_code == 304
    anna.post(reverse("mail:log-out"))
    assert anna.get(address, headers=tag).status_code == 302


def test_a_stale_link_of_another_says_who_is_logged_in_and_leads_to_log_in(
    annas_letter: Message, berit: Client
) -> None:
    address = reverse("mail:message", args=[annas_letter.mailbox.operator.name, annas_letter.public_id])

    answer = berit.get(address)

    page = " ".join(answer.content.decode().split())
    assert answer.status_code == 404
    assert "Du är inloggad som Berit Test." in page
    assert f"/logga-in/?till={address.replace('/', '%2F')}" in page
