"""Replies and receipts: only where the sender asks, each once, and noted in the mailbox's log."""

import uuid
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts import message_v3, receipt, reply
from mailbox_operator.answers import storing
from mailbox_operator.answers.storing import NotAsked
from mailbox_operator.models import Answer, AnswerRequest, Mailbox, MailboxLogEntry, Message
from tests.mailbox_operator.conftest import NOW, Clock
from tests.mailbox_ui import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def box(clock: Clock) -> Mailbox:
    return make.mailbox(make.ANNA)


@pytest.fixture
def asked(box: Mailbox) -> Message:
    """A letter whose sender takes replies and asks for a receipt."""
    letter = make.message(box)
    AnswerRequest.objects.create(message=letter, takes_reply=True, wants_receipt=True)
    return letter


def give_reply(letter: Message, text: str = "Jag kommer.", token: uuid.UUID | None = None) -> None:
    storing.store_reply(letter, text, token=token or uuid.uuid4(), by=make.ANNA, by_name="Anna Test")


def give_receipt(letter: Message, by: str = make.ANNA) -> None:
    storing.store_receipt(letter, by=by, by_name=make.NAMES[by])


def answered(letter: Message) -> list[tuple[str, str]]:
    return list(Answer.objects.filter(message=letter).values_list("kind", "text"))


def header(reply_option: object = None, receipt_option: object = None) -> message_v3.MessageHeader:
    return message_v3.MessageHeader(
        id="M-1",
        subject="Kallelse",
        supportinfo=message_v3.SupportInfo(text="Ring."),
        language="svSE",
        reply=reply_option,  # type: ignore[arg-type]  # each of the contract's words
        receipt_request=receipt_option,  # type: ignore[arg-type]  # each of the contract's words
    )


@pytest.mark.parametrize("option", [None, *reply.ReplyOptions])
@pytest.mark.parametrize("wish", [None, *receipt.ReceiptOptions])
def test_each_pair_of_the_contract_s_words_is_read(
    option: reply.ReplyOptions | None, wish: receipt.ReceiptOptions | None
) -> None:
    found = storing.read_request(header(option, wish))

    takes, wants = option in storing.TAKES_REPLY, wish in storing.WANTS_RECEIPT
    assert (found is None) is not (takes or wants)
    if found is not None:
        assert (found.takes_reply, found.wants_receipt) == (takes, wants)


def test_a_reply_is_kept_with_who_gave_it_and_when(asked: Message) -> None:
    give_reply(asked)

    kept = Answer.objects.get()
    assert (kept.kind, kept.text, kept.by, kept.by_name, kept.made_at) == (
        "reply",
        "Jag kommer.",
        make.ANNA,
        "Anna Test",
        NOW,
    )


def test_several_replies_are_several_and_in_their_order(asked: Message, clock: Clock) -> None:
    for text in ("Ja", "Nej", "Kanske"):
        give_reply(asked, text)
        clock.move(timedelta(minutes=-5))

    assert [text for _, text in answered(asked)] == ["Ja", "Nej", "Kanske"]


def test_the_same_form_twice_is_one_reply_and_noted_once(asked: Message) -> None:
    token = uuid.uuid4()

    give_reply(asked, "Ja", token)
    give_reply(asked, "Ja", token)

    assert answered(asked) == [("reply", "Ja")]
    assert MailboxLogEntry.objects.filter(event="answered").count() == 1


def test_a_form_counts_once_for_each_letter(asked: Message, box: Mailbox) -> None:
    other, token = make.message(box), uuid.uuid4()
    AnswerRequest.objects.create(message=other, takes_reply=True)

    give_reply(asked, "Ja", token)
    give_reply(other, "Ja", token)

    assert answered(asked) == answered(other) == [("reply", "Ja")]


def test_a_receipt_is_given_once_by_whoever_comes_first(asked: Message) -> None:
    give_receipt(asked, make.ANNA)
    give_receipt(asked, make.BERIT)

    assert [(kept.kind, kept.by) for kept in Answer.objects.all()] == [("receipt", make.ANNA)]
    assert MailboxLogEntry.objects.filter(event="answered").count() == 1


def test_a_receipt_and_replies_stand_beside_each_other(asked: Message) -> None:
    give_receipt(asked)
    give_reply(asked)

    assert answered(asked) == [("receipt", ""), ("reply", "Jag kommer.")]


def test_after_an_answer_that_was_there_already_the_next_one_is_kept(asked: Message) -> None:
    give_receipt(asked)
    give_receipt(asked)

    give_reply(asked)

    assert len(answered(asked)) == 2


@pytest.mark.parametrize("is_asked_for_the_other", [True, False])
def test_what_the_sender_did_not_ask_for_is_refused_in_both_languages(
    box: Mailbox, is_asked_for_the_other: bool
) -> None:
    wants_receipt, takes_reply = make.message(box), make.message(box)
    if is_asked_for_the_other:
        AnswerRequest.objects.create(message=wants_receipt, wants_receipt=True)
        AnswerRequest.objects.create(message=takes_reply, takes_reply=True)

    with pytest.raises(NotAsked) as no_reply:
        give_reply(wants_receipt)
    with pytest.raises(NotAsked) as no_receipt:
        give_receipt(takes_reply)

    for refusal, reason in ((no_reply, "reply-not-asked-for"), (no_receipt, "receipt-not-asked-for")):
        assert (refusal.value.code, refusal.value.explanation.reason) == (5001, reason)
        assert refusal.value.text.swedish != refusal.value.text.english
    assert not Answer.objects.exists()
    assert not MailboxLogEntry.objects.exists()


@given(text=st.text(max_size=40).map(lambda words: words.replace("\0", "")), times=st.integers(0, 200))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_reply_is_kept_as_it_was_written(asked: Message, text: str, times: int) -> None:
    give_reply(asked, text * times)

    assert Answer.objects.latest("pk").text == text * times


def test_the_log_tells_which_letter_was_answered_also_for_another_person(asked: Message) -> None:
    give_receipt(asked, make.BERIT)

    entry = MailboxLogEntry.objects.get()
    assert (entry.by, entry.by_name, entry.about, entry.message) == (
        make.BERIT,
        "Berit Test",
        asked.subject,
        asked,
    )


def test_answers_go_with_their_letter(asked: Message) -> None:
    give_reply(asked)

    asked.delete()

    assert (Answer.objects.count(), AnswerRequest.objects.count()) == (0, 0)


def test_other_words_from_the_same_form_are_another_reply(asked: Message) -> None:
    token = uuid.uuid4()

    for words in ("Jag kommer.", "Jag kommer.", "Jag kommer inte."):
        give_reply(asked, words, token)

    assert answered(asked) == [("reply", "Jag kommer."), ("reply", "Jag kommer inte.")]
