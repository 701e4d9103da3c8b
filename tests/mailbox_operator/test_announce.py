"""What an announcement says, and above all what it does not."""

from typing import Any

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from infra.outbox.notification_texts import MAX_SMS_LENGTH, ComposedText
from infra.outbox.states import TRANSITIONS
from mailbox_operator import announce
from mailbox_operator.models import Announcement, Mailbox, Message, Operator
from tests.mailbox_operator.conftest import NOW

MAX_SUBJECT = 254
"""Source: api-6.3 §4."""
WORDS = st.text(min_size=1, max_size=60)


def holder(**choices: object) -> Mailbox:
    operator = Operator(name="minmyndighetspost.se", display_name="Min myndighetspost")
    return Mailbox(operator=operator, email="anna@example.org", mobile="0701740605", **choices)


def channels(**choices: object) -> list[str]:
    return [each.channel for each in announce.new_announcements(Message(), holder(**choices), NOW)]


def test_the_holder_chooses_the_channels() -> None:
    assert channels() == []
    assert channels(announce_by_email=True) == ["email"]
    assert channels(announce_by_sms=True) == ["sms"]
    assert channels(announce_by_email=True, announce_by_sms=True) == ["email", "sms"]


def test_it_says_where_there_is_a_new_message_and_how_to_get_there() -> None:
    message = Message()
    sms = announce.new_announcements(message, holder(announce_by_sms=True), NOW)[0]

    assert sms.text == (
        "Du har ett nytt meddelande hos Min myndighetspost. "
        f"Logga in och läs: http://localhost:8000/oppna/{message.public_id}"
    )
    assert (sms.address, sms.due_at, sms.state) == ("0701740605", NOW, Announcement.State.DUE)


def test_its_language_is_the_holders_not_the_senders() -> None:
    message, mailbox = Message(), holder(announce_by_email=True)
    with translation.override("en"):
        due = announce.new_announcements(message, mailbox, NOW)[0]
    assert due.subject == "Nytt meddelande hos Min myndighetspost"


@given(subject=WORDS, sender=WORDS, body=WORDS, number=st.from_regex(r"\A(19|20)[0-9]{10}\Z"))
def test_whatever_the_message_is_the_words_are_the_same(subject: str, sender: str, body: str, number: str) -> None:
    mailbox = holder(announce_by_email=True, announce_by_sms=True)
    plain = Message()
    telling = Message(
        public_id=plain.public_id,
        subject=subject,
        sender_name=sender,
        body=body,
        support_text=body,
        sender_message_id=subject,
    )
    said = [(due.subject, due.text) for due in announce.new_announcements(plain, mailbox, NOW)]
    mailbox.holder, mailbox.holder_name = number, sender

    assert [(due.subject, due.text) for due in announce.new_announcements(telling, mailbox, NOW)] == said


def company(name: str, **choices: object) -> Mailbox:
    return holder(holder="165560000001", holder_name=name, announce_by_email=True, announce_by_sms=True, **choices)


def test_a_company_s_mail_is_announced_as_the_company_s() -> None:
    email, sms = announce.new_announcements(Message(), company("Snickeri\r\nBjörken AB"), NOW)

    assert email.subject == "Nytt meddelande till Snickeri Björken AB"
    assert "Snickeri Björken AB har fått ett nytt meddelande i sin digitala brevlåda" in email.text
    assert sms.text.startswith("Snickeri Björken AB har ett nytt meddelande hos Min myndighetspost. Logga in")


def test_a_company_s_name_is_cut_to_the_room_of_an_sms_or_left_out(
    settings: Settings,
) -> None:
    [email, cut] = announce.new_announcements(Message(), company("Å" * 256), NOW)
    settings.WEB_BASE_URL = f"https://{'a' * 40}.example/"
    [_, without] = announce.new_announcements(Message(), company("Å" * 256), NOW)

    assert len(email.subject) <= MAX_SUBJECT
    assert len(cut.text) == MAX_SMS_LENGTH
    assert "Å… har ett nytt meddelande" in cut.text
    assert "Å" not in without.text


def test_a_company_s_mail_is_announced_in_english_to_those_who_read_it() -> None:
    email, sms = announce.new_announcements(Message(), company("Snickeri Björken AB", language="en"), NOW)

    assert email.subject == "New message for Snickeri Björken AB"
    assert sms.text.startswith("Snickeri Björken AB has a new message at Min myndighetspost.")


def test_until_the_name_of_a_company_is_known_its_mail_is_announced_as_anybody_s() -> None:
    email, _ = announce.new_announcements(Message(), company(""), NOW)

    assert email.subject == "Nytt meddelande hos Min myndighetspost"


def test_only_what_is_sent_or_given_up_has_ended() -> None:
    assert TRANSITIONS.final == {Announcement.State.SENT, Announcement.State.FAILED}


def test_a_holder_who_reads_english_gets_it_in_english() -> None:
    due = announce.new_announcements(Message(), holder(announce_by_email=True, language="en"), NOW)[0]

    assert due.subject == "New message at Min myndighetspost"


class Written:
    """The texts of a notification."""

    email = ComposedText("Sophämtningen flyttas till tisdag.", "Sophämtningen")


def test_a_less_sensitive_message_is_sent_in_full_or_only_announced_as_the_holder_chose() -> None:
    texts: Any = Written()
    whole, told = (
        announce.forwarding_announcements(
            texts, Message(), holder(announce_by_email=True, forwards_whole_class_1=wanted), NOW
        )[0]
        for wanted in (True, False)
    )

    assert "Sophämtningen" in whole.text + whole.subject
    assert "Sophämtningen" not in told.text + told.subject
    assert told.subject == "Nytt meddelande hos Min myndighetspost"
