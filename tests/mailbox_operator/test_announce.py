"""What an announcement says, and above all what it does not."""

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from infra.outbox.states import TRANSITIONS
from mailbox_operator import announce
from mailbox_operator.models import Announcement, Mailbox, Message, Operator
from tests.mailbox_operator.conftest import NOW

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


@given(subject=WORDS, sender=WORDS, body=WORDS, number=st.from_regex(r"\A[0-9]{12}\Z"))
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


def test_only_what_is_sent_or_given_up_has_ended() -> None:
    assert TRANSITIONS.final == {Announcement.State.SENT, Announcement.State.FAILED}
