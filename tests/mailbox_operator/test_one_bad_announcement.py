"""One announcement that cannot be written or sent is kept and named, and the others go all the same."""

import logging
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from infra.outbox import send_due
from infra.outbox.mail_server import MailServer
from infra.outbox.notification_texts import ComposedText
from mailbox_operator import announce, sending
from mailbox_operator.models import Announcement
from tests.infra.outbox.receiver import Receiver
from tests.mailbox_operator.conftest import NOW, NewMessage, mailbox_of, message_in

State = Announcement.State
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["a@[@example.org", "<@example.org", "a@ex\nample@example.org"])
@pytest.mark.parametrize("sweep", [True, False])
def test_an_address_that_cannot_be_written_stops_only_its_own_row(
    new_message: NewMessage, mail_server: Receiver, settings: Settings, address: str, sweep: bool
) -> None:
    settings.EMAIL_ALLOWED = ["@example.org"]
    good = "anna@example.org"
    messages = [new_message(email=each) for each in (good, address, good)]

    if sweep:
        sending.send_all_due()
    else:
        sending.send_announcements_of([message.delivery_id for message in messages])

    states = [message.announcements.get().state for message in messages]
    assert states == [State.SENT, State.FAILED, State.SENT]
    assert mail_server.recipients == [good, good]
    bad = messages[1].announcements.get()
    assert "Det går inte att skriva ett brev av det" in bad.last_error.swedish
    assert "No e-mail can be made of it" in bad.last_error.english


def test_a_subject_of_two_lines_stops_only_its_own_row(new_message: NewMessage, mail_server: Receiver) -> None:
    messages = [new_message(email="anna@example.org") for _ in range(3)]
    Announcement.objects.filter(message=messages[1]).update(subject="Två\nrader")

    sending.send_all_due()

    assert [each.announcements.get().state for each in messages] == [State.SENT, State.FAILED, State.SENT]


def test_an_error_of_our_own_with_one_row_stops_only_that_row(
    new_message: NewMessage, mail_server: Receiver
) -> None:
    first, second = (new_message(email="anna@example.org").announcements.get() for _ in range(2))

    def hand_over(announcement: Announcement) -> None:
        if announcement == first:
            raise KeyError(first.pk)

    sent = send_due.send_by_email(send_due.due_messages(Announcement), MailServer(), hand_over)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (sent, first.state, second.state) == (1, State.FAILED, State.SENT)
    assert "An error in the simulator prevented it (KeyError)" in first.last_error.english


class HalfWritten:
    """Texts of a notification, of which the SMS cannot be written."""

    email = ComposedText("Hej", "Ämne")

    def sms(self, _link: str) -> ComposedText:
        raise RecursionError


def test_a_text_that_cannot_be_written_is_kept_and_the_other_channel_goes(
    caplog: pytest.LogCaptureFixture,
) -> None:
    mailbox = mailbox_of(email="anna@example.org", mobile="+46701740605")
    message = message_in(mailbox, "1" * 64)
    texts: Any = HalfWritten()

    with caplog.at_level(logging.ERROR):
        made = announce.forwarding_announcements(texts, message, mailbox, NOW)

    email, sms = made
    assert (email.state, email.text) == (State.DUE, "Hej")
    assert (sms.state, sms.text, sms.address) == (State.FAILED, "", "+46701740605")
    assert "kunde inte skrivas (RecursionError)" in sms.last_error.swedish
    assert "could not be written (RecursionError)" in sms.last_error.english
    assert str(message.public_id) in caplog.text
    Announcement.objects.bulk_create(made)
    assert sending.send_all_due() == 1
