"""A text goes through its states one step at a time, in any order of workers, and leaves at most once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from infra.outbox import states
from infra.outbox.mail_server import EmailNotSent, interrupted_error
from infra.outbox.models import OutboxMessage
from infra.outbox.states import State
from infra.work.transitions import IllegalTransition

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
REFUSED = EmailNotSent("Okänd mottagare", "Unknown recipient", is_temporary=False)


@pytest.fixture(autouse=True)
def _fixed_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infra.clock.real_now", lambda: NOW)


def message(**changes: object) -> OutboxMessage:
    fields: dict[str, object] = {
        "channel": "email",
        "address": "anna@example.org",
        "text": "Hej",
        "due_at": NOW,
        "key": "key-1",
        "recipient": "192705178354",
        "trace": "0" * 32,
    }
    return OutboxMessage.objects.create(**{**fields, **changes})


STEPS = ("show", "claim", "sent", "postpone", "fail")
ALLOWED = {
    (State.DUE, "show"): State.SENT,
    (State.DUE, "claim"): State.SENDING,
    (State.SENDING, "sent"): State.SENT,
    (State.SENDING, "postpone"): State.DUE,
    (State.SENDING, "fail"): State.FAILED,
}


def take(step: str, item: OutboxMessage) -> None:
    match step:
        case "show":
            states.mark_shown_on_phone(OutboxMessage, [item.pk])
        case "claim":
            states.claim_for_sending(OutboxMessage, item.pk)
        case "sent":
            states.mark_sent(item)
        case "postpone":
            states.postpone_message(item, interrupted_error(), NOW + timedelta(hours=1))
        case "fail":
            states.mark_failed(OutboxMessage, [item.pk], REFUSED)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(STEPS), max_size=8))
def test_only_the_steps_of_the_table_move_a_text_and_every_attempt_is_counted(steps: list[str]) -> None:
    with transaction.atomic():
        item, state, attempts = message(), State.DUE, 0
        for step in steps:
            attempts += (state, step) in {(State.DUE, "show"), (State.DUE, "claim")}
            state = ALLOWED.get((state, step), state)
            take(step, item)
            stored = OutboxMessage.objects.get(pk=item.pk)
            assert (stored.state, stored.attempts) == (state, attempts)
            assert (stored.sent_at is not None) is (state == State.SENT)
        transaction.set_rollback(True)


def test_what_is_shown_on_the_phone_never_left_the_simulator() -> None:
    item = message()

    assert states.mark_shown_on_phone(OutboxMessage, [item.pk]) == 1
    assert states.mark_shown_on_phone(OutboxMessage, [item.pk]) == 0

    assert not OutboxMessage.objects.get().left_the_simulator


def test_what_a_mail_server_took_has_left_and_has_no_error_any_more() -> None:
    item = message()
    states.claim_for_sending(OutboxMessage, item.pk)
    states.postpone_message(item, interrupted_error(), NOW)
    states.claim_for_sending(OutboxMessage, item.pk)

    assert states.mark_sent(item) == 1

    stored = OutboxMessage.objects.get()
    assert stored.left_the_simulator
    assert not stored.last_error


def test_of_two_workers_one_gets_the_row() -> None:
    item = message()

    assert [states.claim_for_sending(OutboxMessage, item.pk) for _ in range(2)] == [True, False]


@pytest.mark.parametrize(
    ("later", "is_interrupted"),
    [
        (timedelta(0), False),
        (timedelta(minutes=9, seconds=59), False),
        (timedelta(minutes=10, seconds=1), True),
        (-timedelta(minutes=9), False),
        (-timedelta(hours=1), True),
    ],
)
def test_a_sender_has_ten_minutes_by_a_clock_that_may_be_set_back(
    monkeypatch: pytest.MonkeyPatch, later: timedelta, is_interrupted: bool
) -> None:
    item = message()
    states.claim_for_sending(OutboxMessage, item.pk)

    monkeypatch.setattr("infra.clock.real_now", lambda: NOW + later)

    assert OutboxMessage.objects.filter(states.is_interrupted()).exists() is is_interrupted


@pytest.mark.parametrize("state", [State.DUE, State.SENT, State.FAILED])
def test_a_row_that_nobody_sends_is_not_interrupted(state: State) -> None:
    message(state=state, due_at=NOW - timedelta(days=1))

    assert not OutboxMessage.objects.filter(states.is_interrupted()).exists()


def test_the_reason_of_a_failure_is_kept_in_both_languages() -> None:
    item = message()
    states.claim_for_sending(OutboxMessage, item.pk)

    states.mark_failed(OutboxMessage, [item.pk], REFUSED)

    assert OutboxMessage.objects.get().last_error == REFUSED.text


@pytest.mark.parametrize("state", [State.SENT, State.FAILED])
def test_nothing_follows_on_the_end(state: State) -> None:
    for after in State:
        with pytest.raises(IllegalTransition):
            states.TRANSITIONS.require_allowed(state, after)


@pytest.mark.parametrize(
    ("entries", "address", "channel", "leaves"),
    [
        (["anna@example.org"], "anna@example.org", "email", True),
        (["anna@example.org"], "ANNA@Example.ORG", "email", True),
        (["anna@example.org"], "johanna@example.org", "email", False),
        (["@example.org"], "anna@example.org", "email", True),
        (["@Example.org"], "anna@EXAMPLE.org", "email", True),
        (["@example.org"], "anna@mail.example.org", "email", False),
        (["@example.org"], "anna@notexample.org", "email", False),
        (["@a.example", "@b.example"], "x@b.example", "email", True),
        (["a_na@example.org"], "anna@example.org", "email", False),
        (["%@example.org"], "anna@example.org", "email", False),
        (["@example.org"], "anna@example.org", "sms", False),
        ([], "anna@example.org", "email", False),
    ],
)
def test_only_e_mail_to_the_allow_list_may_leave(
    settings: Settings, entries: list[str], address: str, channel: str, leaves: bool
) -> None:
    settings.EMAIL_URL, settings.EMAIL_ALLOWED = "smtp://mail.example", entries
    message(address=address, channel=channel)

    assert OutboxMessage.objects.filter(states.may_leave_simulator()).exists() is leaves


def test_without_a_mail_server_nothing_may_leave(settings: Settings) -> None:
    settings.EMAIL_URL, settings.EMAIL_ALLOWED = "", ["@example.org"]
    message()

    assert not OutboxMessage.objects.filter(states.may_leave_simulator()).exists()
