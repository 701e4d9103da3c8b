"""A holder with a mailbox, and messages that come in."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from pytest_django.fixtures import Settings

from mailbox_operator import announce
from mailbox_operator.models import Announcement, Delivery, Mailbox, Message, Operator
from tests.infra.outbox.receiver import Receiver, real_mail

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
HOLDER = "198101052382"
SECRETS = ("Underhållsstöd 2026", "Försäkringskassan", "Beslut om återkrav", HOLDER)
"""What must never be seen outside the mailbox: subject, sender, body, number."""

NewMessage = Callable[..., Message]


class Clock:
    """The simulator's time, moved by the test."""

    def __init__(self) -> None:
        self.time = NOW

    def now(self) -> datetime:
        return self.time

    def move(self, by: timedelta) -> None:
        self.time += by


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("infra.clock.real_now", clock.now)
    return clock


def mailbox_of(email: str = "", mobile: str = "") -> Mailbox:
    operator, _ = Operator.objects.get_or_create(
        name="operator.example", display_name="Min myndighetspost", organisation="162021006883"
    )
    mailbox, _ = Mailbox.objects.update_or_create(
        operator=operator,
        holder=HOLDER,
        defaults={
            "holder_name": "Bertil Test",
            "opened_at": NOW,
            "email": email,
            "mobile": mobile,
            "announce_by_email": bool(email),
            "announce_by_sms": bool(mobile),
        },
    )
    return mailbox


def message_in(mailbox: Mailbox, digest: str) -> Message:
    subject, sender, body, holder = SECRETS
    delivery = Delivery.objects.create(
        operator=mailbox.operator,
        signed_digest=digest,
        recipient=holder,
        sender="162021004748",
        sender_name=sender,
        dispatcher="162021004748",
        received_at=NOW,
        sealed_xml=b"",
    )
    return Message.objects.create(
        delivery=delivery,
        mailbox=mailbox,
        position=0,
        sender_name=sender,
        subject=subject,
        language="svSE",
        body_type="text/plain",
        body=body,
        received_at=NOW,
    )


@pytest.fixture
def new_message(clock: Clock) -> NewMessage:
    """A message that has just been stored, with the announcements that are due for it."""
    count = iter(range(1000))

    def store(email: str = "", mobile: str = "") -> Message:
        mailbox = mailbox_of(email, mobile)
        message = message_in(mailbox, f"{next(count):064}")
        Announcement.objects.bulk_create(announce.new_announcements(message, mailbox, clock.now()))
        return message

    return store


@pytest.fixture
def mail_server(settings: Settings) -> Iterator[Receiver]:
    """A real mail server on this machine, that EMAIL_URL names and anna@example.org may get mail from."""
    with real_mail(settings, "anna@example.org") as receiver:
        yield receiver
