"""Listeners hear of every text that was sent, and of every attempt that failed."""

from datetime import UTC, datetime

import pytest

from infra.errors.codes import ErrorCode
from infra.hooks.exchanges import Direction, Edge, Exchange, Verdict
from infra.outbox import exchange_reports
from infra.outbox.mail_server import EmailNotSent, MailServerUnreachable, interrupted_error, unexpected_error
from infra.outbox.models import OutboxMessage
from tests.reported_exchanges import reported

__all__ = ["reported"]

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def put(key: str, **changes: object) -> OutboxMessage:
    values: dict[str, object] = {
        "channel": "email",
        "address": "anna@example.org",
        "sender_name": "Kommun Ä",
        "subject": "Nytt brev",
        "text": "Hej",
        "due_at": AT,
        "sent_at": AT,
        "state": OutboxMessage.State.SENT,
        "key": key,
        "recipient": "192705178354",
        "trace": "1" * 32,
        "label": "run-17",
    }
    return OutboxMessage.objects.create(**{**values, **changes})


def test_an_email_that_was_sent_is_told_with_its_words_and_whose_it_was(reported: list[Exchange]) -> None:
    exchange_reports.report_sent(OutboxMessage, [put("a").pk])

    [told] = reported
    assert (told.edge, told.direction, told.verdict) == (Edge.EMAIL, Direction.OUT, Verdict.ACCEPTED)
    assert (told.recipient, told.trace, told.label) == ("192705178354", "1" * 32, "run-17")
    assert (told.status, told.at, told.address) == (exchange_reports.TAKEN, AT, "anna@example.org")
    assert told.request.decode() == "To: anna@example.org\r\nFrom: Kommun Ä\r\nSubject: Nytt brev\r\n\r\nHej"


def test_an_sms_without_sender_and_subject_has_its_number_and_its_text(reported: list[Exchange]) -> None:
    exchange_reports.report_sent(
        OutboxMessage, [put("a", channel="sms", address="+46701", sender_name="", subject="").pk]
    )

    assert reported[0].edge is Edge.SMS
    assert reported[0].request == b"To: +46701\r\n\r\nHej"


@pytest.mark.parametrize("state", [each for each in OutboxMessage.State if each != OutboxMessage.State.SENT])
def test_what_is_not_sent_is_not_told_as_sent(reported: list[Exchange], state: str) -> None:
    exchange_reports.report_sent(OutboxMessage, [put("a", state=state).pk, put("b").pk])

    assert len(reported) == 1


def test_of_no_rows_nothing_is_told(reported: list[Exchange]) -> None:
    put("a")

    exchange_reports.report_sent(OutboxMessage, [])

    assert reported == []


@pytest.mark.parametrize(
    ("problem", "verdict"),
    [
        (EmailNotSent("450 senare", "450 later", is_temporary=True), Verdict.FAILED),
        (EmailNotSent("550 okänd", "550 unknown", is_temporary=False), Verdict.REFUSED),
        (MailServerUnreachable("nere", "down", is_temporary=True), Verdict.FAILED),
        (interrupted_error(), Verdict.REFUSED),
        (unexpected_error(KeyError("x")), Verdict.REFUSED),
    ],
)
def test_a_failure_is_told_with_its_reason_and_whether_it_may_pass(
    reported: list[Exchange], problem: EmailNotSent, verdict: Verdict
) -> None:
    exchange_reports.report_failure(put("a", state=OutboxMessage.State.DUE), problem)

    [told] = reported
    assert told.verdict is verdict
    assert (told.status, told.code, told.text) == (0, ErrorCode.SENDING_FAILED, problem.text)
    assert told.explanation == problem.explanation


def test_signs_beyond_ascii_are_told_as_they_are(reported: list[Exchange]) -> None:
    exchange_reports.report_sent(OutboxMessage, [put("a", text="Hej 👩 & <b>").pk])

    assert reported[0].request.endswith("Hej 👩 & <b>".encode())


def test_the_errors_of_sending_have_both_languages_and_never_repeat_what_is_secret() -> None:
    for problem in (interrupted_error(), unexpected_error(ValueError("hemligt"))):
        assert problem.text.swedish != problem.text.english
        assert "hemligt" not in str(problem.text)
        assert not problem.is_temporary
