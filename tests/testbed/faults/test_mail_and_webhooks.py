"""Rules at the mail server, at the office gateway and at webhooks."""

from datetime import timedelta
from typing import Any

import pytest

from infra import clock
from infra.hooks.exchanges import Edge, Exchange, Verdict
from mailbox_operator import sending
from mailbox_operator.models import Announcement
from testbed.runs import lifecycle
from testbed.runs.lifecycle import WantedRun
from tests import cast
from tests.reported_exchanges import reported
from tests.testbed.faults.conftest import MakeRule
from webhooks.models import OutboxEvent, Result, Subscription
from webhooks.sending.attempts import send_event

__all__ = ["reported"]

State = Announcement.State


def announced(kommun_a: cast.Sender) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))
    sending.send_all_due()


def email() -> Announcement:
    return Announcement.objects.get(channel=Announcement.Channel.EMAIL)


def test_an_announcement_waits_while_the_mail_server_is_in_trouble(
    kommun_a: cast.Sender, make_rule: MakeRule
) -> None:
    make_rule(at="smtp", fault={"code": 451}, times=1)

    announced(kommun_a)

    assert email().state == State.DUE
    assert "451" in email().last_error.english
    assert email().due_at > clock.now()


def test_a_mail_server_that_refuses_for_good_is_not_asked_again(
    kommun_a: cast.Sender, make_rule: MakeRule
) -> None:
    make_rule(at="smtp", fault={"code": 550})

    announced(kommun_a)

    assert email().state == State.FAILED


def test_a_broken_connection_to_the_mail_server_may_pass(kommun_a: cast.Sender, make_rule: MakeRule) -> None:
    make_rule(**{"at": "smtp", "break": "reset"})

    announced(kommun_a)

    assert email().state == State.DUE


def test_an_sms_needs_no_mail_server(kommun_a: cast.Sender, make_rule: MakeRule) -> None:
    make_rule(at="smtp", fault={"code": 550})

    announced(kommun_a)

    assert Announcement.objects.get(channel=Announcement.Channel.SMS).state == State.SENT


@pytest.mark.parametrize("limits", [{"recipient": cast.MARIA}, {"sender": "162021004748"}, {"operation": "send"}])
def test_a_rule_meets_the_announcements_of_the_letters_that_it_names(
    kommun_a: cast.Sender, make_rule: MakeRule, limits: dict[str, Any]
) -> None:
    make_rule(at="smtp", fault={"code": 550}, **limits)

    announced(kommun_a)

    assert email().state == State.FAILED


@pytest.mark.parametrize(
    "limits",
    [{"recipient": cast.ARVID}, {"who": "elsewhere.example"}, {"run": "another"}, {"sender": "162021003898"}],
)
def test_a_rule_touches_only_the_mail_that_it_names(
    kommun_a: cast.Sender, make_rule: MakeRule, limits: dict[str, Any]
) -> None:
    make_rule(at="smtp", fault={"code": 550}, **limits)

    announced(kommun_a)

    assert email().state == State.SENT


@pytest.fixture
def event(db: None) -> OutboxEvent:
    subscription = Subscription.objects.create(
        url="http://127.0.0.1:9/hook", secret="whsec_c2VjcmV0", events=["ping"], created_at=clock.now()
    )
    return OutboxEvent.objects.create(
        subscription=subscription,
        type="ping",
        body="{}",
        created_at=clock.now(),
        due_at=clock.now(),
        give_up_at=clock.now() + timedelta(days=1),
    )


@pytest.mark.parametrize(
    ("effect", "result", "status"),
    [
        ({"fault": {"code": 503}}, Result.UNAVAILABLE, 503),
        ({"fault": {"code": 410}}, Result.REFUSED, 410),
        ({"fault": {"code": 200}}, Result.RECEIVED, 200),
        ({"break": "reset"}, Result.UNAVAILABLE, None),
    ],
)
def test_a_webhook_s_receiver_answers_as_the_rule_says(
    event: OutboxEvent, make_rule: MakeRule, effect: dict[str, Any], result: Result, status: int | None
) -> None:
    make_rule(at="webhook", who=str(event.subscription.subscription_id), **effect)

    outcome = send_event(event.subscription, event)

    assert (outcome.result, outcome.status) == (result, status)


def test_a_rule_for_another_webhook_leaves_this_one_alone(event: OutboxEvent, make_rule: MakeRule) -> None:
    other = Subscription.objects.create(url="http://127.0.0.2:9/told", events=["ping"], created_at=clock.now())
    make_rule(at="webhook", who=str(other.subscription_id), fault={"code": 410})

    assert send_event(event.subscription, event).status is None


@pytest.mark.parametrize(
    ("effect", "status", "verdict"),
    [
        ({"fault": {"code": 503}}, 503, Verdict.FAILED),
        ({"fault": {"code": 410}}, 410, Verdict.REFUSED),
        ({"break": "reset"}, 0, Verdict.FAILED),
    ],
)
def test_the_journal_has_the_attempt_that_a_rule_let_go_wrong(
    event: OutboxEvent,
    make_rule: MakeRule,
    reported: list[Exchange],
    effect: dict[str, Any],
    status: int,
    verdict: Verdict,
) -> None:
    make_rule(at="webhook", who=str(event.subscription.subscription_id), **effect)

    send_event(event.subscription, event)

    [told] = [each for each in reported if each.edge is Edge.WEBHOOK]
    assert (told.status, told.verdict, told.reason) == (status, verdict, "provoked-by-a-rule")
    assert told.request == b"{}"


def test_a_run_s_rule_meets_what_its_webhook_tells_of_no_letter(
    event: OutboxEvent, make_rule: MakeRule, reported: list[Exchange]
) -> None:
    lifecycle.make_run(WantedRun(label="natt"))
    event.subscription.label = "natt"
    make_rule(at="webhook", run="natt", fault={"code": 410})

    assert send_event(event.subscription, event).status == 410
    assert [told.label for told in reported if told.edge is Edge.WEBHOOK] == ["natt"]
