"""What people did with a mailbox, as its owner sees it."""

from datetime import timedelta

import pytest

from mailbox_operator.mailbox import mailbox_log
from mailbox_operator.mailbox.mailbox_log import Event
from mailbox_operator.models import Mailbox, Message
from tests.mailbox_operator.conftest import NOW, Clock
from tests.mailbox_ui import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def box() -> Mailbox:
    return make.mailbox(make.ANNA)


def told(box: Mailbox) -> list[tuple[str, str, str]]:
    return [(entry.event, entry.by_name, entry.about) for entry in mailbox_log.read_log(box).entries]


def test_the_latest_comes_first_with_who_and_when(box: Mailbox, clock: Clock) -> None:
    mailbox_log.note_event(box, Event.LOGGED_IN, make.ANNA, "Anna Test")
    clock.move(timedelta(minutes=5))
    mailbox_log.note_event(box, Event.SENDER_REFUSED, make.BERIT, "Berit Test", about="Kommun A")

    entries = mailbox_log.read_log(box).entries

    assert told(box) == [("sender-refused", "Berit Test", "Kommun A"), ("logged-in", "Anna Test", "")]
    assert [entry.at for entry in entries] == [NOW + timedelta(minutes=5), NOW]
    assert entries[0].by == make.BERIT


def test_a_message_is_told_by_its_subject_also_when_it_is_gone(box: Mailbox) -> None:
    letter = make.message(box, subject="Om bygglov")
    mailbox_log.note_event(box, Event.READ, make.ANNA, "Anna Test", message=letter)
    Message.objects.all().delete()

    assert told(box) == [("read", "Anna Test", "Om bygglov")]
    assert mailbox_log.read_log(box).entries[0].message is None


def test_what_is_done_to_and_fro_is_noted_once_an_hour(box: Mailbox, clock: Clock) -> None:
    for _ in range(3):
        mailbox_log.note_event_once(box, Event.LOOKED, make.BERIT, "Berit Test")
    mailbox_log.note_event_once(box, Event.LOOKED, make.CARL, "Carl Test")
    clock.move(timedelta(minutes=61))
    mailbox_log.note_event_once(box, Event.LOOKED, make.BERIT, "Berit Test")

    assert [name for _, name, _ in told(box)] == ["Berit Test", "Carl Test", "Berit Test"]


def test_a_long_log_is_read_page_by_page_to_the_oldest(box: Mailbox) -> None:
    for number in range(2 * mailbox_log.PAGE + 1):
        mailbox_log.note_event(box, Event.MOVED, make.ANNA, "Anna Test", about=str(number))

    seen, before, pages = [], None, 0
    while pages == 0 or before is not None:
        page = mailbox_log.read_log(box, before)
        seen += [entry.about for entry in page.entries]
        before, pages = page.next_before, pages + 1

    assert seen == [str(number) for number in reversed(range(2 * mailbox_log.PAGE + 1))]
    assert pages == 3


def test_another_mailbox_has_a_log_of_its_own(box: Mailbox) -> None:
    other = make.mailbox(make.BERIT, at=box.operator)
    mailbox_log.note_event(box, Event.LOGGED_IN, make.ANNA, "Anna Test")

    assert mailbox_log.read_log(other).entries == []


def test_names_of_any_length_are_kept_in_part(box: Mailbox) -> None:
    mailbox_log.note_event(box, Event.FORWARDED, make.ANNA, "A" * 500, about="x" * 500)

    assert told(box) == [("forwarded", "A" * mailbox_log.MAX_ABOUT, "x" * mailbox_log.MAX_ABOUT)]
