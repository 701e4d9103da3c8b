"""A message that a role sends by itself is sent once under its key, together with what the role records."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from pytest_django.fixtures import Settings

from infra.outbox import send_now, states
from infra.outbox.mail_server import EmailNotSent, MailServerUnreachable
from infra.outbox.models import OutboxMessage
from infra.outbox.states import State
from tests.infra.outbox.receiver import Receiver, real_mail
from tests.servers import free_port

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ALLOWED = "anna@example.org"


class MovableClock:
    """The simulator's time, moved by the test."""

    def __init__(self) -> None:
        self.time = NOW

    def now(self) -> datetime:
        return self.time


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> MovableClock:
    clock = MovableClock()
    monkeypatch.setattr("infra.clock.real_now", clock.now)
    return clock


@pytest.fixture
def mail_server(settings: Settings) -> Iterator[Receiver]:
    with real_mail(settings, ALLOWED) as receiver:
        yield receiver


def draft(key: str = "key-1", **changes: str) -> OutboxMessage:
    fields = {"channel": "email", "address": ALLOWED, "subject": "Ämne", "text": "Hej", "due_at": NOW}
    return OutboxMessage(key=key, recipient="192705178354", trace="0" * 32, **{**fields, **changes})


class Record:
    """What a role records when its message is sent."""

    def __init__(self, *, is_wanted: bool = True) -> None:
        self.times = 0
        self._is_wanted = is_wanted

    def __call__(self) -> bool:
        self.times += 1
        return self._is_wanted


def stored() -> OutboxMessage:
    return OutboxMessage.objects.get()


def test_without_a_mail_server_it_is_shown_on_the_phone() -> None:
    record = Record()

    send_now.send_once(draft(), record)

    assert (stored().state, stored().sent_at, stored().left_the_simulator) == (State.SENT, NOW, False)
    assert record.times == 1


def test_a_message_that_the_role_does_not_want_sent_any_more_is_not_shown() -> None:
    send_now.send_once(draft(), Record(is_wanted=False))

    assert not OutboxMessage.objects.filter(state=State.SENT).exists()


def test_it_goes_to_an_allowed_address(mail_server: Receiver) -> None:
    record = Record()

    send_now.send_once(draft(sender_name="Kommun A", sender_address="svar@kommun-a.example"), record)

    [mail] = mail_server.letters
    assert (mail["To"], mail["Subject"], mail["Reply-To"]) == (ALLOWED, "Ämne", "svar@kommun-a.example")
    assert mail["Message-ID"].startswith("<key-1@")
    assert "Kommun A" in mail["From"]
    assert (stored().state, stored().left_the_simulator, record.times) == (State.SENT, True, 1)


def test_under_one_key_it_is_sent_once(mail_server: Receiver) -> None:
    record = Record()

    send_now.send_once(draft(), record)
    send_now.send_once(draft(), record)

    assert (len(mail_server.letters), record.times) == (1, 2)


def test_under_another_key_it_is_another_message(mail_server: Receiver) -> None:
    send_now.send_once(draft("one"), Record())
    send_now.send_once(draft("two"), Record())

    assert len({mail["Message-ID"] for mail in mail_server.letters}) == 2


def test_a_server_that_says_later_can_be_tried_again_at_once(mail_server: Receiver) -> None:
    mail_server.answers.append("451 4.7.1 Greylisted")
    record = Record()

    with pytest.raises(EmailNotSent) as problem:
        send_now.send_once(draft(), record)
    assert problem.value.is_temporary
    assert (stored().state, record.times) == (State.DUE, 0)
    assert "451 4.7.1 Greylisted" in stored().last_error.english

    send_now.send_once(draft(), record)
    assert (stored().state, stored().attempts, record.times) == (State.SENT, 2, 1)


def test_a_refusal_for_good_is_remembered_under_the_key(mail_server: Receiver) -> None:
    mail_server.answers.append("550 5.1.1 No such user")

    for _ in range(2):
        with pytest.raises(EmailNotSent) as problem:
            send_now.send_once(draft(), Record())
        assert not problem.value.is_temporary
        assert "550 5.1.1 No such user" in problem.value.text.swedish

    assert stored().attempts == 1


def test_a_server_that_is_away_is_told_from_one_that_refuses(mail_server: Receiver, settings: Settings) -> None:
    settings.EMAIL_PORT = free_port()

    with pytest.raises(MailServerUnreachable) as problem:
        send_now.send_once(draft(), Record())

    assert problem.value.is_temporary
    assert stored().state == State.DUE


def begun_by_another() -> None:
    draft().save()
    assert states.claim_for_sending(OutboxMessage, stored().pk)


def test_a_message_that_another_worker_is_sending_is_left_to_it(mail_server: Receiver) -> None:
    begun_by_another()

    with pytest.raises(EmailNotSent) as problem:
        send_now.send_once(draft(), Record())

    assert problem.value.is_temporary
    assert (stored().state, mail_server.letters) == (State.SENDING, [])


@pytest.mark.parametrize("later", [states.LEASE + timedelta(seconds=1), -timedelta(days=30)], ids=str)
def test_a_message_whose_sender_died_is_given_up_whichever_way_the_clock_went(
    mail_server: Receiver, clock: MovableClock, later: timedelta
) -> None:
    begun_by_another()
    clock.time += later

    with pytest.raises(EmailNotSent) as problem:
        send_now.send_once(draft(), Record())

    assert not problem.value.is_temporary
    assert "may have arrived" in problem.value.text.english
    assert (stored().state, mail_server.letters) == (State.FAILED, [])


@pytest.mark.parametrize(
    "changes", [{"channel": "sms", "address": "+46701740605"}, {"address": "other@example.org"}]
)
def test_nothing_else_leaves_the_simulator(mail_server: Receiver, changes: dict[str, str]) -> None:
    send_now.send_once(draft(**changes), Record())

    assert (stored().state, stored().left_the_simulator, mail_server.letters) == (State.SENT, False, [])
