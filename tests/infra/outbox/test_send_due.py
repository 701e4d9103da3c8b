"""Rows that are due are shown on the phone or given to the mail server, the longest waiting first, each once."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from infra.outbox import send_due, states
from infra.outbox.mail_server import Email, EmailNotSent, MailServer
from infra.outbox.models import OutboxMessage
from infra.outbox.states import State
from tests.infra.outbox.receiver import Receiver, real_mail
from tests.servers import free_port

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _fixed_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infra.clock.real_now", lambda: NOW)


@pytest.fixture
def mail_server(settings: Settings) -> Iterator[Receiver]:
    with real_mail(settings, "@example.org") as receiver:
        yield receiver


def put(name: str, *, waits: timedelta = timedelta(0), **changes: object) -> OutboxMessage:
    fields: dict[str, object] = {
        "channel": "email",
        "address": f"{name}@example.org",
        "text": "Hej",
        "due_at": NOW - waits,
        "key": name,
        "recipient": "192705178354",
        "trace": "0" * 32,
    }
    return OutboxMessage.objects.create(**{**fields, **changes})


def by(server: MailServer) -> Callable[[OutboxMessage], None]:
    return lambda item: server.send(Email(item.key, item.address, item.subject, item.text))


def send() -> int:
    server = MailServer()
    return send_due.send_by_email(send_due.due_messages(OutboxMessage), server, by(server))


def state_of(name: str) -> str:
    return OutboxMessage.objects.get(key=name).state


def test_the_longest_waiting_is_first_and_what_is_not_due_is_left(mail_server: Receiver) -> None:
    put("later", waits=-timedelta(minutes=1))
    put("second", waits=timedelta(minutes=1))
    put("first", waits=timedelta(hours=1))

    assert send() == 2

    assert mail_server.recipients == ["first@example.org", "second@example.org"]
    assert state_of("later") == State.DUE


def test_a_second_run_finds_nothing_to_send(mail_server: Receiver) -> None:
    put("anna")

    assert [send(), send()] == [1, 0]
    assert len(mail_server.letters) == 1


def test_a_refusal_for_now_is_tried_again_after_a_pause_that_grows(mail_server: Receiver) -> None:
    mail_server.answers.extend(["450 later"] * 2)
    put("anna", attempts=0)
    put("berit", attempts=2)

    assert send() == 0

    pauses = dict(OutboxMessage.objects.values_list("key", "due_at"))
    assert pauses["anna"] == NOW + timedelta(seconds=30)
    assert pauses["berit"] == NOW + timedelta(seconds=30) * 16


def test_after_seven_attempts_it_is_given_up(mail_server: Receiver) -> None:
    mail_server.answers.extend(["450 later"] * 2)
    put("sixth", attempts=send_due.MAX_ATTEMPTS - 2)
    put("seventh", attempts=send_due.MAX_ATTEMPTS - 1)

    send()

    assert (state_of("sixth"), state_of("seventh")) == (State.DUE, State.FAILED)


def test_a_refusal_for_good_stops_nobody_else(mail_server: Receiver) -> None:
    mail_server.answers.append("550 unknown")
    put("first", waits=timedelta(hours=1))
    put("second")

    assert send() == 1

    assert (state_of("first"), state_of("second")) == (State.FAILED, State.SENT)
    assert "550" in OutboxMessage.objects.get(key="first").last_error.english


def test_where_nobody_answers_one_row_finds_out_and_the_others_keep_their_attempts(
    mail_server: Receiver, settings: Settings
) -> None:
    settings.EMAIL_PORT = free_port()
    put("first", waits=timedelta(hours=1))
    put("second")

    assert send() == 0

    assert dict(OutboxMessage.objects.values_list("key", "attempts")) == {"first": 1, "second": 0}


def test_a_row_that_another_worker_has_is_left_to_it(mail_server: Receiver) -> None:
    item = put("anna")
    rows = send_due.due_messages(OutboxMessage)
    ids = list(rows.values_list("pk", flat=True))
    states.claim_for_sending(OutboxMessage, item.pk)

    server = MailServer()
    assert send_due.send_by_email(OutboxMessage.objects.filter(pk__in=ids), server, by(server)) == 0

    assert mail_server.letters == []


def test_a_row_whose_sender_died_is_given_up_and_never_sent_again(mail_server: Receiver) -> None:
    put("dead", state=State.SENDING, due_at=NOW - timedelta(seconds=1))
    put("alive", state=State.SENDING, due_at=NOW + timedelta(minutes=5))

    send_due.fail_interrupted(OutboxMessage)

    assert (state_of("dead"), state_of("alive")) == (State.FAILED, State.SENDING)
    assert send() == 0
    assert "may have arrived" in OutboxMessage.objects.get(key="dead").last_error.english


def test_all_rows_that_stay_are_shown_on_the_phone_however_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(send_due, "BATCH_SIZE", 3)
    for number in range(8):
        put(f"key-{number}", channel="sms")

    assert send_due.show_on_phone(send_due.due_messages(OutboxMessage)) == 8
    assert send_due.show_on_phone(send_due.due_messages(OutboxMessage)) == 0
    assert set(OutboxMessage.objects.values_list("state", flat=True)) == {State.SENT}


def test_an_error_of_the_program_gives_the_row_up_and_the_others_go_on() -> None:
    put("first", waits=timedelta(hours=1))
    put("second")

    def fail_at_first(item: OutboxMessage) -> None:
        if item.key == "first":
            raise RuntimeError("a mistake")

    assert send_due.send_by_email(send_due.due_messages(OutboxMessage), MailServer(), fail_at_first) == 1

    assert (state_of("first"), state_of("second")) == (State.FAILED, State.SENT)


def test_a_header_that_cannot_be_written_is_refused_for_good(mail_server: Receiver) -> None:
    server = MailServer()

    with pytest.raises(EmailNotSent) as problem:
        server.send(Email("key", "anna@example.org", "One\nBcc: other@example.org", "Hej"))

    assert not problem.value.is_temporary
    assert mail_server.letters == []


@given(attempts=st.integers(1, send_due.MAX_ATTEMPTS - 1))
def test_every_pause_lies_between_half_a_minute_and_eight_hours(attempts: int) -> None:
    pause = send_due.BACKOFF.pause_after(attempts - 1)

    assert timedelta(seconds=30) <= pause <= timedelta(hours=8)
