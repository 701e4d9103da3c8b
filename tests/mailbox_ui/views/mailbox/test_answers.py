"""The preview of replies and receipts: off unless it is switched on, and only where the sender asks."""

import re
import uuid

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from mailbox_operator.models import Answer, AnswerRequest, Mailbox, MailboxLogEntry, Message
from sender import compose
from tests import cast
from tests.mailbox_ui import factories as make

AT = "/post/minmyndighetspost.se/meddelande"


@pytest.fixture
def asked(annas_mailbox: Mailbox, settings: Settings) -> Message:
    """A letter whose sender takes a reply and asks for a receipt; the preview is on."""
    settings.PREVIEW = True
    message = make.message(annas_mailbox)
    AnswerRequest.objects.create(message=message, takes_reply=True, wants_receipt=True)
    return message


def reply(browser: Client, message: Message, text: str = "Jag kommer.", token: str = "") -> int:
    answer = browser.post(f"{AT}/{message.public_id}/svara/", {"text": text, "token": token or str(uuid.uuid4())})
    return answer.status_code


def page(browser: Client, message: Message) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", browser.get(f"{AT}/{message.public_id}/").content.decode()))


def test_without_the_setting_nothing_is_shown_or_taken(anna: Client, asked: Message, settings: Settings) -> None:
    settings.PREVIEW = False

    assert "Förhandsvisning" not in page(anna, asked)
    assert "Det går inte att svara på brevet här." in page(anna, asked)
    assert reply(anna, asked) == 404
    assert anna.post(f"{AT}/{asked.public_id}/kvittera/").status_code == 404
    assert not Answer.objects.exists()


def test_a_letter_whose_sender_asks_for_nothing_takes_nothing(
    anna: Client, annas_letter: Message, settings: Settings
) -> None:
    settings.PREVIEW = True

    assert "Förhandsvisning" not in page(anna, annas_letter)
    assert reply(anna, annas_letter) == 404
    assert anna.post(f"{AT}/{annas_letter.public_id}/kvittera/").status_code == 404


def test_a_reply_is_kept_shown_and_noted(anna: Client, asked: Message) -> None:
    assert "Förhandsvisning" in page(anna, asked)
    assert reply(anna, asked, "Jag kommer på måndag.") == 302

    assert "Jag kommer på måndag. Anna Test" in page(anna, asked)
    assert asked.mailbox.log.filter(event=MailboxLogEntry.Event.ANSWERED, by=make.ANNA).count() == 1


def test_the_same_form_sent_twice_is_one_reply(anna: Client, asked: Message) -> None:
    token = str(uuid.uuid4())

    assert [reply(anna, asked, token=token), reply(anna, asked, token=token)] == [302, 302]

    assert Answer.objects.count() == 1
    assert asked.mailbox.log.filter(event=MailboxLogEntry.Event.ANSWERED).count() == 1


def test_a_receipt_is_given_once(anna: Client, asked: Message) -> None:
    for _ in range(2):
        assert anna.post(f"{AT}/{asked.public_id}/kvittera/").status_code == 302

    assert Answer.objects.filter(kind="receipt").count() == 1
    assert "Kvitterat i dag" in page(anna, asked)


@pytest.mark.parametrize("text", ["", "   ", "x" * 5_001])
def test_an_empty_or_endless_reply_is_explained(anna: Client, asked: Message, text: str) -> None:
    assert reply(anna, asked, text) == 422
    assert not Answer.objects.exists()


def test_a_wish_for_replies_alone_gives_no_receipt(anna: Client, asked: Message) -> None:
    AnswerRequest.objects.update(wants_receipt=False)

    assert anna.post(f"{AT}/{asked.public_id}/kvittera/").status_code == 404
    assert "Kvittera" not in page(anna, asked).replace("Svara och kvittera", "")


def test_nobody_answers_another_person_s_letter(berit: Client, asked: Message) -> None:
    assert reply(berit, asked) == 404
    assert not Answer.objects.exists()


def test_the_sender_s_wish_comes_with_the_letter_and_the_answer_is_fetched(
    kommun_a: cast.Sender, client: Client, settings: Settings
) -> None:
    settings.PREVIEW = True
    text = kommun_a.text(
        reply=compose.ReplyOptions.REQUESTED, receipt=compose.ReceiptOptions.SIMPLE, message_id="Kallelse-1"
    )
    assert kommun_a.deliver(kommun_a.letter(cast.ARVID, text)).delivered
    make.log_in(client, cast.ARVID)
    message = Message.objects.get()

    reply(client, message, "Ja tack")
    client.post(f"{AT}/{message.public_id}/kvittera/")

    found = client.get("/api/v1/answers", {"sender": "162021004748", "sender_message_id": "Kallelse-1"}).json()
    assert [(one["kind"], one["text"]) for one in found["results"]] == [("reply", "Ja tack"), ("receipt", "")]
    assert found["results"][0]["recipient"] == found["results"][0]["given_by"] == cast.ARVID
    assert found["next"] is None


def test_answers_are_fetched_in_pages(anna: Client, asked: Message) -> None:
    for number in range(3):
        reply(anna, asked, f"Svar {number}")

    first = anna.get("/api/v1/answers", {"limit": 2}).json()
    second = anna.get(first["next"]).json()

    texts = [one["text"] for one in [*first["results"], *second["results"]]]
    assert texts == ["Svar 0", "Svar 1", "Svar 2"]


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        ({"reply": compose.ReplyOptions.NOT_ALLOWED, "receipt": compose.ReceiptOptions.NOT}, None),
        ({"reply": compose.ReplyOptions.ACCEPTED}, (True, False)),
        ({"receipt": compose.ReceiptOptions.SIGNED}, (False, True)),
    ],
)
def test_the_contract_s_words_are_kept_as_what_the_sender_wants(
    kommun_a: cast.Sender, options: dict[str, object], kept: tuple[bool, bool] | None
) -> None:
    assert kommun_a.deliver(kommun_a.letter(cast.ARVID, kommun_a.text(**options))).delivered

    found = AnswerRequest.objects.first()
    assert (found and (found.takes_reply, found.wants_receipt)) == kept
