"""What happens at once counts against a mailbox's limits. tests/test_on_postgresql.py runs this there, too."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from infra.outbox.models import OutgoingMessage
from mailbox_operator.customers import contacts
from mailbox_operator.customers.contacts import MAX_CODES, TooManyCodes
from mailbox_operator.forwarding import email_forwarding
from mailbox_operator.forwarding.email_forwarding import ForwardingOrder, TooManyForwarded
from mailbox_operator.models import ContactCode, ForwardedEmail, Mailbox, Message
from tests.mailbox_ui import factories as make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(120)]

AT_ONCE = 8


def at_once(step: Callable[[int], object]) -> None:
    """Do the step eight times at the same moment, each in a thread of its own."""
    barrier = Barrier(AT_ONCE)

    def run(number: int) -> None:
        try:
            barrier.wait(timeout=30)
            step(number)
        except (TooManyCodes, TooManyForwarded):
            return
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(run, range(AT_ONCE)))


@pytest.fixture
def mailbox() -> Mailbox:
    return make.mailbox(make.ANNA)


@pytest.fixture
def letter(mailbox: Mailbox) -> Message:
    return make.message(mailbox)


def test_no_more_codes_are_sent_at_once_than_one_after_another(mailbox: Mailbox) -> None:
    channel = OutgoingMessage.Channel.EMAIL

    at_once(lambda number: contacts.send_code(mailbox, channel, f"anna{number}@a.example", make.ANNA))

    assert ContactCode.objects.count() == MAX_CODES


def test_no_more_letters_leave_a_mailbox_at_once_than_one_after_another(
    letter: Message, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(email_forwarding, "MAX_PER_DAY", 3)

    at_once(lambda number: email_forwarding.forward_by_email(letter, _forwarding_order(uuid.uuid4(), number)))

    assert ForwardedEmail.objects.count() == 3


def test_one_form_sent_many_times_at_once_sends_one_email(letter: Message) -> None:
    key = uuid.uuid4()

    at_once(lambda _: email_forwarding.forward_by_email(letter, _forwarding_order(key, 0)))

    assert ForwardedEmail.objects.count() == 1


def _forwarding_order(key: uuid.UUID, number: int) -> ForwardingOrder:
    return ForwardingOrder(key, f"lon{number}@a.example", "", True, [], make.ANNA, "Anna Test")
