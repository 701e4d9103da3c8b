"""A letter sent on by e-mail: once, with what was chosen, and nothing slipped into its headers."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.test import override_settings
from django.utils import translation

from infra import clock
from mailbox_operator import sending
from mailbox_operator.forwarding import email_forwarding
from mailbox_operator.forwarding.email_forwarding import ForwardingOrder, TooManyForwarded, written_email
from mailbox_operator.models import Announcement, ForwardedEmail, Mailbox, MailboxLogEntry, Message
from tests.mailbox_ui import factories as make

pytestmark = pytest.mark.django_db

FILES = (
    ("Beslut.pdf", "application/pdf", b"%PDF-1"),
    ("../Beslut.pdf", "application/pdf", b"%PDF-2"),
    ("faktura\u202efdp.exe", "text/plain\r\nX: y", b"x"),
)
TO_REAL_SERVER = override_settings(
    EMAIL_URL="smtp://localhost",
    EMAIL_ALLOWED=["@a.example"],
    EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
)


@pytest.fixture
def letter() -> Message:
    return make.message(make.mailbox(make.ANNA), subject="Jämkning", files=FILES)


def order(letter: Message, **changes: object) -> ForwardingOrder:
    values = {
        "key": uuid.uuid4(),
        "address": "lon@a.example",
        "note": "Hej! Här är beslutet.",
        "includes_letter": True,
        "attachments": list(letter.attachments.all()),
        "by": make.ANNA,
        "by_name": "Anna Test",
    }
    return ForwardingOrder(**{**values, **changes})  # type: ignore[arg-type]  # the test's own choice


def test_it_says_who_sends_what_and_from_whom_it_came(letter: Message) -> None:
    sent = email_forwarding.forward_by_email(letter, order(letter))

    assert sent.subject == "Vb: Jämkning"
    assert sent.sender_name == "Anna Test via Min myndighetspost"
    assert sent.text.startswith("Hej! Här är beslutet.\n\nAnna Test har vidarebefordrat ett brev från Kommun A")
    assert f"Din {make.SECRET} är klar." in sent.text


def test_the_letters_own_text_can_be_left_out(letter: Message) -> None:
    sent = email_forwarding.forward_by_email(letter, order(letter, includes_letter=False, attachments=[]))

    assert "är klar" not in sent.text
    assert sent.attachments.count() == 0


def test_the_same_form_twice_sends_one_email(letter: Message) -> None:
    same = order(letter)

    assert email_forwarding.forward_by_email(letter, same) == email_forwarding.forward_by_email(letter, same)
    assert MailboxLogEntry.objects.filter(event="forwarded").count() == 1


def test_a_form_filled_in_anew_after_the_way_back_is_sent_too(letter: Message) -> None:
    first = order(letter)

    for changed in (first, replace(first, address="chef@a.example"), replace(first, includes_letter=False)):
        email_forwarding.forward_by_email(letter, changed)

    assert [sent.address for sent in ForwardedEmail.objects.all()] == [
        "lon@a.example",
        "chef@a.example",
        "lon@a.example",
    ]


def test_the_form_of_one_letter_sends_another_one_too(letter: Message) -> None:
    other = make.message(letter.mailbox, subject="Kallelse", files=FILES)
    same = uuid.uuid4()

    for each in (letter, other):
        email_forwarding.forward_by_email(each, order(each, key=same))

    assert [sent.subject for sent in ForwardedEmail.objects.all()] == ["Vb: Jämkning", "Vb: Kallelse"]


def test_the_log_says_to_whom(letter: Message) -> None:
    email_forwarding.forward_by_email(letter, order(letter))

    entry = MailboxLogEntry.objects.get()
    assert (entry.event, entry.about, entry.by, entry.message) == ("forwarded", "lon@a.example", make.ANNA, letter)


def test_only_so_many_leave_a_mailbox_within_a_day(letter: Message, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(email_forwarding, "MAX_PER_DAY", 2)
    for _ in range(2):
        email_forwarding.forward_by_email(letter, order(letter))

    with pytest.raises(TooManyForwarded):
        email_forwarding.forward_by_email(letter, order(letter))

    ForwardedEmail.objects.update(at=clock.now() - timedelta(days=1, minutes=1))
    assert email_forwarding.forward_by_email(letter, order(letter))


def test_without_a_mail_server_it_is_sent_within_the_simulator(letter: Message) -> None:
    sent = email_forwarding.forward_by_email(letter, order(letter))

    assert sending.send_all_due() == 1
    sent.refresh_from_db()
    assert (sent.state, sent.left_the_simulator) == ("sent", False)
    assert mail.outbox == []


@TO_REAL_SERVER
def test_a_real_mail_server_gets_it_once_with_its_files(letter: Message) -> None:
    sent = email_forwarding.forward_by_email(letter, order(letter))

    assert [sending.send_announcements_of([letter.delivery_id]), sending.send_all_due()] == [1, 0]

    [email] = mail.outbox
    written = email.message()
    assert (email.to, written["Message-ID"].startswith(f"<{sent.key}@")) == (["lon@a.example"], True)
    names = [part.get_filename() for part in written.walk() if part.get_filename()]
    assert names == ["Beslut.pdf", "Beslut (2).pdf", "fakturafdp.exe"]
    assert [part.get_content_type() for part in written.walk() if part.get_filename()][
        2
    ] == "application/octet-stream"


@TO_REAL_SERVER
def test_an_address_that_may_not_be_written_to_stays_within_the_simulator(letter: Message) -> None:
    sent = email_forwarding.forward_by_email(letter, order(letter, address="lon@another.example"))

    sending.send_all_due()

    sent.refresh_from_db()
    assert (sent.left_the_simulator, mail.outbox) == (False, [])


def test_no_header_can_be_slipped_in(letter: Message) -> None:
    Message.objects.update(subject="Hej\r\nBcc: all@b.example\r\n\r\nNytt brev")
    letter.refresh_from_db()
    hostile = order(letter, by_name="Anna\r\nBcc: all@b.example", note="Bcc: all@b.example\r\n.\r\nMAIL FROM")
    sent = email_forwarding.forward_by_email(letter, hostile)

    written = written_email(sent).message()

    assert written["Bcc"] is None
    assert "\n" not in sent.subject
    assert written["Subject"].startswith("Vb: Hej Bcc")


def test_announcements_are_sent_beside_it(letter: Message) -> None:
    make.announcement(letter, state="due", sent_at=None)
    email_forwarding.forward_by_email(letter, order(letter))

    assert sending.send_announcements_of([letter.delivery_id]) == 2
    assert {row.state for row in [*Announcement.objects.all(), *ForwardedEmail.objects.all()]} == {"sent"}


@pytest.mark.parametrize("note", ["", "   ", "\n\n"])
def test_without_words_of_its_own_it_begins_with_who_sends_it(letter: Message, note: str) -> None:
    sent = email_forwarding.forward_by_email(letter, order(letter, note=note))

    assert sent.text.startswith("Anna Test har vidarebefordrat")


def test_in_english_the_words_around_the_letter_are_english_and_the_letter_is_as_it_was(letter: Message) -> None:
    with translation.override("en"):
        sent = email_forwarding.forward_by_email(letter, order(letter))

    assert "har vidarebefordrat" not in sent.text
    assert f"Din {make.SECRET} är klar." in sent.text
    assert sent.subject.endswith("Jämkning")
    assert not sent.subject.startswith("Vb")


def test_an_answer_goes_to_the_holder_s_own_address_and_never_to_that_of_another(letter: Message) -> None:
    Mailbox.objects.update(email="anna@exempel.se")
    letter.mailbox.refresh_from_db()

    own = email_forwarding.forward_by_email(letter, order(letter))
    reader_s = email_forwarding.forward_by_email(letter, order(letter, by=make.BERIT, by_name="Berit Test"))

    assert (own.sender_address, reader_s.sender_address) == ("anna@exempel.se", "")
    assert written_email(own).reply_to == ["anna@exempel.se"]
    assert not written_email(reader_s).reply_to


def test_a_subject_has_an_end(letter: Message) -> None:
    Message.objects.update(subject="x" * 255)
    letter.refresh_from_db()

    sent = email_forwarding.forward_by_email(letter, order(letter))

    assert len(sent.subject) == email_forwarding.MAX_SUBJECT


def test_the_time_that_it_tells_is_that_of_sweden(letter: Message) -> None:
    letter.received_at = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)

    sent = email_forwarding.forward_by_email(letter, order(letter))

    assert "Mottaget: 2026-07-02 00:30" in sent.text


def test_each_mailbox_has_a_count_of_its_own(letter: Message) -> None:
    other = make.message(make.mailbox(make.BERIT, at=letter.mailbox.operator))
    for _ in range(email_forwarding.MAX_PER_DAY):
        email_forwarding.forward_by_email(letter, order(letter, attachments=[]))

    with pytest.raises(TooManyForwarded):
        email_forwarding.forward_by_email(letter, order(letter))

    assert email_forwarding.forward_by_email(other, order(other))


def test_a_form_that_was_sent_before_the_limit_is_answered_after_it(letter: Message) -> None:
    same = order(letter, attachments=[])
    first = email_forwarding.forward_by_email(letter, same)
    for _ in range(email_forwarding.MAX_PER_DAY - 1):
        email_forwarding.forward_by_email(letter, order(letter, attachments=[]))

    assert email_forwarding.forward_by_email(letter, same) == first
