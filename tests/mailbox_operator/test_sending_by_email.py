"""With EMAIL_URL, e-mail goes out: to allowed addresses, at most once, for every answer of the mail server."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from infra.outbox import send_due, states
from infra.texts import EMPTY
from mailbox_operator import sending
from mailbox_operator.models import Announcement
from tests.infra.outbox.receiver import Receiver
from tests.mailbox_operator.conftest import NOW, SECRETS, Clock, NewMessage
from tests.servers import free_port

State = Announcement.State
pytestmark = pytest.mark.django_db


def test_an_allowed_address_gets_real_mail(new_message: NewMessage, mail_server: Receiver) -> None:
    message = new_message(email="anna@example.org")

    sending.send_announcements_of([message.delivery_id])

    announcement = message.announcements.get()
    assert (announcement.state, announcement.left_the_simulator) == (State.SENT, True)
    letter = mail_server.letters[0]
    assert letter["To"] == "anna@example.org"
    assert letter["Subject"] == "Nytt meddelande hos Min myndighetspost"
    assert f"/oppna/{message.public_id}" in letter.get_content()


def test_nothing_that_belongs_in_the_mailbox_is_in_the_mail(
    new_message: NewMessage, mail_server: Receiver
) -> None:
    sending.send_announcements_of([new_message(email="anna@example.org").delivery_id])

    letter = mail_server.letters[0]
    seen = letter.get_content() + "".join(str(value) for value in letter.values())
    assert [secret for secret in SECRETS if secret in seen] == []


@pytest.mark.parametrize(
    ("allowed", "address", "leaves"),
    [
        (["anna@example.org"], "Anna@Example.ORG", True),
        (["Anna@Example.org"], "anna@example.org", True),
        (["@example.org"], "anyone@example.org", True),
        (["@EXAMPLE.org"], "anyone@Example.org", True),
        (["@example.org"], "anyone@mail.example.org", False),
        (["@example.org"], "anyone@notexample.org", False),
        (["anna@example.org"], "hanna@example.org", False),
        (["a_na@example.org"], "anna@example.org", False),
        (["%@example.org"], "anna@example.org", False),
        ([], "anna@example.org", False),
    ],
)
def test_only_those_on_the_allow_list_get_real_mail(
    new_message: NewMessage,
    mail_server: Receiver,
    settings: Settings,
    allowed: list[str],
    address: str,
    leaves: bool,
) -> None:
    settings.EMAIL_ALLOWED = allowed
    message = new_message(email=address)

    sending.send_announcements_of([message.delivery_id])

    announcement = message.announcements.get()
    assert (announcement.state, announcement.left_the_simulator) == (State.SENT, leaves)
    assert len(mail_server.envelopes) == int(leaves)


def test_an_sms_never_leaves_the_simulator(new_message: NewMessage, mail_server: Receiver) -> None:
    message = new_message(mobile="0701740605")
    sending.send_announcements_of([message.delivery_id])
    assert message.announcements.get().left_the_simulator is False
    assert mail_server.envelopes == []


def test_a_server_that_says_later_is_asked_later(
    new_message: NewMessage, mail_server: Receiver, clock: Clock
) -> None:
    message = new_message(email="anna@example.org")
    mail_server.answers.extend(["451 4.7.1 Greylisted", "421 4.3.2 Closing down"])

    sending.send_all_due()
    waiting = message.announcements.get()
    assert (waiting.state, waiting.due_at) == (State.DUE, NOW + send_due.BACKOFF.pause_after(0))
    assert "451 4.7.1 Greylisted" in waiting.last_error.on_wire

    sending.send_all_due()
    assert message.announcements.get().attempts == 1

    clock.move(send_due.BACKOFF.pause_after(0))
    sending.send_all_due()
    assert message.announcements.get().due_at == clock.now() + send_due.BACKOFF.pause_after(1)

    clock.move(send_due.BACKOFF.pause_after(1))
    sending.send_all_due()
    sent = message.announcements.get()
    assert (sent.state, sent.attempts, sent.last_error) == (State.SENT, 3, EMPTY)
    assert len(mail_server.envelopes) == 1


def test_the_pauses_grow_and_then_it_is_given_up(
    new_message: NewMessage, mail_server: Receiver, clock: Clock
) -> None:
    message = new_message(email="anna@example.org")
    mail_server.answers.extend(["451 Not now"] * 20)

    pauses = []
    for _ in range(send_due.MAX_ATTEMPTS - 1):
        sending.send_all_due()
        pauses.append(message.announcements.get().due_at - clock.now())
        clock.move(pauses[-1])
    assert message.announcements.get().state == State.DUE
    sending.send_all_due()

    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (timedelta(seconds=30), timedelta(hours=8))
    assert message.announcements.get().state == State.FAILED


def test_a_pause_that_began_before_the_clock_was_set_back_ends_at_once(
    new_message: NewMessage, mail_server: Receiver, clock: Clock
) -> None:
    message = new_message(email="anna@example.org")
    mail_server.answers.append("451 4.7.1 Greylisted")
    sending.send_all_due()
    clock.move(-timedelta(days=30))

    sending.send_all_due()

    assert message.announcements.get().state == State.SENT


def test_an_interrupted_attempt_is_given_up_after_the_clock_was_set_back(
    new_message: NewMessage, mail_server: Receiver, clock: Clock
) -> None:
    message = new_message(email="anna@example.org")
    states.claim_for_sending(Announcement, message.announcements.get().pk)
    clock.move(-timedelta(days=30))

    sending.send_all_due()

    assert (message.announcements.get().state, mail_server.envelopes) == (State.FAILED, [])


def test_a_refusal_for_good_is_not_repeated(new_message: NewMessage, mail_server: Receiver, clock: Clock) -> None:
    message = new_message(email="anna@example.org")
    mail_server.answers.append("550 5.1.1 No such user")

    sending.send_all_due()
    clock.move(timedelta(days=1))
    sending.send_all_due()

    failed = message.announcements.get()
    assert (failed.state, failed.attempts) == (State.FAILED, 1)
    assert "550 5.1.1 No such user" in failed.last_error.on_wire
    assert mail_server.envelopes == []


def test_one_refusal_does_not_stop_the_next_letter(
    new_message: NewMessage, mail_server: Receiver, settings: Settings
) -> None:
    settings.EMAIL_ALLOWED = ["@example.org"]
    first, second = new_message(email="gone@example.org"), new_message(email="anna@example.org")
    mail_server.answers.append("421 4.3.2 Try again on a new connection")

    sending.send_all_due()

    assert first.announcements.get().state == State.DUE
    assert second.announcements.get().state == State.SENT
    assert mail_server.recipients == ["anna@example.org"]


def test_a_server_that_is_down_is_tried_one_letter_at_a_time(
    new_message: NewMessage, mail_server: Receiver, settings: Settings
) -> None:
    messages = [new_message(email="anna@example.org") for _ in range(3)]
    up, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()

    sending.send_all_due()
    assert [message.announcements.get().attempts for message in messages] == [1, 0, 0]
    assert "kan inte nås" in messages[0].announcements.get().last_error.on_wire

    settings.EMAIL_PORT = up
    sending.send_all_due()
    assert [message.announcements.get().state for message in messages] == [State.DUE, State.SENT, State.SENT]


def test_a_connection_lost_while_sending_is_not_tried_again(
    new_message: NewMessage, mail_server: Receiver, clock: Clock
) -> None:
    message = new_message(email="anna@example.org")
    mail_server.hang_up_after_data = True

    sending.send_all_due()
    mail_server.hang_up_after_data = False
    clock.move(timedelta(days=1))
    sending.send_all_due()

    failed = message.announcements.get()
    assert (failed.state, len(mail_server.envelopes)) == (State.FAILED, 1)
    assert "Det kan ha kommit fram" in failed.last_error.on_wire


def test_a_worker_killed_while_sending_leaves_nothing_to_send_twice(
    new_message: NewMessage, mail_server: Receiver, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = new_message(email="anna@example.org")

    def killed(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr("infra.outbox.mail_server.MailServer.send", killed)
        with pytest.raises(SystemExit):
            sending.send_all_due()
    sending.send_all_due()
    assert message.announcements.get().state == State.SENDING

    clock.move(states.LEASE + timedelta(seconds=1))
    sending.send_all_due()

    failed = message.announcements.get()
    assert (failed.state, mail_server.envelopes) == (State.FAILED, [])
    assert "Avbröts medan det skickades" in failed.last_error.on_wire


@pytest.mark.django_db(transaction=True)
def test_workers_that_race_mail_once(new_message: NewMessage, mail_server: Receiver) -> None:
    deliveries = [new_message(email="anna@example.org").delivery_id for _ in range(5)]
    start = threading.Barrier(2)

    def work() -> None:
        start.wait()
        sending.send_announcements_of(deliveries)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert len(mail_server.envelopes) == 5
    assert len({letter["Message-ID"] for letter in mail_server.letters}) == 5
