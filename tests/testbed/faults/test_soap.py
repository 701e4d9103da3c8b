"""Rules at SOAP services: what the caller gets, and what happens all the same."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from contracts import recipient_service, recipient_v3
from infra import trace
from infra.hooks.disruptions import Break
from infra.pki.peer import caller_of_identity
from infra.soap import local
from infra.soap.http_binding.broken_answer import GARBAGE, BrokenAnswer
from mailbox_operator.models import Message
from tests import cast
from tests.testbed.faults.conftest import ADDRESS, MakeRule
from tests.testbed.journal.conftest import Journal, journal

__all__ = ["journal"]


def hits(client: Client, rule: dict[str, Any]) -> int:
    found: int = client.get(f"{ADDRESS}/{rule['id']}").json()["hits"]
    return found


def test_a_direct_delivery_gets_the_fault_and_leaves_nothing(
    kommun_a: cast.Sender, make_rule: MakeRule, client: Client
) -> None:
    rule = make_rule(at="operator", who="minmyndighetspost.se", fault={"code": 4999})

    reply = kommun_a.deliver(kommun_a.letter(cast.MARIA))

    assert reply.fault.code == 4999
    assert rule["id"] in reply.fault.description
    assert not Message.objects.exists()
    assert hits(client, rule) == 1


def test_so_many_times_and_then_it_goes_well(kommun_a: cast.Sender, make_rule: MakeRule, client: Client) -> None:
    rule = make_rule(at="operator", fault={"code": 4999}, times=2)

    codes = [kommun_a.deliver(kommun_a.letter(cast.MARIA)).status for _ in range(4)]

    assert codes == [500, 500, 200, 200]
    assert client.get(f"{ADDRESS}/{rule['id']}").json()["spent"] is True


def test_so_many_are_let_through_first(kommun_a: cast.Sender, make_rule: MakeRule) -> None:
    make_rule(at="operator", fault={"code": 5001}, skip=1, times=1)

    assert [kommun_a.deliver(kommun_a.letter(cast.MARIA)).status for _ in range(3)] == [200, 500, 200]


def test_one_step_follows_the_other(kommun_a: cast.Sender, make_rule: MakeRule) -> None:
    make_rule(at="operator", fault={"code": 4999}, times=1, then=[{"fault": {"code": 5001}, "times": 1}])

    replies = [kommun_a.deliver(kommun_a.letter(cast.MARIA)) for _ in range(3)]

    assert [reply.fault.code for reply in replies[:2]] == [4999, 5001]
    assert replies[2].delivered


def test_not_delivered_is_answered_and_nothing_kept(kommun_a: cast.Sender, make_rule: MakeRule) -> None:
    make_rule(at="operator", operation="deliverSecure", delivered=False)

    reply = kommun_a.deliver(kommun_a.letter(cast.MARIA))

    assert not reply.delivered
    assert reply.result.status[0].recipient_id == cast.MARIA
    assert not Message.objects.exists()


def test_a_notification_is_not_delivered_either(kommun_a: cast.Sender, make_rule: MakeRule) -> None:
    make_rule(at="operator", delivered=False)

    assert kommun_a.notify(kommun_a.notification(cast.MARIA)).told == [(cast.MARIA, False, [])]


@pytest.mark.parametrize(
    "limits",
    [
        {"who": "kivra.com"},
        {"operation": "notify"},
        {"sender": "162021003898"},
        {"recipient": cast.ARVID},
        {"run": "another"},
        {"at": "relay"},
    ],
)
def test_a_rule_touches_only_what_it_names(
    kommun_a: cast.Sender, make_rule: MakeRule, limits: dict[str, Any]
) -> None:
    make_rule(**{"at": "operator", "fault": {"code": 4999}} | limits)

    assert kommun_a.deliver(kommun_a.letter(cast.MARIA)).delivered


@pytest.mark.parametrize(
    "limits",
    [
        {"who": "162021004748"},
        {"operation": "deliverSecure"},
        {"sender": "162021004748"},
        {"recipient": cast.MARIA},
    ],
)
def test_a_rule_touches_what_it_names(kommun_a: cast.Sender, make_rule: MakeRule, limits: dict[str, Any]) -> None:
    make_rule(at="operator", fault={"code": 4999}, **limits)

    assert kommun_a.deliver(kommun_a.letter(cast.MARIA)).fault.code == 4999


def test_the_first_rule_that_applies_decides(kommun_a: cast.Sender, make_rule: MakeRule, client: Client) -> None:
    first = make_rule(at="operator", fault={"code": 4999})
    second = make_rule(at="operator", fault={"code": 5001})

    kommun_a.deliver(kommun_a.letter(cast.MARIA))

    assert (hits(client, first), hits(client, second)) == (1, 0)


def test_a_rule_that_is_removed_disrupts_nothing_more(
    kommun_a: cast.Sender,
    make_rule: MakeRule,
    client: Client,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    for place in ("operator", "far", "relay"):
        make_rule(at=place, fault={"code": 4999})
    assert kommun_a.deliver(kommun_a.letter(cast.MARIA)).status == 500

    with django_capture_on_commit_callbacks(execute=True):
        assert client.delete(ADDRESS).status_code == 204

    assert kommun_a.deliver(kommun_a.letter(cast.MARIA)).delivered
    assert client.get(ADDRESS).json()["results"] == []


def test_a_rule_of_a_run_touches_its_own_letters_alone(
    kommun_a: cast.Sender, client: Client, make_rule: MakeRule
) -> None:
    make_rule(at="operator", fault={"code": 4999}, run="run-1")

    others = kommun_a.deliver(kommun_a.letter(cast.MARIA))
    with trace.use_label("run-1"):
        own = local.post_to_endpoint(
            f"{settings.SOAP_BASE_URL}Service/v3",
            kommun_a.letter(cast.MARIA).request,
            caller_of_identity(kommun_a.identity),
        )

    assert others.delivered
    assert own.status == 500


def test_far_s_answers_are_disrupted(kommun_a: cast.Sender, make_rule: MakeRule) -> None:
    make_rule(at="far", operation="isReachable", recipient=cast.MARIA, fault={"code": 4999})
    question = recipient_v3.IsReachable(
        sender_org_nr=kommun_a.identity.organisation.value, recipient_id=[cast.MARIA]
    )

    assert kommun_a.ask("Recipient/v3", question).fault.code == 4999


@pytest.mark.parametrize("service", ["Recipient", "Recipient/v2"])
@pytest.mark.parametrize(
    ("limits", "hits"),
    [
        ({"recipient": cast.MARIA}, True),
        ({"sender": "162021004748"}, True),
        ({"recipient": cast.ARVID}, False),
        ({"sender": "162021003898"}, False),
        ({"recipient": "162021004748"}, False),
    ],
)
def test_a_rule_knows_the_parties_of_calls_whose_values_have_no_names(
    kommun_a: cast.Sender, make_rule: MakeRule, service: str, limits: dict[str, str], hits: bool
) -> None:
    make_rule(at="far", operation="isReachable", fault={"code": 4999}, **limits)
    question = recipient_service.IsReachable(arg0=kommun_a.identity.organisation.value, arg1=[cast.MARIA])

    assert (kommun_a.ask(service, question).status == 500) is hits


def test_a_rule_knows_the_one_that_a_call_without_names_is_about(
    kommun_a: cast.Sender, make_rule: MakeRule
) -> None:
    make_rule(at="far", operation="isRegistered", recipient=cast.MARIA, fault={"code": 4999})

    question = recipient_service.IsRegistered(arg0=[cast.MARIA])

    assert kommun_a.ask("Recipient", question).fault.code == 4999


@pytest.mark.parametrize(("breaks", "kept"), [("close", 0), ("tls", 0), ("reset", 1), ("half", 1), ("garbage", 1)])
def test_a_letter_is_kept_or_not_by_when_the_connection_breaks(
    kommun_a: cast.Sender, make_rule: MakeRule, breaks: str, kept: int
) -> None:
    make_rule(**{"at": "operator", "break": breaks})

    kommun_a.deliver(kommun_a.letter(cast.MARIA))

    assert Message.objects.count() == kept


@pytest.mark.parametrize("breaks", Break)
def test_an_answer_that_a_rule_broke_did_not_succeed_in_the_journal(
    kommun_a: cast.Sender, make_rule: MakeRule, journal: Journal, breaks: Break
) -> None:
    make_rule(**{"at": "operator", "break": breaks.value})

    kommun_a.deliver(kommun_a.letter(cast.MARIA))

    found = journal.only(operation="deliverSecure")
    assert (found["verdict"], found["reason"], found["retry"]) == ("failed", "answer-broken-by-a-rule", True)
    assert breaks.value in found["text"]


def test_garbage_is_written_instead_of_the_answer(rf: Any) -> None:
    assert b"".join(BrokenAnswer(rf.post("/"), Break.GARBAGE, b"answer")) == GARBAGE


def test_half_an_answer_is_written_before_the_connection_breaks(rf: Any) -> None:
    parts = iter(BrokenAnswer(rf.post("/"), Break.HALF, b"answer"))

    assert next(parts) == b"ans"
    with pytest.raises(ConnectionError):
        next(parts)


def test_without_rules_no_letter_asks_the_database_for_them(
    kommun_a: cast.Sender, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))
    letter = kommun_a.letter(cast.MARIA)

    with django_assert_max_num_queries(100) as asked:
        kommun_a.deliver(letter)

    assert not [query for query in asked.captured_queries if "fault" in query["sql"]]
