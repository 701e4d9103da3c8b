"""The inbox and the list of mailboxes say where new mail goes, as far as the register answers."""

import pytest
from django.http import Http404
from django.test import Client
from lxml import html

from infra.errors import InternalError
from mailbox_operator import register
from mailbox_operator.models import Mailbox
from mailbox_ui.access import mailboxes
from tests.mailbox_ui import factories as make

ADDRESS = "/post/minmyndighetspost.se/"


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ("kivra.com", "Du har valt <strong>Kivra</strong>"),
        ("annan.se", "<strong>annan.se</strong>"),
        (None, "på papper"),
    ],
)
def test_who_has_no_mailbox_is_told_where_the_mail_goes(
    client: Client, annas_mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, chosen: str | None, words: str
) -> None:
    make.operator("kivra.com", "Kivra")
    monkeypatch.setattr(register, "chosen_operator", lambda _holder: chosen)
    make.log_in(client, make.CARL)

    page = client.get(ADDRESS)

    assert page.status_code == 200
    assert "Du har ingen brevlåda hos Min myndighetspost" in page.content.decode()
    assert words in page.content.decode()


def test_a_register_that_does_not_answer_is_said_and_nothing_is_guessed(
    client: Client, annas_mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(holder: str) -> str | None:
        raise InternalError("Registret svarar inte", "No answer")

    monkeypatch.setattr(register, "chosen_operator", silent)

    make.log_in(client, make.CARL)

    page = client.get(ADDRESS).content.decode()

    assert "Registret svarar inte" in page
    assert "på papper" not in page


def test_without_a_mailbox_there_is_nothing_else_at_that_operator(client: Client, annas_mailbox: Mailbox) -> None:
    make.log_in(client, make.CARL)

    assert [client.get(f"{ADDRESS}{page}").status_code for page in ("nytt/", "installningar/")] == [404, 404]
    with pytest.raises(Http404):
        mailboxes.open_mailbox(make.holder(make.CARL), "minmyndighetspost.se")


def test_an_operator_that_does_not_exist_is_not_found(anna: Client) -> None:
    assert anna.get("/post/finns-inte.se/").status_code == 404


def test_who_has_one_mailbox_is_led_straight_to_it(anna: Client) -> None:
    assert anna.get("/post/")["Location"] == ADDRESS


def test_who_has_two_mailboxes_chooses(anna: Client) -> None:
    make.mailbox(make.ANNA, at=make.operator("kivra.com", "Kivra"))

    page = anna.get("/post/").content.decode()

    assert 'href="/post/kivra.com/"' in page
    assert f'href="{ADDRESS}"' in page


@pytest.mark.parametrize(
    ("chosen", "lead", "kivra", "own"),
    [
        (
            "kivra.com",
            "Du har valt Kivra. Dit kommer din post.",
            "Ny post hit",
            "Hit kommer ingen ny post.",
        ),
        ("annan.se", "Du har valt annan.se.", "Hit kommer ingen ny post.", "Hit kommer ingen ny post."),
        (None, "Myndigheternas brev kommer på papper.", "Hit kommer ingen ny post.", "Hit kommer ingen ny post."),
    ],
    ids=["one of them", "elsewhere", "nowhere"],
)
def test_each_mailbox_says_whether_new_mail_comes_there(
    anna: Client, monkeypatch: pytest.MonkeyPatch, chosen: str | None, lead: str, kivra: str, own: str
) -> None:
    make.mailbox(make.ANNA, at=make.operator("kivra.com", "Kivra"))
    monkeypatch.setattr(register, "chosen_operator", lambda _holder: chosen)

    page = html.fromstring(anna.get("/post/").content.decode())

    assert lead in " ".join(page.xpath("string(//p[@class='lead'])").split())
    cards = {card.get("data-operator"): card.text_content() for card in page.xpath("//li[@data-operator]")}
    assert kivra in cards["kivra.com"]
    assert own in cards["minmyndighetspost.se"]


def test_without_an_answer_of_the_register_no_mailbox_is_called_the_chosen_one(
    anna: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(holder: str) -> str | None:
        raise InternalError("Registret svarar inte", "No answer")

    make.mailbox(make.ANNA, at=make.operator("kivra.com", "Kivra"))
    monkeypatch.setattr(register, "chosen_operator", silent)

    page = anna.get("/post/").content.decode()

    assert "Registret svarar inte" in page
    assert "Hit kommer" not in page


def test_a_person_without_mailbox_learns_where_the_mail_goes(
    client: Client, annas_mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "chosen_operator", lambda _holder: None)
    make.log_in(client, make.CARL)

    assert "Du har ingen digital brevlåda." in client.get("/post/").content.decode()
